"""Checks of pictures: alt text in the language of the article, and credit."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from memorial.services.checking.piece import Piece, Problem
from memorial.story.refs import kind_of
from memorial.story.values import Block


def picture_without_alt_text(piece: Piece) -> Iterator[Problem]:
    message = _("A picture has no alt text: say what it shows to a reader who cannot see it.")
    for part, record, own_alt_text in _pictures(piece):
        if not own_alt_text and not piece.facts[record]["alt_text"]["text"]:
            yield Problem("picture_without_alt_text", message, part, record)


def alt_text_language(piece: Piece) -> Iterator[Problem]:
    message = _("A picture’s alt text is not in the language of the article.")
    for part, record, own_alt_text in _pictures(piece):
        alt_text = piece.facts[record]["alt_text"]
        is_foreign = alt_text["text"] and alt_text["lang"] != piece.story.language
        if not own_alt_text and is_foreign:
            yield Problem("alt_text_language", message, part, record)


def picture_without_credit(piece: Piece) -> Iterator[Problem]:
    message = _("A picture has no credit: say whose work it is.")
    for part, record, _own in _pictures(piece):
        if not piece.facts[record]["credit"]["text"]:
            yield Problem("picture_without_credit", message, part, record)


def _pictures(piece: Piece) -> Iterator[tuple[str, str, str]]:
    """Yield where each picture stands, its record, and the alt text given there."""
    if piece.story.lead_image in piece.facts:
        yield "lead_image", piece.story.lead_image, ""
    for block in piece.story.blocks:
        for record, own_alt_text in pictures_of(block):
            if record in piece.facts:
                yield block.key, record, own_alt_text


def pictures_of(block: Block) -> Iterator[tuple[str, str]]:
    """Yield every picture that a block shows and the alt text it gives it, rows included."""
    for part in (block, *getattr(block, "rows", ())):
        for record in part.records.values():
            if kind_of(record) == "image":
                yield record, part.words.get("alt_text", "")
