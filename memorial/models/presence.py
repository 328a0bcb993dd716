"""Presence: who has a record's form open."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: An open form says that it is there every half minute; after this long it is taken for closed.
EXPIRES_AFTER = timedelta(seconds=100)


class PresenceQuerySet(models.QuerySet):
    def current(self, at: datetime | None = None) -> Self:
        """Those whose form was open at a moment (now, asked when called)."""
        return self.filter(seen_at__gt=(at or timezone.now()) - EXPIRES_AFTER)


class Presence(models.Model):
    """One person at one record (`article:7`), since when, and when last heard of."""

    record = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["record", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.record}"
