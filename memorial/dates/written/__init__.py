"""Reads a date as people write it: as EDTF, in words of any of our languages, or in figures."""

from __future__ import annotations

import re
import unicodedata

from memorial.dates.reading import DateError
from memorial.dates.value import EdtfDate
from memorial.dates.written.figures import in_figures
from memorial.dates.written.words import in_words

#: Longer than any date that somebody writes.
_LONGEST = 120


class AmbiguousDateError(DateError):
    """The text can mean several dates, and nobody knows which but who wrote it."""

    def __init__(self, text: str, meanings: list[EdtfDate]) -> None:
        super().__init__(text)
        self.meanings = meanings


def read_date(text: str) -> EdtfDate:
    """Return the one date that a text means, or raise DateError; nothing is guessed."""
    if len(text) > _LONGEST:
        raise DateError(text)
    written = _even(text)
    try:
        return EdtfDate.parse(written)
    except DateError:
        meanings = _meanings(written)
    if len(meanings) > 1:
        raise AmbiguousDateError(text, meanings)
    if not meanings:
        raise DateError(text)
    return meanings[0]


def _even(text: str) -> str:
    # Also makes figures of full width, and spaces that do not break, like all others.
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _meanings(written: str) -> list[EdtfDate]:
    folded = re.sub(r"[.,\s]+$", "", written.casefold())
    found = set()
    for edtf in {folded.upper(), *in_words(folded), *in_figures(folded)}:
        try:
            found.add(EdtfDate.parse(edtf))
        except DateError:
            continue
    return sorted(found)
