"""What pages show of records: facts maps, read in batches, in one language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Value
from django.utils.translation import override

from memorial.services.survivors import merged_into
from memorial.story.closure import closure, shown_by
from memorial.story.frozen import refs_in
from memorial.story.page import resolve
from memorial.story.refs import kind_of, number_of, numbers_by_kind, ref_to
from memorial.story.values import Story

#: Kinds of record that a story can show or link to, and so that references name: those that
#: point at others before those they point at, so that each kind is read once.
KINDS = (
    "statement",
    "unveiling",
    "monument",
    "person",
    "place",
    "organisation",
    "topic",
    "source",
    "image",
)

#: What prose may link to: these, and articles.
LINKED_KINDS = (*KINDS, "article")

#: Kinds of which two records can turn out to be one.
MERGEABLE = (
    "person",
    "monument",
    "organisation",
    "office",
    "place",
    "source",
    "topic",
    "image",
)


def record_of(ref: str) -> Any:
    """Return the record that a reference names, of any kind that has one; None if it is gone."""
    model = model_named(kind_of(ref))
    return model._base_manager.filter(pk=number_of(ref)).first() if model else None


def model_named(name: str) -> type[models.Model] | None:
    return apps.all_models["memorial"].get(name)


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """Return what the records are called in a list, those that exist: one query a kind."""
    found = {}
    for kind, numbers in sorted(numbers_by_kind(refs).items()):
        model = model_named(kind)
        rows = model._default_manager.all() if model else []
        rows = rows.with_label() if hasattr(rows, "with_label") else rows
        if kind == "office":
            rows = rows.select_related("organisation")
        for row in rows.filter(pk__in=numbers) if model else []:
            found[row.ref] = str(row)
    return found


def model_of(ref: str) -> type[models.Model] | None:
    """Return the model that a reference names; None for a kind that no story shows."""
    kind = kind_of(ref)
    return apps.get_model("memorial", kind) if kind in KINDS else None


def facts_of(story: Story) -> dict[str, Any]:
    """Return what a story holds of its records as they are now: shown whole, linked to by name."""
    return facts_map(shown_by(story), story.language, linked=story.refs)


def facts_map(refs: Iterable[str], language: str, *, linked: Iterable[str] = ()) -> dict[str, Any]:
    """Return what a page shows of `refs`, and of whatever those point at, in `language`.

    Of what is only `linked` to, it holds what a link needs. Reads each kind of record in one
    batch; what does not exist is left out. A record that was merged into another is shown as that
    one, under its own reference.
    """
    refs, linked = set(refs), set(linked)
    loaded: dict[str, Any] = {}
    merged: dict[str, str] = {}
    facts: dict[str, Any] = {}
    wanted, asked = refs | linked, set()
    with override(language):
        while kind := next((kind for kind in KINDS if _of_kind(kind, wanted)), None):
            batch = _of_kind(kind, wanted)
            for each in _load(kind, batch):
                if each.merged_into:
                    merged[each.ref] = each.merged_into
                else:
                    loaded[each.ref] = each.shown()
            facts = closure(refs, linked, loaded | _as_survivors(merged, loaded))
            asked |= batch
            wanted = {*wanted, *refs_in(facts), *merged.values()} - asked
    return facts


def existing_among(refs: Iterable[str]) -> set[str]:
    """Return those references whose record exists: one query."""
    numbers = numbers_by_kind(refs)
    rows = [
        apps.get_model("memorial", kind)
        ._base_manager.filter(pk__in=found)
        .order_by()
        .values_list(Value(kind, output_field=models.CharField()), "pk")
        for kind, found in numbers.items()
        if kind in KINDS
    ]
    found = rows[0].union(*rows[1:], all=True) if rows else []
    return {ref_to(kind, number) for kind, number in found}


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


def _of_kind(kind: str, refs: set[str]) -> set[str]:
    return {ref for ref in refs if kind_of(ref) == kind}


def _as_survivors(merged: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of survivors under the names of what was merged into them.

    `now` says whose facts they are: a page that shows both counts them as one.
    """
    shown = {}
    for ref, into in merged.items():
        while into in merged:
            into = merged[into]
        if into in facts:
            shown[ref] = {**facts[into], "now": into}
    return shown


def _load(kind: str, refs: set[str]) -> Iterable[models.Model]:
    numbers = numbers_by_kind(refs).get(kind, ())
    rows = apps.get_model("memorial", kind).objects.with_shown()
    return merged_into(rows).filter(pk__in=numbers)
