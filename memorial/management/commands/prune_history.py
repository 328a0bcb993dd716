"""`manage.py prune_history`: keep one save a sitting of what is older than a month."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from memorial.services.pruning import Pruned, prune


class Command(BaseCommand):
    help = (
        "Keep one save (the last) of each sitting older than 30 days, and delete the others. "
        "What an edition, a step of the review, a translation or a fix in progress names is kept, "
        "and always the newest save of an article. Run it once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=30, help="keep every save of so many days (default: 30)"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be deleted, delete nothing"
        )

    def handle(self, *args: Any, days: int, dry_run: bool, verbosity: int, **options: Any) -> None:
        if not 1 <= days <= 36500:
            raise CommandError("--days must be a number from 1 to 36500.")
        before = timezone.now() - timedelta(days=days)
        try:
            pruned = prune(
                before, dry_run=dry_run, report=self._progress if verbosity > 1 else None
            )
        except DatabaseError as error:
            raise CommandError(
                f"The database refused: {error} What was deleted before stays deleted; "
                "run the command again."
            ) from error
        done = "would be deleted" if dry_run else "deleted"
        if verbosity:
            self.stdout.write(
                f"{pruned.seen} saves looked at, {pruned.deleted} {done}, "
                f"{pruned.seen - pruned.deleted} kept (older than {days} days: one a sitting)."
            )

    def _progress(self, pruned: Pruned) -> None:
        self.stdout.write(f"  {pruned.seen} saves looked at, {pruned.deleted} so far …")
