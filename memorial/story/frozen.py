"""The one format: a story frozen into words and a facts map, and thawed again.

    {"format": 1,
     "words": {"language": "en", "headline": …, "blocks": [{"key", "type", "words", "records"}]},
     "facts": {"statement:12": {…what a page shows of it…}}}

Readers of an older format belong here, one function each, when the number grows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from memorial.story.values import Block, Byline, Story

FORMAT = 1

Frozen = dict[str, Any]


class FormatError(ValueError):
    """The frozen story is of a format that this version does not read."""


def freeze(story: Story, facts: Mapping[str, Any]) -> Frozen:
    """Return `story` as plain JSON values, its HTML cleaned once more, with `facts` beside it."""
    words = asdict(story.cleaned())
    words["bylines"] = [dict(byline) for byline in words["bylines"]]
    for name in ("sources", "topics", "blocks"):
        words[name] = list(words[name])
    return {"format": FORMAT, "words": words, "facts": dict(facts)}


def thaw(frozen: Frozen) -> Story:
    """Return the story that was frozen; FormatError for a format not known here."""
    if frozen.get("format") != FORMAT:
        raise FormatError(f"format {frozen.get('format')!r}, not {FORMAT}")
    words = dict(frozen["words"])
    words["bylines"] = tuple(Byline(**byline) for byline in words["bylines"])
    words["blocks"] = tuple(Block(**block) for block in words["blocks"])
    for name in ("sources", "topics"):
        words[name] = tuple(words[name])
    return Story(**words)


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
