"""Facts that changed while pages show them as they were: filed as a task, done by a publisher."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from memorial.models import Edition, Record, Reference, RefreshTask
from memorial.services.fixing import refresh_facts
from memorial.services.permitting import require


def file_task(record: Record, *, by: Any, note: str = "") -> None:
    """File that a record was changed and pages still show it as it was: two queries.

    A record has one open task: a later change is filed in it, with its own moment, so that
    editions made in between count as behind.
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
    records = list(records)
    made = refresh_facts(records, by=by, **how)
    _close(records, by)
    return made


@transaction.atomic
def leave_as_it_is(record: str, *, by: Any) -> None:
    """Close the task of a record: what readers see stays as it was when it was published."""
    require(by, "publish", "article")
    _close([record], by)


def tasks_behind() -> QuerySet[RefreshTask]:
    """Return the open tasks of which an edition still shows the record as it was, newest first."""
    behind = Reference.objects.still_shown().filter(
        record=OuterRef("record"), edition__made_at__lt=OuterRef("filed_at")
    )
    return RefreshTask.objects.open().filter(Exists(behind))


def references_behind() -> QuerySet[Reference]:
    """Return what editions show of records as they were before the open task of each."""
    tasks = RefreshTask.objects.open()
    filed_since = tasks.filter(record=OuterRef("record"), filed_at__gt=OuterRef("edition__made_at"))
    shown = Reference.objects.still_shown().filter(record__in=tasks.values("record"))
    return shown.filter(Exists(filed_since))


def _close(records: list[str], by: Any) -> None:
    done = {"done_at": timezone.now(), "done_by": by}
    RefreshTask.objects.open().filter(record__in=records).update(**done)
