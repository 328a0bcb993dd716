"""Withdrawals: a page taken back, or an old edition withheld, and why."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article
from memorial.models.edition import Edition


class WithdrawalQuerySet(models.QuerySet):
    def in_force(self, at: datetime | None = None) -> Self:
        """The newest first; the first one speaks for the article while nothing is live."""
        return self.filter(at__lte=at or timezone.now()).order_by("-at", "-pk")


class Withdrawal(models.Model):
    """An article taken back: its page answers 410 with the reason and the replacement."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="withdrawals")
    at = models.DateTimeField(_("withdrawn"))
    reason = models.TextField(_("reason, as readers see it"), max_length=600)
    replacement = models.ForeignKey(
        Article,
        verbose_name=_("read instead"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.at:%Y-%m-%d})"


class Withholding(models.Model):
    """An old edition kept from readers, for what the law or decency demands."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="withholding")
    at = models.DateTimeField(_("withheld"))
    reason = models.TextField(_("reason, as readers see it"), max_length=600)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("withheld edition")
        verbose_name_plural = _("withheld editions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="withholding_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.edition)
