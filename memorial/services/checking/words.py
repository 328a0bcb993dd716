"""The check of words that judge: found in what the article says itself, not in what it quotes."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from memorial.services.checking.piece import Piece, Problem
from memorial.story.values import Block
from memorial.text import paragraphs

#: Blocks that hold the words of somebody else, and fields that hold no sentences.
QUOTING = {"statement", "pull_quote"}
NOT_PROSE = {"material", "account_line", "alt_text"}

#: What stands between marks of quotation; a mark inside a word is an apostrophe.
#: Quotations are bounded, so that a text of nothing but marks is read quickly.
_QUOTED = [
    re.compile(pattern)
    for pattern in (
        r"«[^»]{0,2000}»",
        r"„[^“”]{0,2000}[“”]",
        r"“[^”]{0,2000}”",
        r"「[^」]{0,2000}」",
        r"『[^』]{0,2000}』",
        r"《[^》]{0,2000}》",
        r"〈[^〉]{0,2000}〉",
        r'"[^"]{0,2000}"',
        r"‘(?:[^’]|’(?=\w)){0,2000}’",
        r"(?<!\w)'(?:[^']|'(?=\w)){0,2000}'(?!\w)",
    )
]


def loaded_words(piece: Piece) -> Iterator[Problem]:
    message = _("“%(word)s” is a loaded word: say what happened, or name who calls it so.")
    for part, text in _own_words(piece):
        for word in find_loaded(text, piece.story.language):
            yield Problem("loaded_words", message % {"word": word}, part)


def find_loaded(text: str, language: str) -> list[str]:
    """Return the loaded words of a text outside its quotations, each once, in order."""
    loaded, harmless = _words_of(language)
    for pattern in _QUOTED:
        text = pattern.sub(" · ", text)
    found = loaded.findall(harmless.sub(" · ", text))
    first: dict[str, str] = {}
    for word in found:
        first.setdefault(word.casefold(), " ".join(word.split()))
    return list(first.values())


def _own_words(piece: Piece) -> Iterator[tuple[str, str]]:
    """Yield what the article says in its own voice, paragraph by paragraph, and where."""
    yield "headline", piece.story.headline
    yield "standfirst", piece.story.standfirst
    for block in piece.story.blocks:
        if block.type not in QUOTING and not block.records.get("account_of"):
            yield from ((block.key, text) for text in _paragraphs_of(block))


def _paragraphs_of(block: Block) -> Iterator[str]:
    for part in (block, *getattr(block, "rows", ())):
        for name, text in part.words.items():
            if name == "html":
                yield from paragraphs(text)
            elif name not in NOT_PROSE:
                yield text


@cache
def _words_of(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the loaded words of a language, and what only looks like them."""
    lists = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    words = lists.get(language, {"loaded": [], "except": []})
    return _any_of(words["loaded"]), _any_of(words["except"])


def _any_of(entries: list[str]) -> re.Pattern[str]:
    patterns = [_pattern(entry) for entry in sorted(entries, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns) or '(?!)'})")


def _pattern(entry: str) -> str:
    """`glori*` is the beginning of a word; a capital letter counts, a small one does not."""
    words = re.escape(entry.removesuffix("*")).replace(r"\ ", r"\s+")
    end = r"\w*" if entry.endswith("*") else r"(?!\w)"
    return f"{words}{end}" if entry[:1].isupper() else f"(?i:{words}{end})"
