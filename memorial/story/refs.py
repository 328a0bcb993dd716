"""References: the names (`monument:12`) by which stories and prose point at records."""

from collections import defaultdict
from collections.abc import Iterable


def ref_to(kind: str, number: int | None) -> str:
    """Return the reference of a record; empty for none."""
    return f"{kind}:{number}" if number else ""


def kind_of(ref: str) -> str:
    return ref.partition(":")[0]


def number_of(ref: str) -> int | None:
    """Return the number that a reference names; None where it names none."""
    number = ref.partition(":")[2]
    return int(number) if number.isdecimal() else None


def numbers_by_kind(refs: Iterable[str]) -> dict[str, set[int]]:
    """Return the numbers that references name, by kind; what names none is left out."""
    found: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        if number := number_of(ref):
            found[kind_of(ref)].add(number)
    return dict(found)


def in_order(ref: str) -> tuple[str, int]:
    """The order of references: by kind, then by number."""
    return kind_of(ref), number_of(ref) or 0
