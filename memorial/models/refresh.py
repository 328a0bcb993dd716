"""Refresh tasks: a fact was changed, and pages still show it as it was."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from memorial.models.edition import Edition


class RefreshTaskQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True)


class RefreshTask(models.Model):
    """A record (`person:3`) whose change waits for somebody who may publish."""

    record = models.CharField(max_length=40)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    filed_at = models.DateTimeField(_("filed"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    editions = models.ManyToManyField(
        Edition, related_name="refresh_tasks", help_text="Those that show the record as it was."
    )
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RefreshTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact that changed")
        verbose_name_plural = _("facts that changed")
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(done_at__isnull=True), name="refreshtask_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.record
