"""The one format: a story frozen into words and a facts map, and thawed again.

    {"format": 1,
     "words": {"language": "en", "headline": …, "blocks": [{"key", "type", "words", "records"}]},
     "facts": {"statement:12": {…what a page shows of it…}}}

A block of a type with rows has `"rows": [{"words", "records"}]` too; one without rows says nothing
of them, so that what was frozen before there were any is the same today.

Readers of an older format belong here, one function each, when the number grows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from memorial.story.values import Block, Byline, Row, Story

FORMAT = 1

Frozen = dict[str, Any]


class FormatError(ValueError):
    """The frozen story is of a format that this version does not read."""


def freeze(story: Story, facts: Mapping[str, Any]) -> Frozen:
    """Return `story` as plain JSON values, its HTML cleaned once more, with `facts` beside it."""
    words = asdict(story.cleaned())
    words["bylines"] = [dict(byline) for byline in words["bylines"]]
    for name in ("sources", "topics"):
        words[name] = list(words[name])
    words["blocks"] = [_frozen_block(block) for block in words["blocks"]]
    return {"format": FORMAT, "words": words, "facts": dict(facts)}


def thaw(frozen: Frozen) -> Story:
    """Return the story that was frozen; FormatError for a format not known here."""
    if frozen.get("format") != FORMAT:
        raise FormatError(f"format {frozen.get('format')!r}, not {FORMAT}")
    words = dict(frozen["words"])
    words["bylines"] = tuple(Byline(**byline) for byline in words["bylines"])
    words["blocks"] = tuple(_thawed_block(block) for block in words["blocks"])
    for name in ("sources", "topics"):
        words[name] = tuple(words[name])
    return Story(**words)


def records_shown(frozen: Frozen) -> list[str]:
    """Return every record of a frozen story, those too of which it shows no more than a name."""
    return sorted({*frozen["facts"], *_values_of("named", frozen["facts"])})


def _frozen_block(block: dict[str, Any]) -> dict[str, Any]:
    rows = list(block.pop("rows"))
    return {**block, "rows": rows} if rows else block


def _thawed_block(block: Mapping[str, Any]) -> Block:
    rows = tuple(Row(**row) for row in block.get("rows", ()))
    return Block(**{**block, "rows": rows})


def refs_in(shown: Any) -> Iterator[str]:
    """Yield every record that a shown fact points at, however deep."""
    if isinstance(shown, Mapping):
        if "ref" in shown:
            yield shown["ref"]
        for value in shown.values():
            yield from refs_in(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from refs_in(value)


def _values_of(key: str, shown: Any) -> Iterator[str]:
    """Yield what stands in every list of this name, however deep."""
    if isinstance(shown, Mapping):
        yield from shown.get(key, ())
        shown = shown.values()
    elif not isinstance(shown, list | tuple):
        return
    for value in shown:
        yield from _values_of(key, value)
