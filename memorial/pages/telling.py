"""What became different between two frozen stories, or was restored: a line of the history."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.models import Topic
from memorial.models.revision import RevisionPurpose
from memorial.pages.parts import ROWS, heading_of, row_label, say_value
from memorial.services.moments import in_words_with_offset
from memorial.services.remembering import EDITION
from memorial.story.aligning import ADDED, FIELD, REMOVED, SAME, Pair
from memorial.story.facts import changed_facts
from memorial.story.frozen import Frozen
from memorial.story.marking import IN, OUT, MarkedRow, as_text, marked_rows


def said_changes(before: Frozen, after: Frozen) -> list[str]:
    """Return in a few words each what became different, for a line of the history."""
    said = [
        words
        for row in marked_rows(before, after, say_value)
        if not row.row.is_same
        for words in _said(row, before, after)
    ]
    facts = len({fact.ref for fact in changed_facts(before, after)})
    if facts:
        told = ngettext("facts of %(count)d record", "facts of %(count)d records", facts)
        said.append(told % {"count": facts})
    return said


def said_restored(restored: dict[str, Any] | None) -> str:
    """Return what a restore brought back; that of an older version of this desk is not known."""
    kind = restored["kind"] if restored else ""
    if kind == EDITION:
        return _("Restored edition %(number)d.") % restored
    if not kind:
        return _("Restored from the history.")
    said = {"at": in_words_with_offset(datetime.fromisoformat(restored["at"]))}
    if kind == RevisionPurpose.FIX:
        return _("Restored the fix of %(at)s.") % said
    return _("Restored the save of %(at)s.") % said


def _said(marked: MarkedRow, before: Frozen, after: Frozen) -> Iterator[str]:
    row, label = marked.row, heading_of(marked)
    if row.key in _LISTS and not row.is_block:
        yield from _said_of_list(row, before, after)
    elif row.kind in (ADDED, REMOVED) and row.is_block:
        yield _PUT[row.kind]() % {"part": label}
    elif row.kind != SAME:
        counts = {"part": label, "into": marked.count(IN), "out": marked.count(OUT)}
        has_prose = row.key == "standfirst" or row.is_block and (counts["into"] or counts["out"])
        yield _("%(part)s (+%(into)d −%(out)d words)") % counts if has_prose else label
    if row.moved:
        yield _MOVED[row.moved]() % {"part": label}


def _said_of_list(row: Pair, before: Frozen, after: Frozen) -> Iterator[str]:
    """Yield what was put in and taken out of a numbered list, or that its order is another."""
    part = str(capfirst(_LISTS[row.key]._meta.verbose_name))
    sides = [(REMOVED, row.before, row.after, before), (ADDED, row.after, row.before, after)]
    moved = True
    for kind, own, others, frozen in sides:
        for number, each in enumerate(own, 1):
            if each not in others:
                moved = False
                name = as_text(each, frozen["facts"])
                yield _PUT_IN_LIST[kind]() % {"part": part, "number": number, "name": name}
    if moved:
        yield _("%(part)s: in another order") % {"part": row_label(row.key, FIELD)}


_LISTS = {**ROWS, "topics": Topic}
_PUT = {
    ADDED: lambda: _("%(part)s: put in"),
    REMOVED: lambda: _("%(part)s: taken out"),
}
_PUT_IN_LIST = {
    ADDED: lambda: _("%(part)s %(number)d, %(name)s: put in"),
    REMOVED: lambda: _("%(part)s %(number)d, %(name)s: taken out"),
}
_MOVED = {
    "up": lambda: _("%(part)s: moved up"),
    "down": lambda: _("%(part)s: moved down"),
}
