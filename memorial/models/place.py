"""Named spots, with honest coordinates: unknown is empty, never 0, 0."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Record
from memorial.models.fields import translated
from memorial.models.name import Name, Named, NamedQuerySet, name_constraints


class Accuracy(models.TextChoices):
    SPOT = "spot", _("the spot itself")
    SITE = "site", _("the building or square")
    AREA = "area", _("the park or district")
    TOWN = "town", _("the town")
    REGION = "region", _("the region")


class PlaceQuerySet(NamedQuerySet):
    def with_shown(self) -> Self:
        return self.with_names()

    def located(self) -> Self:
        return self.filter(latitude__isnull=False)


class Place(Named, Record):
    """A place (CIDOC E53); coordinates are WGS 84 degrees, both or neither."""

    locality = translated(models.CharField(_("locality"), max_length=200, blank=True))
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("ISO 3166-1, two letters"),
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, for example RU or KR."))],
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    accuracy = models.CharField(
        _("what the coordinates mark"), max_length=10, choices=Accuracy, blank=True
    )
    accuracy_note = translated(
        models.CharField(_("note on the coordinates"), max_length=200, blank=True)
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_coordinates_both_or_neither",
                violation_error_message=_("Give latitude and longitude both, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                name="place_latitude_in_range",
                violation_error_message=_("A latitude lies between -90 and 90 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                name="place_longitude_in_range",
                violation_error_message=_("A longitude lies between -180 and 180 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | ~Q(latitude=0, longitude=0),
                name="place_not_null_island",
                violation_error_message=_(
                    "0, 0 is in the sea off Africa: leave both empty if the spot is not known."
                ),
            ),
        ]

    def clean(self) -> None:
        if self.latitude is not None and not self.accuracy:
            raise ValidationError(
                {
                    "accuracy": _(
                        "Say what the coordinates mark: the spot itself, the park, the town …"
                    )
                }
            )

    def shown(self) -> dict[str, Any]:
        located = self.latitude is not None and self.longitude is not None
        return {
            "name": self.name,
            "other_names": self.other_names,
            "locality": self.words("locality"),
            "country": self.country,
            "latitude": f"{self.latitude:f}".rstrip("0").rstrip(".") if located else "",
            "longitude": f"{self.longitude:f}".rstrip("0").rstrip(".") if located else "",
            "accuracy": self.accuracy,
            "accuracy_note": self.words("accuracy_note"),
        }


class PlaceName(Name):
    record = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = name_constraints("placename")
