"""Checks of when a piece may be read."""

from collections.abc import Iterator

from memorial.services.checking.piece import Piece, Problem
from memorial.services.embargoes import embargo_in_words, embargo_until


def embargo(piece: Piece) -> Iterator[Problem]:
    if until := embargo_until(piece.article, piece.at):
        yield Problem("embargo", embargo_in_words(until), "not_before")
