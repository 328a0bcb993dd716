"""Merges: two records that were one, what moved, and how to undo it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """That one record (`person:3`) is another (`person:1`): its number redirects there.

    `moved` is the journal of what was changed, from which the merge can be undone.
    """

    record = models.CharField(_("record"), max_length=40)
    into = models.CharField(_("is the same as"), max_length=40, db_index=True)
    moved = models.JSONField(default=list)
    at = models.DateTimeField(_("merged"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(undone_at__isnull=True), name="merge_once"
            ),
            models.CheckConstraint(condition=~Q(record=F("into")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.record} → {self.into}"
