"""Two stories side by side: every field and every block in one list, aligned by key.

Plain values, for whoever shows them: the desk's comparisons, readers' editions, translations.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from memorial.story.compare import FIELDS
from memorial.story.values import Block, Story

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
UP, DOWN = "up", "down"
FIELD = "field"


@dataclass(frozen=True)
class Pair:
    """One part of two stories: a field, or a block by its key.

    `kind` says what became of it (same | changed | added | removed), `moved` whether a block
    that both stories have stands higher or lower among the others (up | down).
    """

    key: str
    type: str
    kind: str
    before: Any
    after: Any
    moved: str = ""

    @property
    def is_block(self) -> bool:
        return self.type != FIELD

    @property
    def is_same(self) -> bool:
        return self.kind == SAME and not self.moved


def align(before: Story, after: Story) -> list[Pair]:
    """Return every part of two stories: fields first, then blocks as `after` has them.

    A block that was taken out stands behind the one that it followed.
    """
    return [*_fields(before, after), *_blocks(before, after)]


def moves(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """Return which keys that both lists have were moved, and where to (up | down).

    As few as possible: the longest run that kept its order stays.
    """
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in after if key in places]
    still = set(_longest_rising([places[key] for key in common]))
    moved = {}
    for now, key in enumerate(common):
        if places[key] not in still:
            above_now = sum(places[each] in still for each in common[:now])
            above_then = sum(place < places[key] for place in still)
            moved[key] = UP if above_now < above_then else DOWN
    return moved


def _fields(before: Story, after: Story) -> Iterator[Pair]:
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        yield Pair(name, FIELD, _kind(old, new), old, new)


def _kind(old: Any, new: Any) -> str:
    if old == new:
        return SAME
    return ADDED if not old else REMOVED if not new else CHANGED


def _blocks(before: Story, after: Story) -> Iterator[Pair]:
    old = {block.key: block for block in before.blocks}
    new = {block.key: block for block in after.blocks}
    moved = moves(list(old), list(new))
    for key in _woven(list(old), list(new)):
        block: Block = new.get(key) or old[key]
        kind = _kind(old.get(key), new.get(key))
        yield Pair(key, block.type, kind, old.get(key), new.get(key), moved.get(key, ""))


def _woven(old: list[str], new: list[str]) -> list[str]:
    """Return the keys of both lists, those only `old` has behind the one they followed."""
    woven = list(new)
    for place, key in enumerate(old):
        if key not in new:
            behind = woven.index(old[place - 1]) + 1 if place else 0
            woven.insert(behind, key)
    return woven


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the longest rising run of different numbers (patience sorting)."""
    tops: list[int] = []
    below: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        below[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    rising, number = [], tops[-1] if tops else None
    while number is not None:
        rising.append(number)
        number = below[number]
    return rising[::-1]
