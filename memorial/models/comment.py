"""Comments: what colleagues say of a working copy, at its head or at one of its blocks."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article


class CommentQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(resolved_at__isnull=True)


class Comment(models.Model):
    """A comment on a part of the working copy: a block's key, a field's name, or the whole."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    part = models.CharField(_("about"), max_length=60, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    at = models.DateTimeField(_("written"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
