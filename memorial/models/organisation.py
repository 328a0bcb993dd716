"""States, ministries, armies, societies, and the offices in them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Record
from memorial.models.name import Name, Named, NamedQuerySet, name_constraints


class OrganisationKind(models.TextChoices):
    STATE = "state", _("state")
    MINISTRY = "ministry", _("ministry")
    LEGISLATURE = "legislature", _("legislature")
    COUNCIL = "council", _("local authority")
    ARMY = "army", _("armed forces")
    EMBASSY = "embassy", _("embassy")
    ACADEMY = "academy", _("academy")
    INSTITUTE = "institute", _("institute")
    CENTRE = "centre", _("centre")
    MUSEUM = "museum", _("museum")
    SOCIETY = "society", _("society")
    OTHER = "other", _("other")


class OrganisationQuerySet(NamedQuerySet):
    def with_shown(self) -> Self:
        return self.with_names()


class Organisation(Named, Record):
    """A body that people act for (Popolo Organization)."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("ISO 3166-1, two letters")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="organisation_not_its_own_part",
                violation_error_message=_("An organisation cannot be a part of itself."),
            ),
        ]

    def shown(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind, "country": self.country}


class OrganisationName(Name):
    record = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = name_constraints("organisationname")


class OfficeQuerySet(NamedQuerySet):
    def with_label(self) -> Self:
        return self.select_related("organisation")

    def with_shown(self) -> Self:
        return self.select_related("organisation").prefetch_related("names", "organisation__names")


class Office(Named, Record):
    """A post in an organisation, whoever holds it (Popolo Post)."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="offices",
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return f"{self.label}, {self.organisation}"


class OfficeName(Name):
    record = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = name_constraints("officename")
