"""Unveilings: the event, and who took part in it in which role and office."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Fact, FactQuerySet, pointer
from memorial.models.fields import DayField, EdtfField, translated
from memorial.models.monument import Monument
from memorial.models.person import Person
from memorial.models.place import Place
from memorial.models.source import Citation, Source
from memorial.models.title import TitleAtEvent


class UnveilingKind(models.TextChoices):
    UNVEILING = "unveiling", _("unveiling")
    REDEDICATION = "rededication", _("rededication")
    RELOCATION = "relocation", _("relocation")
    REMOVAL = "removal", _("removal")


class UnveilingQuerySet(FactQuerySet):
    def latest_first(self) -> Self:
        return self.order_by(F("date_latest").desc(nulls_last=True), "-pk")

    def with_label(self) -> Self:
        return self.select_related("monument")

    def with_card(self) -> Self:
        """Load what a row in a list shows: three queries more."""
        return self.select_related("monument__place", "place").prefetch_related(
            "monument__names", "place__names", "monument__place__names"
        )

    def with_shown(self) -> Self:
        """Load what `shown()` reads: the rows of an unveiling, not the records they point at."""
        return self.select_related("monument").with_rows("participations", "citations")

    def with_page(self) -> Self:
        """Load everything that an unveiling's own page shows: a fixed number of queries."""
        taking_part = Participation.objects.select_related("source")
        return self.select_related("monument", "place").prefetch_related(
            "monument__names",
            "place__names",
            Prefetch("participations", queryset=taking_part),
            Prefetch("participations__person", queryset=Person.objects.with_shown()),
            Prefetch("citations", queryset=UnveilingCitation.objects.select_related("source")),
        )


class Unveiling(Fact):
    """The event at which a monument was shown, moved or taken down (CIDOC E7)."""

    monument = models.ForeignKey(
        Monument, verbose_name=_("monument"), on_delete=models.PROTECT, related_name="unveilings"
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=UnveilingKind, default=UnveilingKind.UNVEILING
    )
    date = EdtfField(_("date"))
    date_earliest = DayField(of="date", bound="earliest")
    date_latest = DayField(of="date", bound="latest")
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unveilings",
        help_text=_("Empty: where the monument stands."),
    )
    occasion = translated(models.CharField(_("occasion"), max_length=300, blank=True))
    programme = translated(models.TextField(_("programme"), blank=True))

    objects = UnveilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("unveiling")
        verbose_name_plural = _("unveilings")

    def __str__(self) -> str:
        date = self.date or _("undated")
        return f"{self.monument} ({date}, {self.get_kind_display()})"

    def get_absolute_url(self) -> str:
        return reverse("memorial:unveiling-detail", args=[self.number_and_slug])

    @property
    def slug(self) -> str:
        return self.monument.slug

    def shown(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "monument": pointer("monument", self.monument_id),
            "date": self.date.text if self.date else "",
            "place": pointer("place", self.place_id),
            "occasion": self.words("occasion"),
            "programme": self.words("programme"),
            "participations": [taking_part.shown() for taking_part in self.participations.all()],
            "citations": [citation.shown() for citation in self.citations.all()],
        }


class UnveilingCitation(Citation):
    record = models.ForeignKey(Unveiling, on_delete=models.CASCADE, related_name="citations")

    class Meta(Citation.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")


class ParticipationRole(models.TextChoices):
    UNVEILED = "unveiled", _("unveiled the monument")
    SPOKE = "spoke", _("spoke")
    PRESENTED_GIFT = "presented_gift", _("presented a gift")
    REPRESENTED = "represented", _("represented")
    ATTENDED = "attended", _("attended")


def validate_roles(roles: Any) -> None:
    """Refuse anything but a list of different roles, at least one."""
    known = set(ParticipationRole.values)
    is_list = isinstance(roles, list) and bool(roles)
    is_known = is_list and all(isinstance(role, str) and role in known for role in roles)
    if not is_known or len(set(roles)) != len(roles):
        raise ValidationError(
            _("Choose at least one role out of: %(roles)s."),
            params={"roles": ", ".join(str(label) for label in ParticipationRole.labels)},
        )


class Participation(TitleAtEvent):
    """A person in roles at an unveiling, with the title held that day (schema.org Role)."""

    unveiling = models.ForeignKey(
        Unveiling, on_delete=models.CASCADE, related_name="participations"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="participations"
    )
    roles = models.JSONField(_("roles"), default=list, validators=[validate_roles])
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    place_in_source = models.CharField(_("where in it"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("who took part")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unveiling", "person"],
                name="participation_once",
                violation_error_message=_(
                    "This person is on the list already: add the role there."
                ),
            ),
            models.CheckConstraint(condition=~models.Q(roles=[]), name="participation_has_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}" if self.title else str(self.person)

    def clean(self) -> None:
        self.clean_tenure(self.person_id)

    def shown(self) -> dict[str, Any]:
        return {
            "person": pointer("person", self.person_id),
            "roles": self.roles,
            **self.shown_title(),
            "source": pointer("source", self.source_id),
            "place_in_source": self.place_in_source,
        }
