"""Facts that changed while pages show them as they were: filed as a task, done by a publisher."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from memorial.models import Edition, Record, Reference, RefreshTask
from memorial.services.fixing import refresh_facts
from memorial.services.permitting import require
from memorial.services.showing import model_of


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


@dataclass
class Behind:
    """A task, its record (None where it is gone), and the pages that show it as it was."""

    task: RefreshTask
    record: Any
    count: int = 0
    editions: list[Edition] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.editions)


def with_editions(tasks: Iterable[RefreshTask], most: int = 6) -> list[Behind]:
    """Return tasks with their records and the newest editions behind, at most `most` each.

    Two queries, and one for each kind of record.
    """
    tasks = list(tasks)
    records = _records_of(tasks)
    rows = {task.record: Behind(task, records.get(task.record)) for task in tasks}
    shown = Reference.objects.to(*rows).still_shown().filter(role="shows")
    numbers: dict[str, list[int]] = {}
    for ref, number, made_at in shown.order_by("-edition__live_from").values_list(
        "record", "edition", "edition__made_at"
    ):
        if made_at < rows[ref].task.filed_at:
            rows[ref].count += 1
            if rows[ref].count <= most:
                numbers.setdefault(ref, []).append(number)
    wanted = {number for found in numbers.values() for number in found}
    editions = Edition.objects.without_story().in_bulk(wanted)
    for ref, found in numbers.items():
        rows[ref].editions = [editions[number] for number in found]
    return list(rows.values())


def _records_of(tasks: Iterable[RefreshTask]) -> dict[str, Any]:
    """Return the records of tasks by their references; one query a kind, what is gone left out."""
    numbers: dict[Any, list[str]] = {}
    for task in tasks:
        if model := model_of(task.record):
            numbers.setdefault(model, []).append(task.record.partition(":")[2])
    return {
        record.ref: record
        for model, pks in numbers.items()
        for record in _with_label(model).filter(pk__in=pks)
    }


def _with_label(model: Any) -> QuerySet[Any]:
    rows = model.objects.all()
    return rows.with_label() if hasattr(rows, "with_label") else rows


def _close(records: list[str], by: Any) -> None:
    done = {"done_at": timezone.now(), "done_by": by}
    RefreshTask.objects.open().filter(record__in=records).update(**done)
