"""Checks of what readers were told: a correction that the words to be published undo."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from memorial.services.checking.piece import Piece, Problem
from memorial.services.uncorrecting import corrections_lacking


def undone_correction(piece: Piece) -> Iterator[Problem]:
    """Yield the public corrections whose wrong words stand in the story again."""
    if piece.article.pk is None:
        return
    message = _(
        "Readers were told “%(is_right)s”, but the words that this corrected stand here again."
    )
    for correction in corrections_lacking(piece.article, piece.story, piece.at):
        yield Problem("undone_correction", message % {"is_right": correction.is_right})
