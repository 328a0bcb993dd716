"""What differs between two frozen stories, as a person reads it."""

from dataclasses import dataclass

from django.utils.text import capfirst

from memorial.models import Article, ArticleSource, Byline, Edition, block_types
from memorial.story.frozen import Frozen
from memorial.story.marking import MarkedChange, marked_changes

_ROWS = {"bylines": Byline, "sources": ArticleSource}


@dataclass(frozen=True)
class ShownChange:
    """One changed part under its label, its words marked as (same | out | in, text)."""

    label: str
    words: list[tuple[str, str]]
    is_added: bool
    is_removed: bool


def changes_since(live: Edition | None, frozen: Frozen) -> list[ShownChange]:
    """Return what readers would see change; nothing where nothing is live."""
    return shown_changes(live.frozen, frozen) if live else []


def shown_changes(before: Frozen, after: Frozen) -> list[ShownChange]:
    """Return what differs from one frozen story to another, in the order of the page."""
    return [
        ShownChange(part_label(change), change.words, change.is_added, change.is_removed)
        for change in marked_changes(before, after)
    ]


def part_label(change: MarkedChange) -> str:
    """Return what an editor calls the part: the field's label, or the block type's."""
    if change.is_block:
        block_type = block_types().get(change.kind)
        return capfirst(block_type._meta.verbose_name) if block_type else change.kind
    if change.part in _ROWS:
        return capfirst(_ROWS[change.part]._meta.verbose_name_plural)
    return capfirst(Article._meta.get_field(change.part).verbose_name)
