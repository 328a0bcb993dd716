"""References: which editions and working copies show which records."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article
from memorial.models.edition import Edition, not_over


class ReferenceRole(models.TextChoices):
    SHOWS = "shows", _("shows or links to it")
    BYLINE = "byline", _("has the byline of it")


class ReferenceQuerySet(models.QuerySet):
    def to(self, *refs: str) -> Self:
        return self.filter(record__in=refs)

    def still_shown(self, at: datetime | None = None) -> Self:
        """Those of editions that are live, or scheduled to be."""
        at = at or timezone.now()
        return self.filter(not_over(at, "edition__"), edition__isnull=False)


class Reference(models.Model):
    """A record (`statement:12`) shown by one edition, or by one working copy."""

    record = models.CharField(max_length=40)
    role = models.CharField(max_length=10, choices=ReferenceRole, default=ReferenceRole.SHOWS)
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="references"
    )
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, related_name="references"
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "edition", "role"], name="reference_once_an_edition"
            ),
            models.UniqueConstraint(
                fields=["record", "article", "role"], name="reference_once_an_article"
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=True, article__isnull=False)
                | Q(edition__isnull=False, article__isnull=True),
                name="reference_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.record
