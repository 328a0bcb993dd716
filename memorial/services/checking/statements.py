"""Checks of statements: their source, the office of the day, and each said once."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from memorial.services.checking.piece import Piece, Problem
from memorial.text.cutting import beginning


def statement_without_source(piece: Piece) -> Iterator[Problem]:
    message = _("A statement has no source: “%(start)s”. Name the source it rests on.")
    for key, record, fact in _statements(piece):
        if not fact["source"]:
            yield Problem("statement_without_source", message % _start(fact), key, record)


def statement_without_office(piece: Piece) -> Iterator[Problem]:
    message = _("No office on the register covers the day of this statement: “%(start)s”.")
    for key, record, fact in _statements(piece):
        if not fact["has_dated_office"]:
            yield Problem("statement_without_office", message % _start(fact), key, record)


def place_in_source(piece: Piece) -> Iterator[Problem]:
    message = _("Say where in its source this statement stands, a page or a minute: “%(start)s”.")
    for key, record, fact in _statements(piece):
        if fact["source"] and fact["kind"] == "verbatim" and not fact["place_in_source"]:
            yield Problem("place_in_source", message % _start(fact), key, record)


def same_statement_twice(piece: Piece) -> Iterator[Problem]:
    message = _("This statement stands in the article already: “%(start)s”. Take one out.")
    seen: set[str] = set()
    for key, record, fact in _statements(piece):
        if record in seen:
            yield Problem("same_statement_twice", message % _start(fact), key, record)
        seen.add(record)


def _statements(piece: Piece) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the block key, the record and the fact of every statement that is there."""
    for block in piece.blocks("statement"):
        record = block.records.get("statement", "")
        if record in piece.facts:
            yield block.key, record, piece.facts[record]


def _start(fact: dict[str, Any]) -> dict[str, str]:
    return {"start": beginning(fact["text"], 60)}
