"""Facts that changed while pages show them as they were: filed as a task, done by a publisher."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from memorial.models import Edition, Record, Reference, RefreshTask
from memorial.services.fixing import refresh_facts
from memorial.services.keeping import editions_showing
from memorial.services.permitting import may, require
from memorial.services.refusing import RefusedError
from memorial.services.survivors import with_merged


@dataclass
class Followed:
    """What became of the pages that show records which changed."""

    #: The editions that showed them as they were.
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
    behind = [(record, shown) for record in records if (shown := editions_showing(record))]
    editions = {edition.pk: edition for _record, shown in behind for edition in shown}
    followed = Followed(list(editions.values()))
    if behind and at_once and may(by, "publish", "article"):
        try:
            followed.made = bring_up_to_date([record.ref for record, _shown in behind], by=by)
            return followed
        except RefusedError as error:
            followed.refused = error
    followed.filed = [record for record, _shown in behind]
    for record in followed.filed:
        file_task(record, by=by, note=note)
    return followed


def file_task(record: Record, *, by: Any, note: str = "") -> None:
    """File that a record was changed and pages still show it as it was: two queries.

    A record has one open task: a later change is filed in it, with its own moment, so that
    editions made in between count as outdated.
    """
    filed = {"filed_at": timezone.now(), "filed_by": by, "note": note[:300]}
    RefreshTask.objects.bulk_create(
        [RefreshTask(record=record.ref, **filed)], ignore_conflicts=True
    )
    RefreshTask.objects.open().filter(record=record.ref).update(**filed)


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
    outdated = Reference.objects.still_shown().filter(
        record=OuterRef("record"), edition__made_at__lt=OuterRef("filed_at")
    )
    return RefreshTask.objects.open().filter(Exists(outdated))


def outdated_references() -> QuerySet[Reference]:
    """Return what editions show of records as they were before the open task of each."""
    tasks = RefreshTask.objects.open()
    filed_since = tasks.filter(record=OuterRef("record"), filed_at__gt=OuterRef("edition__made_at"))
    shown = Reference.objects.still_shown().filter(record__in=tasks.values("record"))
    return shown.filter(Exists(filed_since))


def _close(records: Iterable[str], by: Any) -> None:
    done = {"done_at": timezone.now(), "done_by": by}
    RefreshTask.objects.open().filter(record__in=records).update(**done)
