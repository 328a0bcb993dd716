"""What a piece has for checks to look at: of what it has none, nothing is said to be in order."""

from memorial.services.checking.piece import Piece
from memorial.story.refs import kind_of
from memorial.text import plain, web_links


def has_statements(piece: Piece) -> bool:
    return _shows(piece, "statement")


def has_pictures(piece: Piece) -> bool:
    return _shows(piece, "image")


def has_links(piece: Piece) -> bool:
    return _shows(piece, "source") or any(web_links(html) for html in _prose(piece))


def has_words(piece: Piece) -> bool:
    return any(plain(html) for html in _prose(piece))


def has_headings(piece: Piece) -> bool:
    headed = any(block.words.get("heading", "").strip() for block in piece.story.blocks)
    return headed or any("<h" in html for html in _prose(piece))


def _shows(piece: Piece, kind: str) -> bool:
    return any(kind_of(ref) == kind for ref in piece.facts)


def _prose(piece: Piece) -> list[str]:
    return [block.words.get("html", "") for block in piece.story.blocks]
