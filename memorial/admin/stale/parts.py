"""The parts of a form that differ from what was saved meanwhile, each with both its texts."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms

from memorial.admin.stale.judging import MINE, THEIRS, Judge
from memorial.admin.stale.rows import PostedRows, mark_of
from memorial.admin.stale.saying import (
    is_merge_only,
    kept_value,
    label_of,
    noun_of,
    said_fields,
    said_value,
)
from memorial.story.marking import Marks, mark_words, words_after, words_before


@dataclass(frozen=True)
class Line:
    """One field of a part, as it was saved meanwhile and as it was typed.

    `is_form` where the words are the same, and only their form or a record of one name differs;
    `is_merge` where the one names a record that was merged into that of the other.
    """

    label: str
    theirs: Marks
    mine: Marks
    is_form: bool = False
    is_merge: bool = False


@dataclass
class Part:
    """A field or a row that differs. `default` is the side that changed; empty if both did.

    `choice` is what the editor has chosen so far. Of a row that one side lacks, `only` says
    which side has it. `seen` is a mark of their side, by which the next page knows what was
    chosen from; `is_new` where that is another by now.
    """

    name: str
    label: str
    lines: list[Line] = field(default_factory=list)
    default: str = ""
    choice: str = ""
    only: str = ""
    seen: str = ""
    is_new: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether the result cannot be saved before the editor has chosen."""
        return not (self.default and self.choice)


def differing_parts(form: Any, formsets: list[Any], judge: Judge) -> list[Part]:
    """Return every field, and every row inside the record, that is not as it was saved."""
    parts = [*_fields(form, judge)]
    for formset in formsets:
        parts += _rows(formset, judge)
    if order := judge.order():
        theirs, mine = order.theirs, order.mine
        line, seen = _line("", theirs, mine), hashlib.sha256(theirs.encode()).hexdigest()[:16]
        parts.append(Part("order", order.label, [line], order.default, seen=seen))
    for part in parts:
        _keep_choice(part, form)
    return parts


def _keep_choice(part: Part, form: Any) -> None:
    """Keep what was chosen, unless their side is another by now than the editor has seen."""
    chosen = form.data.get(f"_take-{part.name}") or part.default
    is_other = form.data.get(f"_seen-{part.name}") != part.seen
    part.is_new = form.is_stale_again and is_other and part.only != MINE
    part.choice = "" if part.is_new and chosen != part.default else chosen


def _fields(form: Any, judge: Judge) -> Iterator[Part]:
    saved = _saved_form(form)
    for line, name in _lines(form, saved):
        label, line = line.label, replace(line, label="")
        default = _default([line], judge.field(name))
        yield Part(name, label, [line], default, seen=_mark(saved, [name]))


def _saved_form(form: Any) -> Any:
    """Return the same form, unbound, of the row as it stands."""
    return form.__class__(instance=type(form.instance)._base_manager.get(pk=form.instance.pk))


def _lines(form: Any, saved: Any) -> Iterator[tuple[Line, str]]:
    for name, each in said_fields(form).items():
        standing, typed = saved[name].initial if name in saved.fields else None, form[name].data
        if name in saved.fields and each.has_changed(standing, typed):
            theirs, mine = said_value(form, name, standing), said_value(form, name, typed)
            kept = kept_value(form, name, standing), kept_value(form, name, typed)
            is_form = theirs == mine and kept[0] != kept[1]
            if theirs != mine or is_form or str(standing) != str(typed) and theirs == mine == "":
                line = _line(label_of(name, each), theirs, mine)
                yield replace(line, is_form=is_form, is_merge=is_merge_only(*kept)), name


def _default(lines: list[Line], judged: str) -> str:
    """Return the side to preselect: a merge is nobody's change, and what stands names the end."""
    return THEIRS if all(line.is_merge for line in lines) else judged


def _rows(formset: Any, judge: Judge) -> Iterator[Part]:
    standing = {row.pk: row for row in formset.get_queryset().all()}
    new = PostedRows(formset.data, formset.prefix).new
    posted = set()
    for place, form in enumerate(formset.forms):
        number = form.instance.pk
        posted.add(number)
        is_out = bool(form["DELETE"].data) if "DELETE" in form.fields else False
        if number is None and form.has_changed() and not is_out:
            row = new[place - formset.initial_form_count()]
            yield _only_mine(formset, form, mark_of(row), judge, is_lost="lost" in row)
        elif number is not None and number in standing and is_out:
            yield _only_theirs(formset, standing[number], judge, is_mine_out=True)
        elif number in standing and form.has_changed():
            yield from _both(formset, form, standing[number], judge)
    for number, row in standing.items():
        if number not in posted:
            yield _only_theirs(formset, row, judge, is_mine_out=False)


def _both(formset: Any, form: Any, row: Any, judge: Judge) -> Iterator[Part]:
    saved = form.__class__(instance=row)
    lines = [line for line, _name in _lines(form, saved)]
    if lines:
        name, default = f"{formset.prefix}:{row.pk}", _default(lines, judge.row(row, form.instance))
        yield Part(name, noun_of(row), lines, default, seen=_mark(saved, said_fields(saved)))


def _only_mine(formset: Any, form: Any, mark: str, judge: Judge, *, is_lost: bool) -> Part:
    name = f"{formset.prefix}:new:{mark}"
    default = judge.row(None, form.instance) if is_lost else MINE
    lines = [_line(label, "", said) for label, said in _said(form, lambda name: form[name].data)]
    return Part(name, noun_of(form.instance), lines, default, only="lost" if is_lost else MINE)


def _only_theirs(formset: Any, row: Any, judge: Judge, *, is_mine_out: bool) -> Part:
    form = formset.form(instance=row)
    name = f"{formset.prefix}:{row.pk}"
    lines = [_line(label, said, "") for label, said in _said(form, lambda name: form[name].initial)]
    default = judge.row(row, None) if is_mine_out else THEIRS
    only, seen = "out" if is_mine_out else THEIRS, _mark(form, said_fields(form))
    return Part(name, noun_of(row), lines, default, only=only, seen=seen)


def _said(form: forms.BaseForm, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row that say something, with their labels."""
    for name, each in said_fields(form).items():
        said = said_value(form, name, value(name))
        if said and not isinstance(each, forms.BooleanField):
            yield label_of(name, each), said


def _line(label: str, theirs: str, mine: str) -> Line:
    words = mark_words(theirs, mine)
    return Line(label, words_before(words), words_after(words))


def _mark(saved: Any, names: Iterable[str]) -> str:
    """Return a mark of what fields of an unbound form say, with what no words tell of them."""
    values = [(name, saved[name].initial) for name in names if name in saved.fields]
    said = [(said_value(saved, *each), kept_value(saved, *each)) for each in values]
    stands = [(words, sorted(kept) if isinstance(kept, set) else kept) for words, kept in said]
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:16]
