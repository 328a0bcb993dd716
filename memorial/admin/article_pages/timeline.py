"""A page of an article's history: sittings, editions and steps of the review, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import F, QuerySet

from memorial.models import Article, Revision
from memorial.models.revision import RevisionPurpose
from memorial.pages.keyset import Keyset, read_moment
from memorial.pages.periods import Period, origin_of, period_of
from memorial.pages.telling import said_changes, said_restored
from memorial.services.history import Sitting, saves_of, sittings

NEWEST_SAVES = Keyset("saved_at", read_moment)
SITTINGS = 20
#: Saves read for one page, without their stories; a longer sitting goes on on the next.
READ = 2000
#: Editions, steps, fixes and restores shown of one page's time, of each.
EVENTS = 200


@dataclass
class Entry:
    """One line of the history: a sitting, an edition, a step, a fix or a restore, and when."""

    kind: str
    at: datetime
    row: Any
    changes: list[str] = field(default_factory=list)
    #: The save before the sitting; None where there is none.
    previous: Revision | None = None
    events: list["Entry"] = field(default_factory=list)

    @property
    def period(self) -> Period:
        """How an edition stands to readers now."""
        return period_of(self.row)

    @property
    def origin(self) -> str:
        """How an edition came about, if not by publishing."""
        return origin_of(self.row)

    @property
    def restored(self) -> str:
        """What a restore brought back."""
        return said_restored(self.row.restored)


@dataclass(frozen=True)
class Timeline:
    """Entries of one page; `next_cursor` leads to the older ones."""

    entries: list[Entry]
    next_cursor: str


def timeline(article: Article, cursor: str = "") -> Timeline:
    """Return a page of the history in at most eight queries, with 21 stories read one by one.

    CursorError for a cursor that names no save.
    """
    rows = NEWEST_SAVES.after(saves_of(article), cursor) if cursor else saves_of(article)
    saves = list(rows[: READ + 1])
    found = list(sittings(saves[:READ]))
    shown = found[:SITTINGS]
    rest = found[SITTINGS].last if len(found) > SITTINGS else (saves[READ:] or [None])[0]
    entries = [Entry("sitting", each.last.saved_at, each) for each in shown]
    _tell_changes(entries, rest)
    is_last = rest is None
    high = read_moment(cursor.partition("~")[2]) if cursor else None
    events = _events(article, None if is_last else shown[-1].first.saved_at, high)
    next_cursor = "" if is_last else NEWEST_SAVES.cursor(shown[-1].first)
    return Timeline(_woven(entries, events), next_cursor)


def _tell_changes(entries: list[Entry], rest: Revision | None) -> None:
    """Say what each sitting changed, with no more than two stories in memory at a time."""
    newest = [entry.row.last for entry in entries] + ([rest] if rest else [])
    for entry, (_newer, older) in zip(entries, pairwise([*newest, None]), strict=False):
        entry.previous = older
    for entry, (newer, older) in zip(entries, pairwise(_stories(newest)), strict=False):
        entry.changes = said_changes(older, newer)


def _stories(saves: list[Revision]) -> Iterator[Any]:
    rows = Revision.objects.filter(pk__in=[save.pk for save in saves])
    found = rows.order_by("-saved_at", "-pk").values_list("frozen", flat=True)
    yield from found.iterator(chunk_size=1)


def _events(article: Article, low: datetime | None, high: datetime | None) -> list[Entry]:
    """Return what happened beside the saves from `low` to before `high`, newest first."""
    found = []
    for kind, column, rows in _kinds_of_event(article):
        rows = rows.filter(**{f"{column}__gte": low}) if low else rows
        rows = rows.filter(**{f"{column}__lt": high}) if high else rows
        found += [Entry(kind, getattr(row, column), row) for row in rows[:EVENTS]]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _kinds_of_event(article: Article) -> Iterator[tuple[str, str, QuerySet]]:
    """Yield the rows of each kind, newest first, and the column that says when."""
    editions = article.editions.without_story().with_period().select_related("made_by")
    yield "edition", "made_at", editions.order_by("-number")
    steps = article.review_steps.filter(edition=None).select_related("by")
    yield "step", "at", steps.newest_first()
    kept = Revision.objects.of(article).order_by("-pk")
    fixes = kept.filter(purpose=RevisionPurpose.FIX).select_related("base", "saved_by")
    yield "fix", "saved_at", fixes.defer("frozen", "base__frozen")
    # Each is a save of a sitting too; in a folded one nobody would see it.
    restores = kept.filter(purpose=RevisionPurpose.RESTORE).without_story()
    yield "restore", "saved_at", restores.annotate(restored=F("desk__restored"))


def _woven(entries: list[Entry], events: list[Entry]) -> list[Entry]:
    """Put each event into the sitting during which it happened, or between sittings."""
    alone = []
    for event in events:
        during = next((each for each in entries if _is_during(each.row, event.at)), None)
        (during.events if during else alone).append(event)
    return sorted([*entries, *alone], key=lambda entry: entry.at, reverse=True)


def _is_during(sitting: Sitting, at: datetime) -> bool:
    return sitting.first.saved_at <= at <= sitting.last.saved_at
