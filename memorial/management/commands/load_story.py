"""Load the shipped example: the unveiling of “Allies. Korean Fighters”."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from memorial.services.example import load_example
from memorial.services.refusing import RefusedError


class Command(BaseCommand):
    help = (
        "Load the story that ships with memorial, and publish it. "
        "Records that are there already are left as they are."
    )

    def handle(self, **options: Any) -> None:
        try:
            report = load_example()
        except (RefusedError, ValidationError) as error:
            raise CommandError(
                f"The story cannot be loaded beside what is here: {error}"
            ) from error
        self.stdout.write(
            f"The story is loaded: {len(report.added)} records added."
            if report.added
            else "The story was loaded before: nothing was changed."
        )
        if report.edited:
            self.stdout.write(f"Edited since, left alone: {', '.join(report.edited)}.")
        if report.removed:
            self.stdout.write(f"Deleted since, not loaded again: {', '.join(report.removed)}.")
