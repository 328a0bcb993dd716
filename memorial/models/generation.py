"""The generation: one counter that every cached page carries."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F


class GenerationQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(pk=1)

    def bump(self, next_transition_at: datetime | None) -> None:
        """Count a change that readers can see; the last write of its transaction."""
        self.current().update(counter=F("counter") + 1, next_transition_at=next_transition_at)


class Generation(models.Model):
    """One row: how often what readers see has changed, and when it next changes by itself."""

    counter = models.PositiveBigIntegerField(default=1)
    next_transition_at = models.DateTimeField(null=True)

    objects = GenerationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="generation_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.counter)
