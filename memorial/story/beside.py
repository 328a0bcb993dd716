"""An original beside its translation, part by part, with what changed in the original since."""

from dataclasses import dataclass
from typing import Any

from memorial.story.compare import changes
from memorial.story.frozen import Frozen, thaw
from memorial.story.marking import IN, OUT, SAME, as_text, mark_words
from memorial.story.values import Block, Story
from memorial.text import lines

#: The fields of a story that are words, and that are translated however they stand.
WORDS = ("headline", "standfirst")
#: Word fields that say how a block looks, not what it says.
LOOKS = {"material"}
#: What is the translation's own, or follows of itself.
OWN = {"slug", "is_machine_translation", *WORDS}


@dataclass(frozen=True)
class Line:
    """One field of a part: the original's words, marked, and the translation's as they are."""

    name: str
    words: list[tuple[str, str]]
    here: str

    @property
    def is_changed(self) -> bool:
        return any(mark != SAME for mark, _text in self.words)


@dataclass(frozen=True)
class Part:
    """A field of the story, or a block by its key.

    `is_missing`: the original has this block, the translation does not; `is_gone` the other way.
    """

    part: str
    kind: str
    is_block: bool
    lines: list[Line]
    is_missing: bool = False
    is_gone: bool = False

    @property
    def is_changed(self) -> bool:
        return self.is_gone or any(line.is_changed for line in self.lines)


def beside(before: Frozen | None, after: Frozen, here: Frozen) -> list[Part]:
    """Return what stands beside what, in the order of the original.

    `before` is the original as the translation follows it (None: nobody knows), `after` the
    original now, `here` the translation.
    """
    before = before or after
    return [*_fields(before, after, here), *_blocks(before, after, here)]


def _fields(before: Frozen, after: Frozen, here: Frozen) -> list[Part]:
    old, new, own = thaw(before), thaw(after), thaw(here)
    parts = []
    for name in WORDS:
        words = _marked(getattr(old, name), getattr(new, name))
        if words or getattr(own, name):
            parts.append(Part(name, name, False, [Line("", words, getattr(own, name))]))
    for change in changes(old, new):
        if not change.is_block and change.part not in OWN:
            words = _marked(
                as_text(change.before, before["facts"]), as_text(change.after, after["facts"])
            )
            text = as_text(getattr(own, change.part), here["facts"])
            parts.append(Part(change.part, change.part, False, [Line("", words, text)]))
    return parts


def _blocks(before: Frozen, after: Frozen, here: Frozen) -> list[Part]:
    old, new, own = (_by_key(thaw(each)) for each in (before, after, here))
    parts = []
    for key, block in new.items():
        sides = (old.get(key), block, own.get(key))
        found = _lines(sides, (before["facts"], after["facts"], here["facts"]))
        parts.append(Part(key, block.type, True, found, is_missing=key not in own))
    for key, block in own.items():
        if key in old and key not in new:
            found = _lines((old[key], None, block), (before["facts"], {}, here["facts"]))
            parts.append(Part(key, block.type, True, found, is_gone=True))
    return parts


def _lines(sides: Any, facts: Any) -> list[Line]:
    """Return the fields of a block as it was, is and is here, those that say something."""
    names = dict.fromkeys(name for block in sides if block for name in _said(block))
    found = []
    for name in names:
        was, now, here = (
            _text(block, name, known) for block, known in zip(sides, facts, strict=True)
        )
        if was or now or here:
            found.append(Line(name, _marked(was, now), here))
    return found


def _marked(before: str, after: str) -> list[tuple[str, str]]:
    """Mark words so that what was taken out and what was put in its place share a line."""
    marked = mark_words(before, after)
    for place, (mark, text) in enumerate(marked[:-1]):
        if mark == OUT and marked[place + 1][0] == IN:
            marked[place] = (OUT, f"{text.rstrip()} ")
    return marked


def _said(block: Block) -> list[str]:
    names = [name for name in (*block.records, *block.words) if name not in LOOKS]
    return [*names, "rows"] if block.rows else names


def _text(block: Block | None, name: str, facts: dict[str, Any]) -> str:
    if block is None:
        return ""
    if name in block.records:
        return as_text(block.records[name], facts)
    if name == "rows":
        return "\n".join(as_text(row, facts) for row in block.rows)
    value = str(block.words.get(name, ""))
    return lines(value) if name == "html" else value


def _by_key(story: Story) -> dict[str, Block]:
    return {block.key: block for block in story.blocks}
