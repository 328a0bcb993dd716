"""Records that were merged into others: which one stands for each now, and what it was called."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from memorial.models import Merge
from memorial.story.frozen import Frozen, freeze, thaw
from memorial.story.values import Story


def survivors(refs: Iterable[str]) -> dict[str, str]:
    """Return, for those of the records that were merged, the record that each is now.

    One query where nothing was merged; one more for each step of a chain.
    """
    found: dict[str, str] = {}
    wanted = set(refs)
    while wanted:
        rows = Merge.objects.in_force().filter(record__in=wanted)
        steps = dict(rows.values_list("record", "into"))
        found |= steps
        wanted = set(steps.values()) - set(found)
    return {ref: _end(ref, found) for ref in found}


def with_merged(refs: Iterable[str]) -> set[str]:
    """Return the records and all that were merged into them: old stories still name those."""
    return set().union(*merged_names(refs).values())


def merged_names(refs: Iterable[str]) -> dict[str, set[str]]:
    """Return by record every name that stories may have for it: its own, and what it was merged of.

    A query, and one for each step of a chain.
    """
    steps: dict[str, str] = {}
    names = {ref: {ref} for ref in refs}
    wanted = set(names)
    while wanted:
        rows = Merge.objects.in_force().filter(into__in=wanted)
        found = dict(rows.values_list("record", "into"))
        wanted = set(found) - set(steps)
        steps |= found
    for ref in steps:
        into = ref
        while into in steps:
            into = steps[into]
            names.get(into, set()).add(ref)
    return names


def is_or_became(ref: str) -> Q:
    """Return the condition that `record` is this one, or what it was merged into; no query."""
    into = Merge.objects.in_force().order_by().filter(record=ref).values("into")
    return Q(record=ref) | Q(record__in=into)


def merged_into(rows: QuerySet) -> QuerySet:
    """Annotate records with `merged_into`: the reference of what each is now, or None."""
    return rows.annotate(merged_into=Subquery(_merge_of(rows.model).values("into")[:1]))


def unmerged(rows: QuerySet) -> QuerySet:
    """Leave out the records that were merged into others."""
    return rows.exclude(_is_merged(rows.model))


def with_survivors(story: Story) -> Story:
    """Return a story that names the survivors of what was merged; one query."""
    names = survivors(story.refs)
    return thaw(renamed(freeze(story, {}), names)) if names else story


def thaw_now(frozen: Frozen) -> Story:
    """Return the story that was frozen, with the survivors of what was merged since."""
    return with_survivors(thaw(frozen))


def frozen_now(frozen: Frozen) -> Frozen:
    """Return a frozen story that names the survivors of what was merged since; one query.

    A survivor that it does not show yet is called as the record was that it stands for.
    """
    names = survivors(thaw(frozen).refs)
    facts = frozen["facts"]
    called = {into: facts[ref] for ref, into in names.items() if ref in facts}
    words = renamed(frozen["words"], names) if names else frozen["words"]
    return {**frozen, "words": words, "facts": {**called, **facts}}


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return JSON values with other references: fields, rows in rows, and links in prose."""
    if isinstance(value, Mapping):
        return {name: renamed(inner, names) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(inner, names) for inner in value]
    if not isinstance(value, str) or not value:
        return value
    if value in names:
        return names[value]
    if value[0] in "[{":
        try:
            inner = json.loads(value)
        except ValueError:
            return value
        changed = renamed(inner, names)
        return value if changed == inner else json.dumps(changed, ensure_ascii=False)
    return _LINK.sub(lambda match: f'{match[1]}{names.get(match[2], match[2])}"', value)


#: Only inside a tag: prose may also speak of a reference.
_LINK = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href="record:)([a-z]+:[0-9]{1,9})"')


def _merge_of(model: type[models.Model]) -> QuerySet[Merge]:
    kind = model._meta.concrete_model._meta.model_name
    ref = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    return Merge.objects.in_force().order_by().filter(record=ref)


@cache
def _is_merged(model: type[models.Model]) -> Exists:
    """Return the condition; every field of a form that names a record asks it."""
    return Exists(_merge_of(model))


def _end(ref: str, steps: Mapping[str, str]) -> str:
    while ref in steps:
        ref = steps[ref]
    return ref
