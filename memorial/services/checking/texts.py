"""Checks of headline, standfirst and headings: there, short enough, in order."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from memorial.services.checking.piece import Piece, Problem
from memorial.text import plain

#: What search engines show of each.
HEADLINE, STANDFIRST = 110, 200

_HEADING = re.compile(r"<h([34])[^>]*>(.*?)</h\1>", re.DOTALL)


def empty_article(piece: Piece) -> Iterator[Problem]:
    has_words = any(plain(block.words.get("html", "")) for block in piece.blocks("prose"))
    if not has_words and not any(block.type != "prose" for block in piece.story.blocks):
        yield Problem(
            "empty_article", _("The article has no words yet: write at least one block."), "blocks"
        )


def long_headline(piece: Piece) -> Iterator[Problem]:
    count = len(piece.story.headline)
    if count > HEADLINE:
        message = _("The headline has %(count)d characters; search engines cut it after 110.")
        yield Problem("long_headline", message % {"count": count}, "headline")


def long_standfirst(piece: Piece) -> Iterator[Problem]:
    count = len(piece.story.standfirst)
    if count > STANDFIRST:
        message = _("The standfirst has %(count)d characters; search engines cut it after 200.")
        yield Problem("long_standfirst", message % {"count": count}, "standfirst")


def missing_standfirst(piece: Piece) -> Iterator[Problem]:
    if not piece.story.standfirst.strip() and piece.story.kind != "page":
        message = _("There is no standfirst: say in a sentence what happened, where and when.")
        yield Problem("missing_standfirst", message, "standfirst")


def empty_heading(piece: Piece) -> Iterator[Problem]:
    message = _("A heading has no words: write it, or make the line a paragraph.")
    for block in piece.story.blocks:
        for _level, words in _HEADING.findall(block.words.get("html", "")):
            if not plain(words):
                yield Problem("empty_heading", message, block.key)


def heading_order(piece: Piece) -> Iterator[Problem]:
    """A block's heading is level 2: inside stand level 3, and level 4 under a level 3 only."""
    is_under_heading = False
    for block in piece.story.blocks:
        is_under_heading = is_under_heading or bool(block.words.get("heading", "").strip())
        if message := _out_of_order(block.words.get("html", ""), is_under_heading):
            yield Problem("heading_order", message, block.key)


def _out_of_order(html: str, is_under_heading: bool) -> str:
    """Return what is wrong with the order of the headings inside a block, if anything is."""
    levels = [int(level) for level, _words in _HEADING.findall(html)]
    if levels and not is_under_heading:
        return _("Headings inside the text come before any block has a heading: give it one.")
    if levels and levels[0] == 4:
        return _("A small heading stands without a larger one over it: make it one level larger.")
    return ""
