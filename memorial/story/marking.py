"""Changes between two stories as an editor reads them: words taken out, words put in."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from memorial.story.aligning import CHANGED, Pair, align
from memorial.story.compare import Change, changes
from memorial.story.frozen import Frozen, thaw
from memorial.story.page import resolve
from memorial.story.values import Block, Byline, Row
from memorial.text import readable

SAME, OUT, IN = "same", "out", "in"

Marks = list[tuple[str, str]]
#: Says a plain value (`news`, `bronze`) as the editor's form does: (type, field, value).
Say = Callable[[str, str, Any], str]


def words_before(marks: Marks) -> Marks:
    """Return what was read before, the words taken out marked."""
    return [(mark, words) for mark, words in marks if mark != IN]


def words_after(marks: Marks) -> Marks:
    """Return what is read now, the words put in marked."""
    return [(mark, words) for mark, words in marks if mark != OUT]


@dataclass(frozen=True)
class MarkedChange:
    """A changed part and its words, as (same | out | in, text) in reading order."""

    part: str
    is_block: bool
    kind: str
    words: Marks

    @property
    def is_added(self) -> bool:
        return all(mark == IN for mark, _ in self.words)

    @property
    def is_removed(self) -> bool:
        return all(mark == OUT for mark, _ in self.words)


@dataclass(frozen=True)
class MarkedField:
    """One field of a part that differs; `is_form` where only form or a link's target does."""

    name: str
    words: Marks
    is_form: bool = False

    @property
    def before(self) -> Marks:
        return words_before(self.words)

    @property
    def after(self) -> Marks:
        return words_after(self.words)

    @property
    def is_same(self) -> bool:
        return not self.is_form and all(mark == SAME for mark, _ in self.words)


@dataclass(frozen=True)
class MarkedRow:
    """A part of two stories, aligned, with the words of each of its fields marked."""

    row: Pair
    fields: list[MarkedField]

    def count(self, wanted: str) -> int:
        """Return how many words were put in (`in`) or taken out (`out`)."""
        return sum(
            len(words.split())
            for field in self.fields
            for mark, words in field.words
            if mark == wanted
        )


def marked_changes(before: Frozen, after: Frozen) -> list[MarkedChange]:
    """Return what differs between two frozen stories, each with the facts it was frozen with."""
    return [_marked(change, before, after) for change in changes(thaw(before), thaw(after))]


def as_is(_type: str, _name: str, value: Any) -> str:
    return str(value)


def marked_rows(before: Frozen, after: Frozen, say: Say = as_is) -> list[MarkedRow]:
    """Return every part of two frozen stories, aligned by key, words marked where they differ."""
    return [
        MarkedRow(row, [] if row.is_same else list(_marked_fields(row, before, after, say)))
        for row in align(thaw(before), thaw(after))
    ]


def mark_words(before: str, after: str) -> Marks:
    """Return the words of two texts in one: the same, taken out, put in.

    Spaces and line ends are no difference; what stands between two words is kept of either text.
    """
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    one, other = [word.rstrip() for word in old], [word.rstrip() for word in new]
    marked = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs = zip(old[i1:i2], new[j1:j2], strict=True)
            marked.append((SAME, "".join(max(pair, key=len) for pair in pairs)))
            continue
        if i1 < i2:
            marked.append((OUT, "".join(old[i1:i2])))
        if j1 < j2:
            marked.append((IN, "".join(new[j1:j2])))
    return marked


def texts_of(value: Any, facts: Mapping[str, Any], say: Say = as_is) -> dict[str, str]:
    """Return the words of a block by field, records by their names; empty for none."""
    return dict(_texts(value, facts, say)) if isinstance(value, Block) else {}


def name_of(ref: str, facts: Mapping[str, Any]) -> str:
    """Return what a record is called in a facts map; its reference where it is not there."""
    fact = resolve({"ref": ref}, facts)
    for field in ("text", "title", "name", "caption", "alt_text") if fact else ():
        value = fact.get(field)
        text = value.get("text") if isinstance(value, dict) else value
        if text:
            return text
    monument = fact.get("monument") if fact else None
    return monument["name"]["text"] if monument else ref


def _marked(change: Change, before: Frozen, after: Frozen) -> MarkedChange:
    old, new = as_text(change.before, before["facts"]), as_text(change.after, after["facts"])
    block = change.after or change.before
    kind = block.type if change.is_block else "field"
    return MarkedChange(change.key, change.is_block, kind, mark_words(old, new))


def _marked_fields(row: Pair, before: Frozen, after: Frozen, say: Say) -> Iterator[MarkedField]:
    if not row.is_block:
        old = as_text(row.before, before["facts"], say, row.key)
        new = as_text(row.after, after["facts"], say, row.key)
        yield MarkedField(row.key, mark_words(old, new))
        return
    old, new = texts_of(row.before, before["facts"], say), texts_of(row.after, after["facts"], say)
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) or new.get(name):
            marks = mark_words(old.get(name, ""), new.get(name, ""))
            yield MarkedField(name, marks, row.kind == CHANGED and _is_form(row, name, marks))


def _is_form(row: Pair, name: str, marks: Marks) -> bool:
    """Whether a field differs in what its words do not say, such as bold or a picture's twin."""
    one, other = (_raw(block, name) for block in (row.before, row.after))
    return one != other and all(mark == SAME for mark, _ in marks)


def _raw(block: Block, name: str) -> Any:
    return block.rows if name == "rows" else block.words.get(name) or block.records.get(name)


def _texts(block: Block, facts: Mapping[str, Any], say: Say) -> Iterator[tuple[str, str]]:
    """Yield each field of a block with its words; a new kind of field is one more loop here."""
    for name, words in block.words.items():
        if words and name == "html":
            yield name, readable(words, lambda ref: name_of(ref, facts))
        elif words:
            yield name, say(block.type, name, words)
    for name, ref in block.records.items():
        if ref:
            yield name, name_of(ref, facts)
    if block.rows:
        yield "rows", "\n".join(as_text(row, facts) for row in block.rows)


def as_text(value: Any, facts: Mapping[str, Any], say: Say = as_is, name: str = "") -> str:
    """Return the words of a part, records by their names."""
    if value is None or value == "" or value is False:
        return ""
    if isinstance(value, Block):
        return " · ".join(texts_of(value, facts).values())
    if isinstance(value, Row):
        names = [name_of(ref, facts) for ref in value.records.values() if ref]
        return " · ".join(filter(None, [*value.words.values(), *names]))
    if isinstance(value, Byline):
        person = name_of(value.person, facts)
        return ", ".join(filter(None, [person, value.credentials, value.affiliation]))
    if isinstance(value, list | tuple):
        return "; ".join(as_text(each, facts, say, name) for each in value)
    if isinstance(value, str) and value in facts:
        return name_of(value, facts)
    return say("field", name, value)
