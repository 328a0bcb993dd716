"""Facts that changed while pages show them as they were: filed as a task, done by a publisher."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from memorial.models import Edition, Record, RefreshTask
from memorial.services.keeping import editions_showing
from memorial.services.outdated import editions_behind
from memorial.services.permitting import may, require
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.survivors import with_merged


@dataclass
class Followed:
    """What became of the pages that show records which changed."""

    #: The editions that show them; of what was filed, those that show them as they were.
    shown: list[Edition]
    #: The editions that took their place; none where all said it already.
    made: list[Edition] = field(default_factory=list)
    #: The records that wait for a publisher.
    filed: list[Record] = field(default_factory=list)
    refused: RefusedError | None = None


@transaction.atomic
def show_or_file(
    records: Iterable[Record], *, by: Any, note: str = "", at_once: bool = True
) -> Followed:
    """Bring the editions that show the records up to date, or file that somebody should.

    Filed are those that are shown: where `by` may not publish, where it is not to be done
    `at_once`, and where publishing asks for what an edition would come to lack.
    """
    records = list(records)
    shown = {edition.pk: edition for record in records for edition in editions_showing(record)}
    followed = Followed(list(shown.values()))
    if shown and at_once and may(by, "publish", "article"):
        try:
            followed.made = bring_up_to_date([record.ref for record in records], by=by)
            return followed
        except RefusedError as error:
            followed.refused = error
    behind = file_or_close(records, by=by, note=note)
    followed.filed = [record for record in records if behind[record.ref]]
    numbers = set().union(*behind.values())
    followed.shown = [edition for edition in followed.shown if edition.pk in numbers]
    return followed


@transaction.atomic
def file_or_close(records: Iterable[Record], *, by: Any, note: str = "") -> dict[str, set[int]]:
    """File which editions show the records as they were; where none does, nothing waits any more.

    A record has one open task: a later change is filed in it, with its own moment. Returns the
    numbers of the editions by record.
    """
    behind = editions_behind(record.ref for record in records)
    for ref, editions in behind.items():
        if editions:
            _file(ref, editions, filed_by=by, note=note[:300])
    _close([ref for ref, editions in behind.items() if not editions], by)
    return behind


@transaction.atomic
def bring_up_to_date(records: Iterable[str], *, by: Any, **how: Any) -> list[Edition]:
    """Show records as they are now in every edition that shows them, and close their tasks.

    `how` is handed on to `refresh_facts`.
    """
    # Pages that still name what was merged into them are brought up to date with them.
    records = with_merged(records)
    made = refresh_facts(records, by=by, **how)
    _close(records, by)
    return made


@transaction.atomic
def leave_as_it_is(record: str, *, by: Any) -> None:
    """Close the task of a record: what readers see stays as it was when it was published."""
    require(by, "publish", "article")
    _close([record], by)


def outdated_tasks() -> QuerySet[RefreshTask]:
    """Return the open tasks of which an edition still shows the record as it was, newest first."""
    outdated = Edition.objects.not_over().filter(refresh_tasks=OuterRef("pk"))
    return RefreshTask.objects.open().filter(Exists(outdated))


def outdated_editions() -> QuerySet[Edition]:
    """Return the live and scheduled editions that show something as it was, once a record."""
    return Edition.objects.not_over().filter(refresh_tasks__in=RefreshTask.objects.open())


def _file(ref: str, editions: Iterable[int], **how: Any) -> None:
    how["filed_at"] = timezone.now()
    RefreshTask.objects.bulk_create([RefreshTask(record=ref, **how)], ignore_conflicts=True)
    task = RefreshTask.objects.open().get(record=ref)
    RefreshTask.objects.filter(pk=task.pk).update(**how)
    task.editions.set(editions)


def _close(records: Iterable[str], by: Any) -> None:
    done = {"done_at": timezone.now(), "done_by": by}
    RefreshTask.objects.open().filter(record__in=records).update(**done)
