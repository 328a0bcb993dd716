"""What differs between two stories, part by part, and the same change made to a third."""

from dataclasses import dataclass, fields, replace
from typing import Any

from memorial.story.values import Block, Story

FIELDS = tuple(field.name for field in fields(Story) if field.name not in {"blocks", "language"})


@dataclass(frozen=True)
class Change:
    """One part that differs: a field of the story, or a block by its key.

    `before` is None for a block that was added, `after` for one that was taken out.
    """

    part: str
    before: Any
    after: Any
    follows: str = ""

    @property
    def is_block(self) -> bool:
        return self.part.startswith("block:")

    @property
    def key(self) -> str:
        return self.part.removeprefix("block:")


def changes(before: Story, after: Story) -> list[Change]:
    """Return what became different from `before` to `after`: fields first, then blocks in order."""
    of_fields = [
        Change(name, getattr(before, name), getattr(after, name))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
    old, new = _by_key(before), _by_key(after)
    previous = {
        block.key: prior for block, prior in zip(after.blocks, _shifted(after), strict=True)
    }
    changed = [
        Change(f"block:{key}", old.get(key), block, previous[key])
        for key, block in new.items()
        if old.get(key) != block
    ]
    removed = [Change(f"block:{key}", block, None) for key, block in old.items() if key not in new]
    return of_fields + changed + removed


def has_new_order(before: Story, after: Story) -> bool:
    """Whether blocks that both stories have stand in another order."""
    old, new = _by_key(before), _by_key(after)
    return [key for key in old if key in new] != [key for key in new if key in old]


def apply(story: Story, change: Change) -> Story | None:
    """Make `change` to `story`; None where that part of `story` is different already."""
    if not change.is_block:
        if getattr(story, change.part) != change.before:
            return None
        return replace(story, **{change.part: change.after})
    blocks = _by_key(story)
    if blocks.get(change.key) != change.before:
        return None
    return replace(story, blocks=_with_block(story.blocks, change))


def part_of(story: Story, change: Change) -> Any:
    """Return what `story` has where the change is: a field, or a block; None for no such block."""
    return _by_key(story).get(change.key) if change.is_block else getattr(story, change.part)


def has_already(story: Story, change: Change) -> bool:
    """Whether that part of `story` says already what the change would make it say."""
    return part_of(story, change) == change.after


def _with_block(blocks: tuple[Block, ...], change: Change) -> tuple[Block, ...]:
    if change.after is None:
        return tuple(block for block in blocks if block.key != change.key)
    if change.before is not None:
        return tuple(change.after if block.key == change.key else block for block in blocks)
    keys = [block.key for block in blocks]
    place = keys.index(change.follows) + 1 if change.follows in keys else 0
    return (*blocks[:place], change.after, *blocks[place:])


def _by_key(story: Story) -> dict[str, Block]:
    return {block.key: block for block in story.blocks}


def _shifted(story: Story) -> list[str]:
    return ["", *(block.key for block in story.blocks)][: len(story.blocks)]
