"""What pages show of the same record in two frozen stories, and where it differs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from memorial.story.closure import shown_facts
from memorial.story.frozen import Frozen
from memorial.story.marking import Marks, mark_words, name_of
from memorial.story.refs import in_order


@dataclass(frozen=True)
class ChangedFact:
    """A field of a record (`person:3`) that both stories show, and show differently."""

    ref: str
    name: str
    field: str
    words: Marks


def changed_facts(before: Frozen, after: Frozen) -> list[ChangedFact]:
    """Return what became different of the records that both stories show, by record."""
    old, new = shown_facts(before), shown_facts(after)
    return [
        fact
        for ref in sorted(set(old) & set(new), key=in_order)
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


def said_of(names: Collection[str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what facts say of a record, by where it is said: its own, or where it is only named.

    `names` are all that the facts may call it by.
    """
    own = {name: facts[name] for name in names if name in facts}
    named = {ref: list(_naming(names, fact)) for ref, fact in facts.items() if ref not in own}
    return own | {ref: parts for ref, parts in named.items() if parts}


def says_the_same(names: Collection[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two maps say the same of a record; what is gone from the new one stays as it was."""
    before = said_of(names, {ref: fact for ref, fact in old.items() if ref in new})
    return before == said_of(names, {ref: new[ref] for ref in before})


def changes_said(
    names: Collection[str], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[ChangedFact]:
    """Yield what became different of a record between two maps, in its own words or in others’."""
    for ref in sorted(said_of(names, old), key=in_order):
        for fact in changed_fields(ref, old, new):
            if ref in names or any(_naming(names, old[ref].get(fact.field))):
                yield fact


def _naming(names: Collection[str], value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the parts of a fact that say no more of a record than what it is called."""
    if isinstance(value, Mapping):
        if set(names) & set(value.get("named", ())):
            yield value
        value = value.values()
    elif not isinstance(value, list | tuple):
        return
    for inner in value:
        yield from _naming(names, inner)


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
        if "named" in value:
            # Of a record that is no more than named, that is what is seen.
            return _said(value["name"], facts)
        if "text" in value:
            return str(value["text"])
        return ", ".join(filter(None, (_said(each, facts) for each in value.values())))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_said(each, facts) for each in value)))
    return "" if value is None or value is False else str(value)
