"""The way of an article to its readers: what was sent, returned and approved, and which save."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article
from memorial.models.edition import Edition, Origin
from memorial.models.revision import Revision


class ReviewStepKind(models.TextChoices):
    SENT = "sent", _("sent to review")
    RETURNED = "returned", _("returned to the author")
    APPROVED = "approved", _("approved")
    REOPENED = "reopened", _("in review again: saved after it was approved")
    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("scheduled")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReviewStepQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def of_the_words(self) -> Self:
        """Steps about the working copy; a fix and a withdrawal are about what is live."""
        steps = self.exclude(kind=ReviewStepKind.WITHDRAWN)
        return steps.exclude(edition__origin=Origin.FIX)


class ReviewStep(models.Model):
    """One step: who, when, of which save, with what note; `edition` where it made one."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="review_steps")
    kind = models.CharField(_("step"), max_length=10, choices=ReviewStepKind)
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.PROTECT, related_name="review_steps"
    )
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="review_steps"
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_kind_display()}"
