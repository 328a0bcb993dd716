"""Corrections: public, append-only notes that join two editions."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from memorial.models.edition import Edition, ImmutableError


class CorrectionQuerySet(models.QuerySet):
    def public(self, at: datetime) -> Self:
        """Those whose right edition has gone live; that of a cancelled one never does."""
        issued = self.exclude(right_edition__live_until=F("right_edition__live_from"))
        return issued.filter(right_edition__live_from__lte=at)

    def with_editions(self) -> Self:
        """Load both editions without their stories, the latest to go live first."""
        rows = self.select_related("wrong_edition", "right_edition")
        rows = rows.defer("wrong_edition__frozen", "right_edition__frozen")
        return rows.order_by("-right_edition__live_from", "-pk")

    def update(self, **kwargs: Any) -> int:
        raise ImmutableError("A correction cannot change.")

    def delete(self) -> Any:
        raise ImmutableError("A correction cannot be deleted.")


class Correction(models.Model):
    """What was wrong and what is right (schema.org CorrectionComment)."""

    wrong_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    right_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="corrections")
    was_wrong = models.TextField(_("what was wrong"), max_length=600)
    is_right = models.TextField(_("what is right"), max_length=600)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(was_wrong="") & ~models.Q(is_right=""),
                name="correction_says_both",
            ),
            models.CheckConstraint(
                condition=~models.Q(wrong_edition=models.F("right_edition")),
                name="correction_joins_two",
            ),
        ]

    def __str__(self) -> str:
        return self.is_right[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError("A correction cannot change.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ImmutableError("A correction cannot be deleted.")
