"""What pages show of records: facts maps, read in batches, in one language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import override

from memorial.story.frozen import refs_in
from memorial.story.page import resolve

#: Kinds of record that a story can show or link to, and so that references name.
KINDS = (
    "person",
    "monument",
    "unveiling",
    "statement",
    "source",
    "image",
    "place",
    "organisation",
    "topic",
)


def model_of(ref: str) -> type[models.Model] | None:
    """Return the model that a reference names; None for a kind that no story shows."""
    kind = ref.partition(":")[0]
    return apps.get_model("memorial", kind) if kind in KINDS else None


def facts_map(refs: Iterable[str], language: str) -> dict[str, Any]:
    """Return what a page shows of `refs`, and of whatever those point at, in `language`.

    Reads each kind of record in one batch a round; what does not exist is left out.
    """
    facts: dict[str, Any] = {}
    wanted = set(refs)
    with override(language):
        while wanted:
            found = {record.ref: record.shown() for record in _load(wanted)}
            facts.update(found)
            wanted = set(refs_in(found)) - set(facts)
            wanted = {ref for ref in wanted if model_of(ref)} if found else set()
    return facts


def show(
    records: Iterable[models.Model], language: str, *, known: Mapping[str, Any] | None = None
) -> list[Any]:
    """Return loaded records (`with_shown()`) as templates take them, with all they point at.

    What they point at is read in batches, but for the facts that are `known` already.
    """
    records = list(records)
    with override(language):
        facts = dict(known or {}) | {record.ref: record.shown() for record in records}
    facts |= facts_map(set(refs_in(facts)) - set(facts), language)
    return [resolve({"ref": record.ref}, facts) for record in records]


def _load(refs: Iterable[str]) -> Iterable[models.Model]:
    numbers = defaultdict(list)
    for ref in refs:
        kind, _, number = ref.partition(":")
        if model_of(ref) and number.isdigit():
            numbers[kind].append(int(number))
    for kind in sorted(numbers):
        model = apps.get_model("memorial", kind)
        yield from model.objects.with_shown().filter(pk__in=numbers[kind])
