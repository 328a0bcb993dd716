"""Checks of translations: whether the original has moved on."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from memorial.services.checking.piece import Piece, Problem
from memorial.services.following import count_behind


def stale_translation(piece: Piece) -> Iterator[Problem]:
    behind = count_behind(piece.article) if piece.article.pk else 0
    if behind:
        message = ngettext(
            "The original has %(count)d newer edition: compare, then mark this as up to date.",
            "The original has %(count)d newer editions: compare, then mark this as up to date.",
            behind,
        )
        yield Problem("stale_translation", message % {"count": behind}, "headline")
