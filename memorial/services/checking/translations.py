"""Checks of translations: whether the original has moved on, whether all of it is translated."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.services.checking.piece import Piece, Problem
from memorial.services.following import count_behind
from memorial.story.frozen import thaw
from memorial.story.values import Block
from memorial.text import plain

#: Names and dates are the same in two languages; so many words are not, some without a capital.
WORDS, WITHOUT_CAPITAL = 3, 2
#: Fields that hold names, and may be the same in both.
_NAMES = {"material", "account_line", "attribution", "date"}


def stale_translation(piece: Piece) -> Iterator[Problem]:
    behind = count_behind(piece.article) if piece.original else 0
    if behind:
        message = ngettext(
            "The original has %(count)d newer edition: compare, then mark this as up to date.",
            "The original has %(count)d newer editions: compare, then mark this as up to date.",
            behind,
        )
        yield Problem("stale_translation", message % {"count": behind}, "headline")


def untranslated_words(piece: Piece) -> Iterator[Problem]:
    """Yield the parts that say in the other language what the original says, word for word."""
    original = thaw(piece.original) if piece.original else None
    if original is None or original.language == piece.story.language:
        return
    for name, message in _FIELDS.items():
        if _is_same(getattr(piece.story, name), getattr(original, name)):
            yield Problem("untranslated_words", message(), name)
    originals = {block.key: _words_of(block) for block in original.blocks}
    message = _("Block %(number)d still has words of the original: translate them.")
    for number, block in enumerate(piece.story.blocks, 1):
        here, there = _words_of(block), originals.get(block.key, {})
        if any(_is_same(words, there.get(place, "")) for place, words in here.items()):
            yield Problem("untranslated_words", message % {"number": number}, block.key)


def _is_same(words: str, original: str) -> bool:
    if words != original:
        return False
    found = words.split()
    common = [each for each in found if each[0].isalpha() and not each[0].isupper()]
    return len(found) >= WORDS and len(common) >= WITHOUT_CAPITAL


def _words_of(block: Block) -> dict[tuple[int, str], str]:
    """Return what a block says in words of its own, its rows' included, by where it stands."""
    parts: tuple[Any, ...] = (block, *block.rows)
    return {
        (place, name): plain(text) if name == "html" else text.strip()
        for place, part in enumerate(parts)
        for name, text in part.words.items()
        if name not in _NAMES
    }


_FIELDS = {
    "headline": lambda: _("The headline still has the words of the original: translate them."),
    "standfirst": lambda: _("The standfirst still has the words of the original: translate them."),
}
