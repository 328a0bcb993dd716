"""People: anyone named, whatever their roles; officials are people with tenures."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from memorial.dates import EdtfDate
from memorial.models.fact import Fact, FactQuerySet, pointer
from memorial.models.fields import DayField, EdtfField, require_order, translated, validate_language
from memorial.models.image import Image
from memorial.models.name import Name, Named, NamedQuerySet, name_constraints
from memorial.models.organisation import Office
from memorial.models.source import Citation, Source
from memorial.text import initials


class PersonQuerySet(NamedQuerySet, FactQuerySet):
    def with_shown(self) -> Self:
        return self.with_is_official().select_related("portrait").prefetch_related("names")

    def with_is_official(self) -> Self:
        holds = Tenure.objects.filter(person=OuterRef("pk"))
        return self.annotate(is_official=Exists(holds))

    def officials(self) -> Self:
        return self.filter(Exists(Tenure.objects.filter(person=OuterRef("pk"))))

    def with_offices(self) -> Self:
        """Load the offices held, in order: three queries more."""
        return self.prefetch_related(
            models.Prefetch("tenures", queryset=Tenure.objects.in_order().with_shown())
        )


class Person(Named, Fact):
    """Anyone named (schema.org Person)."""

    family_name_first = models.BooleanField(_("family name first"), default=False)
    native_language = models.CharField(
        _("own language"), max_length=12, validators=[validate_language], blank=True
    )
    born = EdtfField(_("born"))
    born_earliest = DayField(of="born", bound="earliest")
    died = EdtfField(_("died"))
    died_latest = DayField(of="died", bound="latest")
    description = translated(models.CharField(_("in one sentence"), max_length=400, blank=True))
    portrait = models.ForeignKey(
        Image,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portrayed",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(died_latest__isnull=True)
                | Q(born_earliest__isnull=True)
                | Q(died_latest__gte=F("born_earliest")),
                name="person_born_before_died",
                violation_error_message=_("A person dies after being born: look at both dates."),
            ),
        ]

    def get_absolute_url(self) -> str:
        official = self.is_official if "is_official" in self.__dict__ else self.tenures.exists()
        page = "official-detail" if official else "person-detail"
        return reverse(f"memorial:{page}", args=[self.number_and_slug])

    def clean(self) -> None:
        message = _("A person dies after being born: look at both dates.")
        require_order(self.born, self.died, message)

    @property
    def initials(self) -> str:
        """The letters on the medallion, in the bearer's own script."""
        return initials(self.own_name["text"])

    def shown(self) -> dict[str, Any]:
        return {
            "is_official": bool(self.is_official),
            "name": self.name,
            "other_names": self.other_names,
            "variants": self.variants,
            "initials": {"text": self.initials, "lang": self.own_name["lang"]},
            "description": self.words("description"),
            "born": self.born.text if self.born else "",
            "died": self.died.text if self.died else "",
            "portrait": pointer("image", self.portrait_id),
        }


class PersonName(Name):
    record = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = pgettext_lazy("of a person", "name")
        verbose_name_plural = pgettext_lazy("of a person", "names")
        constraints = name_constraints("personname")


class PersonCitation(Citation):
    record = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="citations")

    class Meta(Citation.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")


class TenureQuerySet(models.QuerySet):
    def with_shown(self) -> Self:
        return self.select_related("office__organisation").prefetch_related(
            "office__organisation__names"
        )

    def in_order(self) -> Self:
        """By start, then by the moment they are known for; undated ones first."""
        return self.order_by(
            F("start_earliest").asc(nulls_first=True),
            F("as_of_earliest").asc(nulls_first=True),
            "pk",
        )

    def covering(self, date: EdtfDate) -> Self:
        """Tenures that may have been held on `date`.

        A tenure without start and end covers only what its as-of date says.
        """
        begun = Q(start_earliest__isnull=True) | Q(start_earliest__lte=date.latest)
        not_over = Q(end_latest__isnull=True) | Q(end_latest__gte=date.earliest)
        dated = Q(start_earliest__isnull=False) | Q(end_latest__isnull=False)
        known = Q(as_of_earliest__lte=date.latest, as_of_latest__gte=date.earliest)
        return self.filter(begun & not_over & (dated | known))


class Tenure(models.Model):
    """A person holding an office from … to …, with the title as held (Popolo Membership)."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="tenures"
    )
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="tenures"
    )
    title = translated(
        models.CharField(_("title as held"), max_length=300, blank=True),
    )
    start = EdtfField(_("from"))
    start_earliest = DayField(of="start", bound="earliest")
    end = EdtfField(_("to"), help_text=_("Empty: still held, or not known."))
    end_latest = DayField(of="end", bound="latest")
    as_of = EdtfField(
        _("known to be held on"), help_text=_("A date on which the office is known to be held.")
    )
    as_of_earliest = DayField(of="as_of", bound="earliest")
    as_of_latest = DayField(of="as_of", bound="latest")
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tenures",
    )
    note = translated(models.CharField(_("note"), max_length=300, blank=True))

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")
        constraints = [
            models.CheckConstraint(
                condition=Q(start_earliest__isnull=True)
                | Q(end_latest__isnull=True)
                | Q(end_latest__gte=F("start_earliest")),
                name="tenure_ends_after_it_starts",
                violation_error_message=_("This office ends before it starts: look at both dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.office.label}, {self.office.organisation}"

    def clean(self) -> None:
        message = _("This office ends before it starts: look at both dates.")
        require_order(self.start, self.end, message)
        if not any(getattr(self, f"title_{code}") for code in type(self).title.languages):
            self.title_en = self.office.label if self.office_id else ""
