"""Monuments: what stands, where, by whom, and what is written on it."""

from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Fact, FactQuerySet, pointer
from memorial.models.fields import (
    DayField,
    EdtfField,
    translated,
    validate_language,
    words_in_any_language,
)
from memorial.models.image import Image
from memorial.models.name import Name, Named, NamedQuerySet, name_constraints
from memorial.models.person import Person
from memorial.models.place import Place
from memorial.models.source import Citation
from memorial.text.cutting import beginning


class MonumentKind(models.TextChoices):
    SCULPTURE = "sculpture", _("sculpture")
    STATUE = "statue", _("statue")
    BUST = "bust", _("bust")
    OBELISK = "obelisk", _("obelisk")
    STELE = "stele", _("stele")
    PLAQUE = "plaque", _("plaque")
    WALL = "wall", _("wall")
    ARCH = "arch", _("arch")
    ENSEMBLE = "ensemble", _("memorial ensemble")
    BUILDING = "building", _("building")
    GARDEN = "garden", _("garden")
    OTHER = "other", _("other")


class MonumentStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    STANDING = "standing", _("standing")
    MOVED = "moved", _("moved")
    REMOVED = "removed", _("removed")
    DESTROYED = "destroyed", _("destroyed")


class MonumentQuerySet(NamedQuerySet, FactQuerySet):
    def with_shown(self) -> Self:
        """Load what `shown()` reads: the rows of a monument, not the records they point at."""
        return self.with_rows(
            "names", "creators", "inscriptions", "pictures", "identifiers", "citations"
        )

    def with_page(self) -> Self:
        """Load everything that a monument's own page shows: a fixed number of queries."""
        return self.select_related("place").prefetch_related(
            "names",
            "place__names",
            "creators",
            Prefetch("creators__person", queryset=Person.objects.with_shown()),
            Prefetch("inscriptions", queryset=Inscription.objects.select_related("source")),
            Prefetch("pictures", queryset=MonumentPicture.objects.select_related("image")),
            "identifiers",
            Prefetch("citations", queryset=MonumentCitation.objects.select_related("source")),
        )

    def with_card(self) -> Self:
        """Load what a card in a list shows: three queries more."""
        pictures = MonumentPicture.objects.select_related("image")
        return self.select_related("place").prefetch_related(
            "names", "place__names", Prefetch("pictures", queryset=pictures)
        )


class Monument(Named, Fact):
    """The object itself (schema.org Sculpture and LandmarksOrHistoricalBuildings; CIDOC E22)."""

    kind = models.CharField(_("kind"), max_length=20, choices=MonumentKind)
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="monuments",
    )
    dedication = translated(models.CharField(_("dedicated to"), max_length=400, blank=True))
    summary = translated(models.TextField(_("in one sentence"), max_length=600, blank=True))
    materials = translated(models.CharField(_("materials"), max_length=300, blank=True))
    dimensions = translated(
        models.CharField(
            _("dimensions"),
            max_length=300,
            blank=True,
            help_text=_("With units: height 3.4 m, base 1.1 m"),
        )
    )
    status = models.CharField(
        _("status"), max_length=10, choices=MonumentStatus, default=MonumentStatus.STANDING
    )
    status_as_of = EdtfField(_("status last checked"))
    status_as_of_latest = DayField(of="status_as_of", bound="latest")

    objects = MonumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("monument")
        verbose_name_plural = _("monuments")
        ordering = ["label", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("memorial:monument-detail", args=[self.number_and_slug])

    def shown(self) -> dict[str, Any]:
        pictures = [pointer("image", picture.image_id) for picture in self.pictures.all()]
        return {
            "name": self.name,
            "other_names": self.other_names,
            "kind": self.kind,
            "place": pointer("place", self.place_id),
            "dedication": self.words("dedication"),
            "summary": self.words("summary"),
            "materials": self.words("materials"),
            "dimensions": self.words("dimensions"),
            "status": self.status,
            "status_as_of": self.status_as_of.text if self.status_as_of else "",
            "creators": [creator.shown() for creator in self.creators.all()],
            "inscriptions": [inscription.shown() for inscription in self.inscriptions.all()],
            "identifiers": [identifier.shown() for identifier in self.identifiers.all()],
            "citations": [citation.shown() for citation in self.citations.all()],
            "pictures": pictures,
        }


class MonumentName(Name):
    record = models.ForeignKey(Monument, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = name_constraints("monumentname")


class MonumentCitation(Citation):
    record = models.ForeignKey(Monument, on_delete=models.CASCADE, related_name="citations")

    class Meta(Citation.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")


class CreatorRole(models.TextChoices):
    SCULPTOR = "sculptor", _("sculptor")
    ARCHITECT = "architect", _("architect")
    DESIGNER = "designer", _("designer")
    FOUNDER = "founder", _("founder")
    PATRON = "patron", _("patron")


class Creator(models.Model):
    """A person credited on a monument, in one role."""

    monument = models.ForeignKey(Monument, on_delete=models.CASCADE, related_name="creators")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="created"
    )
    role = models.CharField(_("role"), max_length=20, choices=CreatorRole)

    class Meta:
        verbose_name = _("creator")
        verbose_name_plural = _("creators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["monument", "person", "role"], name="creator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def shown(self) -> dict[str, Any]:
        return {"role": self.role, "person": pointer("person", self.person_id)}


class Inscription(models.Model):
    """Words on the monument, as cut, line by line."""

    monument = models.ForeignKey(Monument, on_delete=models.CASCADE, related_name="inscriptions")
    text = models.TextField(_("as cut, line by line"))
    language = models.CharField(
        _("language"), max_length=12, validators=[validate_language], blank=True
    )
    translation = translated(models.TextField(_("translation by the editors"), blank=True))
    position = models.CharField(_("where on it"), max_length=200, blank=True)
    source = models.ForeignKey(
        "memorial.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return beginning(self.text.partition("\n")[0], 80)

    def shown(self) -> dict[str, Any]:
        return {
            "lines": self.text.splitlines(),
            "lang": self.language,
            "translation": words_in_any_language(self, "translation"),
            "position": self.position,
            "source": pointer("source", self.source_id),
        }


class MonumentPicture(models.Model):
    """A picture of a monument; the first is the one that lists show."""

    monument = models.ForeignKey(Monument, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        Image, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="monuments"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["monument", "image"], name="monumentpicture_once"),
        ]

    def __str__(self) -> str:
        return str(self.image)


class Identifier(models.Model):
    """The number another register gives this monument."""

    class Scheme(models.TextChoices):
        WIKIDATA = "wikidata", "Wikidata"
        NHLE = "nhle", "National Heritage List for England"
        OPENPLAQUES = "openplaques", "Open Plaques"
        OSM = "osm", "OpenStreetMap"
        OTHER = "other", _("other")

    monument = models.ForeignKey(Monument, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=20, choices=Scheme)
    value = models.CharField(_("number"), max_length=100)

    class Meta:
        verbose_name = _("external identifier")
        verbose_name_plural = _("external identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=~Q(scheme="other"),
                name="identifier_once",
                violation_error_message=_("Another monument has this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def shown(self) -> dict[str, str]:
        return {
            "scheme": self.scheme,
            "value": self.value,
        }
