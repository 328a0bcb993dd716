"""When what readers see changes by itself, and the generation that says it has changed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from memorial.models import Edition, Generation, Monument, Person, Statement, Unveiling

FACTS = (Monument, Person, Unveiling, Statement)


@transaction.atomic(savepoint=False)
def bump_generation() -> None:
    """Count a change that readers can see. Call it last in the change's transaction.

    The row is locked first: whoever counts second must see what the first has scheduled.
    """
    Generation.objects.current().select_for_update().get_or_create(pk=1)
    Generation.objects.bump(next_transition(timezone.now()))


def next_transition(after: datetime) -> datetime | None:
    """Return the first moment after `after` at which an edition or a fact starts or ends."""
    issued = Edition.objects.issued().order_by()
    rows = [(issued, "live_from"), (issued, "live_until")]
    rows += [
        (model.objects.all(), name) for model in FACTS for name in ("public_from", "retired_at")
    ]
    moments = [_first_after(after, *each) for each in rows]
    found = Generation.objects.current().values_list(*moments).first() or ()
    return min((moment for moment in found if moment), default=None)


def _first_after(after: datetime, rows: QuerySet, column: str) -> Subquery:
    coming = rows.filter(**{f"{column}__gt": after}).order_by(column)
    return Subquery(coming.values(column)[:1])
