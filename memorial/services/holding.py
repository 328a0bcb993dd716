"""Which offices a person held on a day."""

from typing import Any

from memorial.dates import EdtfDate
from memorial.models import Person, Tenure
from memorial.models.person import TenureQuerySet


def tenures_on(person: Person | None, day: EdtfDate | None) -> TenureQuerySet:
    """Return the tenures of `person` that may cover `day`; none where either is not known."""
    if person is None or day is None:
        return Tenure.objects.none()
    held: Any = Tenure.objects.filter(person=person).covering(day)
    return held.with_shown().in_order()
