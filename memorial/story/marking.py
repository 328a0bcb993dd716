"""Changes between two stories as an editor reads them: words taken out, words put in."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from memorial.story.compare import Change, changes
from memorial.story.frozen import Frozen, thaw
from memorial.story.page import resolve
from memorial.story.values import Block, Byline
from memorial.text import plain

SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True)
class MarkedChange:
    """A changed part and its words, as (same | out | in, text) in reading order."""

    part: str
    is_block: bool
    kind: str
    words: list[tuple[str, str]]

    @property
    def is_added(self) -> bool:
        return all(mark == IN for mark, _ in self.words)

    @property
    def is_removed(self) -> bool:
        return all(mark == OUT for mark, _ in self.words)


def marked_changes(before: Frozen, after: Frozen) -> list[MarkedChange]:
    """Return what differs between two frozen stories, each with the facts it was frozen with."""
    return [_marked(change, before, after) for change in changes(thaw(before), thaw(after))]


def mark_words(before: str, after: str) -> list[tuple[str, str]]:
    """Return the words of two texts in one: the same, taken out, put in."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    marked = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            marked.append((SAME, "".join(old[i1:i2])))
            continue
        if i1 < i2:
            marked.append((OUT, "".join(old[i1:i2])))
        if j1 < j2:
            marked.append((IN, "".join(new[j1:j2])))
    return marked


def _marked(change: Change, before: Frozen, after: Frozen) -> MarkedChange:
    old, new = _as_text(change.before, before["facts"]), _as_text(change.after, after["facts"])
    block = change.after or change.before
    kind = block.type if change.is_block else "field"
    return MarkedChange(change.key, change.is_block, kind, mark_words(old, new))


def _as_text(value: Any, facts: dict[str, Any]) -> str:
    """Return the words of a part, records by their names."""
    if value is None or value == "":
        return ""
    if isinstance(value, Block):
        words = [plain(text) for text in value.words.values() if text]
        return " · ".join([*words, *(_name(ref, facts) for ref in value.records.values() if ref)])
    if isinstance(value, Byline):
        name = _name(value.person, facts)
        return ", ".join(filter(None, [name, value.credentials, value.affiliation]))
    if isinstance(value, list | tuple):
        return "; ".join(_as_text(each, facts) for each in value)
    return _name(value, facts) if isinstance(value, str) and value in facts else str(value)


def _name(ref: str, facts: dict[str, Any]) -> str:
    fact = resolve({"ref": ref}, facts)
    if not fact:
        return ref
    for field in ("text", "title", "name", "caption"):
        value = fact.get(field)
        if value:
            return value["text"] if isinstance(value, dict) else value
    monument = fact.get("monument")
    return monument["name"]["text"] if monument else ref
