"""Share links: an outsider's way to read a draft, for a while."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article


class ShareLinkQuerySet(models.QuerySet):
    def open(self, at: datetime | None = None) -> Self:
        """Those that still lead somewhere at a moment (now, asked when called)."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())


class ShareLink(models.Model):
    """One link to the working copy of one article; its address carries a signature."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="share_links")
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="sharelink_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.article)
