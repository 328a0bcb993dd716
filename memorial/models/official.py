"""Officials: people seen through the offices they held."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.person import Person, PersonQuerySet


class OfficialManager(models.Manager.from_queryset(PersonQuerySet)):
    def get_queryset(self) -> PersonQuerySet:
        return super().get_queryset().officials()


class Official(Person):
    """A person with tenures; the same row, with its own admin and pages."""

    objects = OfficialManager()

    class Meta:
        proxy = True
        verbose_name = _("official")
        verbose_name_plural = _("officials")
