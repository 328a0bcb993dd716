"""Two frozen stories side by side, as a person reads them: rows with labels and marked words."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.text import capfirst

from memorial.pages.parts import field_label, heading_of, say_value
from memorial.services.showing import model_of
from memorial.services.survivors import frozen_now
from memorial.story.aligning import FIELD, SAME, Pair
from memorial.story.facts import ChangedFact, changed_facts
from memorial.story.frozen import Frozen
from memorial.story.marking import (
    MarkedField,
    MarkedRow,
    Marks,
    marked_rows,
    words_after,
    words_before,
)
from memorial.story.page import resolve
from memorial.story.refs import kind_of
from memorial.templatetags.labels import fact_name


@dataclass(frozen=True)
class ShownField:
    """One field of a row under its label, with its words as they were and as they are."""

    label: str
    before: Marks
    after: Marks
    is_same: bool
    is_form: bool


@dataclass(frozen=True)
class ShownRow:
    """One part of two stories under its label."""

    key: str
    label: str
    kind: str
    moved: str
    fields: list[ShownField] = field(default_factory=list)
    picture_before: Any = None
    picture_after: Any = None

    @property
    def is_same(self) -> bool:
        return self.kind == SAME and not self.moved


@dataclass(frozen=True)
class ShownFact:
    """A field of a record that is shown differently."""

    ref: str
    name: str
    label: str
    words: Marks

    @property
    def before(self) -> Marks:
        return words_before(self.words)

    @property
    def after(self) -> Marks:
        return words_after(self.words)


@dataclass(frozen=True)
class Comparison:
    """All rows in the order of the page, unchanged ones together, and the facts apart."""

    rows: list[ShownRow]
    facts: list[ShownFact]

    @property
    def is_same(self) -> bool:
        return not self.facts and all(row.is_same for row in self.rows)

    @property
    def groups(self) -> list[tuple[bool, list[ShownRow]]]:
        """Return runs of rows: (whether they are unchanged, the rows)."""
        return [(same, list(rows)) for same, rows in groupby(self.rows, lambda row: row.is_same)]


def compare(before: Frozen, after: Frozen) -> Comparison:
    """Return two frozen stories side by side; empty fields that both lack are left out.

    A record that was merged since is no difference: both name the one that it is now.
    """
    before, after = frozen_now(before), frozen_now(after)
    rows = [
        _shown(row, before, after)
        for row in marked_rows(before, after, say_value)
        if row.row.before or row.row.after
    ]
    return Comparison(rows, [shown_fact(fact) for fact in changed_facts(before, after)])


def _shown(marked: MarkedRow, before: Frozen, after: Frozen) -> ShownRow:
    row = marked.row
    return ShownRow(
        key=row.key,
        label=heading_of(marked),
        kind=row.kind,
        moved=row.moved,
        fields=[_field(row, each) for each in marked.fields],
        picture_before=_picture(row.before, before),
        picture_after=_picture(row.after, after),
    )


def _field(row: Pair, marked: MarkedField) -> ShownField:
    label = "" if row.type == FIELD else field_label(row.type, marked.name)
    return ShownField(label, marked.before, marked.after, marked.is_same, marked.is_form)


def _picture(value: Any, frozen: Frozen) -> Any:
    """Return the picture that a block or a field shows, as a fact; None for none."""
    refs = value.records.values() if hasattr(value, "records") else [value]
    for ref in refs:
        if isinstance(ref, str) and kind_of(ref) == "image":
            return resolve({"ref": ref}, frozen["facts"])
    return None


def shown_fact(fact: ChangedFact) -> ShownFact:
    """Return a fact that differs under the label of the register's form, choices by theirs."""
    model = model_of(fact.ref)
    names = {each.name: each for each in model._meta.get_fields()} if model else {}
    own = names.get(fact.field) or names.get(f"{fact.field}_en")
    label = getattr(own, "verbose_name", "") or fact_name(fact.field)
    choices = dict(getattr(own, "flatchoices", ()))
    words = [(mark, str(choices.get(each, each))) for mark, each in fact.words]
    return ShownFact(fact.ref, fact.name, str(capfirst(label)), words)
