"""What came with the package: which record each key of the shipped example became."""

from django.db import models


class ExampleRecord(models.Model):
    """One record loaded from the example, and its version then, to tell whether it was edited."""

    key = models.CharField(max_length=100, unique=True)
    record = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.key
