"""Revisions: every save of a working copy, in the frozen format."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article
from memorial.models.edition import Edition


class RevisionPurpose(models.TextChoices):
    SAVE = "save", _("saved")
    RESTORE = "restore", _("restored from the history")
    FIX = "fix", _("a fix of what is live")


class RevisionQuerySet(models.QuerySet):
    def of(self, article: Article) -> Self:
        return self.filter(article_number=article.pk)

    def saves(self) -> Self:
        return self.exclude(purpose=RevisionPurpose.FIX)

    def without_story(self) -> Self:
        """Leave what was kept unread: for lists."""
        return self.defer("frozen", "desk")


class Revision(models.Model):
    """One save; it outlives its article, so that a deleted one can be restored."""

    article = models.ForeignKey(
        Article, null=True, on_delete=models.SET_NULL, related_name="revisions"
    )
    article_number = models.PositiveBigIntegerField(db_index=True)
    purpose = models.CharField(max_length=10, choices=RevisionPurpose, default=RevisionPurpose.SAVE)
    base = models.ForeignKey(
        Edition,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The edition that a fix was made from.",
    )
    headline = models.CharField(max_length=200)
    frozen = models.JSONField()
    desk = models.JSONField(default=dict, help_text="What the desk knew of the article beside it.")
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.headline} ({self.saved_at:%Y-%m-%d %H:%M})"
