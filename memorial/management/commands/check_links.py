"""`manage.py check_links`: ask the links that lead elsewhere whether they still answer."""

import sys
from argparse import ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from memorial.models import CheckedLink
from memorial.services.external_links.collecting import keep_links_in_use, links_in_use
from memorial.services.external_links.running import Outcome, check_links, links_due


def count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise ArgumentTypeError(f"{text!r} is no number from 1 to 1,000,000.")
    return int(text)


def hours(text: str) -> timedelta:
    if not text.isdecimal() or int(text) > 24 * 366:
        raise ArgumentTypeError(f"{text!r} is no number of hours from 0 to {24 * 366}.")
    return timedelta(hours=int(text))


class Command(BaseCommand):
    help = (
        "Ask every link that leads elsewhere (in articles, sources and follow channels) whether "
        "it still answers, and keep the answers for the desk. One request at a time to a host, "
        "with a pause; only the public web is asked. A page that says 404 or 410 is broken at "
        "once, one that is silent after three runs. Exit status: 0 when all answer, 1 when some "
        "are broken. Run it once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=count, help="ask at most so many links in this run")
        parser.add_argument(
            "--older-than",
            type=hours,
            default=timedelta(hours=20),
            metavar="HOURS",
            help="ask links again whose answer is at least so old (default: 20)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say which links would be asked"
        )

    def handle(
        self, *args: Any, limit: int | None, older_than: timedelta, dry_run: bool, **options: Any
    ) -> None:
        if dry_run:
            self.name_links(older_than, limit)
            return
        added, removed = keep_links_in_use()
        self.stdout.write(f"{added} new links, {removed} no longer used.")
        outcome = check_links(older_than=older_than, limit=limit, say=self.say)
        broken = CheckedLink.objects.broken().count()
        self.stdout.write(
            f"{outcome.asked} links asked, {outcome.later} to be asked later, {broken} broken."
        )
        if broken:
            sys.exit(1)

    def name_links(self, older_than: timedelta, limit: int | None) -> None:
        """Write the links that would be asked, the new ones first; nothing is asked or kept."""
        known = set(CheckedLink.objects.values_list("url", flat=True))
        urls = [url for url in dict.fromkeys(links_in_use()) if url not in known]
        urls += [link.url for link in links_due(older_than, timezone.now())]
        for url in urls[:limit]:
            self.stdout.write(url)

    def say(self, outcome: Outcome) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{outcome.asked} asked, {outcome.broken} broken", ending="")
            self.stdout.flush()
