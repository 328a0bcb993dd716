"""What differs between two frozen stories, as a person reads it."""

from dataclasses import dataclass

from memorial.models import Edition
from memorial.pages.parts import row_label
from memorial.services.survivors import frozen_now
from memorial.story.aligning import FIELD
from memorial.story.frozen import Frozen
from memorial.story.marking import MarkedChange, marked_changes


@dataclass(frozen=True)
class ShownChange:
    """One changed part under its label, its words marked as (same | out | in, text)."""

    label: str
    words: list[tuple[str, str]]
    is_added: bool
    is_removed: bool


def changes_since(live: Edition | None, frozen: Frozen) -> list[ShownChange]:
    """Return what readers would see change; nothing where nothing is live."""
    return shown_changes(frozen_now(live.frozen), frozen) if live else []


def shown_changes(before: Frozen, after: Frozen) -> list[ShownChange]:
    """Return what differs from one frozen story to another, in the order of the page."""
    return [
        ShownChange(part_label(change), change.words, change.is_added, change.is_removed)
        for change in marked_changes(before, after)
    ]


def part_label(change: MarkedChange) -> str:
    """Return what an editor calls the part: the field's label, or the block type's."""
    return row_label(change.part, change.kind if change.is_block else FIELD)
