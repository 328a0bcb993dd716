"""Checks of blocks that repeat or order what the essay says: pull quotes and timelines."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from memorial.dates import DateError, EdtfDate
from memorial.services.checking.piece import Piece, Problem
from memorial.text.cutting import beginning
from memorial.text.quoting import occurs_in, prose_words


def quote_not_in_essay(piece: Piece) -> Iterator[Problem]:
    message = _(
        "A pull quote is not in the prose of the article: “%(start)s”. "
        "Copy words of the prose, or write them there too."
    )
    prose = [prose_words(block.words.get("html", "")) for block in piece.blocks("prose")]
    for block in piece.blocks("pull_quote"):
        quote = block.words.get("quote", "")
        # A block in which nothing was written yet is not wrong; the form asks for its words.
        if quote.strip() and not any(occurs_in(quote, text) for text in prose):
            yield Problem(
                "quote_not_in_essay", message % {"start": beginning(quote, 60)}, block.key
            )


def timeline_out_of_order(piece: Piece) -> Iterator[Problem]:
    message = _("A timeline is out of order: its date %(place)d is before the one above.")
    for block in piece.blocks("timeline"):
        dates = [_date(row.words.get("date", "")) for row in block.rows]
        for place, (above, below) in enumerate(pairwise(dates), 2):
            if above and below and below.precedes(above):
                yield Problem("timeline_out_of_order", message % {"place": place}, block.key)


def _date(text: str) -> EdtfDate | None:
    try:
        return EdtfDate.parse(text)
    except DateError:
        return None
