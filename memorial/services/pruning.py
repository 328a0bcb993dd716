"""Pruning the history: of saves that are old, one a sitting is enough."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q, QuerySet

from memorial.models import ReviewStep, Revision, Translation
from memorial.models.revision import RevisionPurpose
from memorial.services.history import is_same_sitting

#: Rows read at a time, without their stories, and rows deleted at a time.
PAGE, BATCH = 2000, 200


class Save(NamedTuple):
    """What pruning needs to know of a revision."""

    pk: int
    article_number: int
    purpose: str
    saved_at: datetime
    saved_by_id: int | None


@dataclass
class Pruned:
    """How many saves were looked at, and how many deleted (or would be)."""

    seen: int = 0
    deleted: int = 0


def prune(
    before: datetime, *, dry_run: bool = False, report: Callable[[Pruned], None] | None = None
) -> Pruned:
    """Delete saves older than `before` that another save of the same sitting follows.

    Kept: the last of each sitting (so the newest of each article), whatever a step of the review,
    an edition or a translation names, and every fix. Reads and deletes in batches; run again, it
    finds nothing more.
    """
    pruned = Pruned()
    for page in _pages():
        pruned.seen += len(page.saves)
        old = [save.pk for save in _followed(page) if save.saved_at < before]
        for start in range(0, len(old), BATCH):
            pruned.deleted += _delete(old[start : start + BATCH], dry_run)
        if report:
            report(pruned)
    return pruned


class _Page(NamedTuple):
    """Saves by article, oldest first; `waiting` are the newest so far of the articles before."""

    saves: list[Save]
    waiting: dict[int, Save]


def _pages() -> Iterator[_Page]:
    rows = Revision.objects.order_by("article_number", "pk").values_list(*Save._fields)
    waiting: dict[int, Save] = {}
    after = Q()
    while saves := [Save(*row) for row in rows.filter(after)[:PAGE]]:
        yield _Page(saves, waiting)
        last = saves[-1]
        waiting = {key: save for key, save in waiting.items() if key == last.article_number}
        later = Q(article_number=last.article_number, pk__gt=last.pk)
        after = Q(article_number__gt=last.article_number) | later


def _followed(page: _Page) -> Iterator[Save]:
    """Yield saves that a later one of their sitting follows; remember the newest of each article.

    Fixes are not among them: each waits until it is published or let go, and none follows another.
    """
    for save in page.saves:
        if save.purpose == RevisionPurpose.FIX:
            continue
        previous = page.waiting.get(save.article_number)
        if previous and is_same_sitting(save, previous):
            yield previous
        page.waiting[save.article_number] = save


def _delete(numbers: list[int], dry_run: bool) -> int:
    """Delete a batch but for what is named; one that somebody names meanwhile waits for a day."""
    rows = _unnamed(Revision.objects.filter(pk__in=numbers))
    if dry_run:
        return rows.count()
    try:
        with transaction.atomic():
            return rows.only("pk").delete()[0]
    except (IntegrityError, ProtectedError):
        return 0


def _unnamed(rows: QuerySet) -> QuerySet:
    """Return those that no step of a review and no translation needs, and that are no fix."""
    steps = ReviewStep.objects.filter(revision__isnull=False)
    bases = Translation.objects.filter(base__isnull=False)
    return (
        rows.exclude(pk__in=steps.values("revision"))
        .exclude(pk__in=bases.values("base"))
        .exclude(purpose=RevisionPurpose.FIX)
    )
