"""Reads days, months and runs of years that are written in figures alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEAR_OF_RUSSIAN = r"(?:\s*г(?:ода?|\.)?)?"
_DAY = r"([0-9]{1,2})\s*{sign}\s*([0-9]{1,2})\s*{sign}\s*([0-9]{4})"

_YEAR_FIRST = re.compile(r"([0-9]{4})\s*([./-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})")
_WITH_DOTS = re.compile(_DAY.replace("{sign}", r"\.") + _YEAR_OF_RUSSIAN)
_WITH_OTHER_SIGNS = re.compile(_DAY.replace("{sign}", "[/-]"))
_MONTH = re.compile(r"([0-9]{1,2})\s*[./-]\s*([0-9]{4})" + _YEAR_OF_RUSSIAN)
# Not "1911/12" or "1911-12": the first can be two years, the second is EDTF.
_MONTH_LAST = re.compile(r"([0-9]{4})\s*\.\s*([0-9]{1,2})")
_YEARS = re.compile(r"([0-9]{4})\s*[-–—]\s*([0-9]{4})")


def in_figures(text: str) -> Iterator[str]:
    """Yield the EDTF of everything that a text in figures can mean, valid or not."""
    if found := _YEAR_FIRST.fullmatch(text):
        yield _day(found[1], found[3], found[4])
    if found := _WITH_DOTS.fullmatch(text):
        # Whoever parts a date with dots puts the day first.
        yield _day(found[3], found[2], found[1])
    if found := _WITH_OTHER_SIGNS.fullmatch(text):
        # With a slash some put the day first and some the month.
        yield _day(found[3], found[2], found[1])
        yield _day(found[3], found[1], found[2])
    if found := _MONTH.fullmatch(text):
        yield f"{found[2]}-{found[1]:0>2}"
    if found := _MONTH_LAST.fullmatch(text):
        yield f"{found[1]}-{found[2]:0>2}"
    if found := _YEARS.fullmatch(text):
        yield f"{found[1]}/{found[2]}"


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"
