"""External links, and whether they answered when they were last asked."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CheckedLinkQuerySet(models.QuerySet):
    def broken(self) -> Self:
        return self.filter(broken_since__isnull=False)


class CheckedLink(models.Model):
    """One external address: when it was asked, what it answered, and since when it does not.

    `status` is the HTTP status of the last answer, empty where none came; `problem` names
    what was wrong (`services/external_links/answers.py` has it in words).
    """

    url = models.CharField(_("link"), max_length=1000, unique=True)
    checked_at = models.DateTimeField(_("checked"), null=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    problem = models.CharField(_("answer"), max_length=300, blank=True)
    broken_since = models.DateTimeField(_("broken since"), null=True, db_index=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)

    objects = CheckedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("external link")
        verbose_name_plural = _("external links")
        ordering = [F("broken_since").desc(nulls_last=True), "url"]
        constraints = [
            models.CheckConstraint(condition=~Q(url=""), name="checkedlink_has_url"),
        ]

    def __str__(self) -> str:
        return self.url
