"""What pages show of the same record in two frozen stories, and where it differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from memorial.story.frozen import Frozen
from memorial.story.marking import Marks, mark_words, name_of


@dataclass(frozen=True)
class ChangedFact:
    """A field of a record (`person:3`) that both stories show, and show differently."""

    ref: str
    name: str
    field: str
    words: Marks


def changed_facts(before: Frozen, after: Frozen) -> list[ChangedFact]:
    """Return what became different of the records that both stories show, by record."""
    old, new = before["facts"], after["facts"]
    return [
        fact
        for ref in sorted(set(old) & set(new), key=_order)
        for fact in changed_fields(ref, old, new)
    ]


def changed_fields(ref: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[ChangedFact]:
    """Return what became different of one record between two maps; nothing if it is gone."""
    if ref not in old or ref not in new:
        return []
    return [
        ChangedFact(ref, name_of(ref, new), field, mark_words(one, other))
        for field, one, other in _differing(old[ref], new[ref], old, new)
    ]


def _differing(
    one: Mapping[str, Any], other: Mapping[str, Any], old: Any, new: Any
) -> Iterator[tuple[str, str, str]]:
    # `now` is no field: it names the record that this one was merged into.
    for field in [each for each in dict.fromkeys([*one, *other]) if each != "now"]:
        if one.get(field) != other.get(field):
            said = _said(one.get(field), old), _said(other.get(field), new)
            if said[0] != said[1]:
                yield field, *said


def _said(value: Any, facts: Mapping[str, Any]) -> str:
    """Return a shown value as words: records by their names, texts without their language."""
    if isinstance(value, Mapping):
        if "ref" in value:
            return name_of(value["ref"], facts)
        if "text" in value:
            return str(value["text"])
        return ", ".join(filter(None, (_said(each, facts) for each in value.values())))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_said(each, facts) for each in value)))
    return "" if value is None or value is False else str(value)


def _order(ref: str) -> tuple[str, int]:
    kind, _colon, number = ref.partition(":")
    return kind, int(number)
