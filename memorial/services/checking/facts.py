"""Checks of the facts shown: none retired, and which are drafts still."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from memorial.services.checking.piece import Piece, Problem


def retired_fact(piece: Piece) -> Iterator[Problem]:
    message = _("The article shows a record that was retired: %(record)s.")
    for record in piece.retired:
        part = part_showing(piece, record.ref)
        yield Problem("retired_fact", message % {"record": record}, part, record.ref)


def draft_fact(piece: Piece) -> Iterator[Problem]:
    message = _("%(record)s is a draft; it becomes public together with the article.")
    for record in piece.drafts:
        part = part_showing(piece, record.ref)
        yield Problem("draft_fact", message % {"record": record}, part, record.ref)


def part_showing(piece: Piece, ref: str) -> str:
    """Return the field or the first block that shows a record itself; empty where none does."""
    for name in ("monument", "unveiling", "lead_image"):
        if getattr(piece.story, name) == ref:
            return name
    return next((block.key for block in piece.story.blocks if ref in block.refs), "")
