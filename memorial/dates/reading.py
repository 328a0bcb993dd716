"""Reads the text of one simple EDTF date into its parts."""

from __future__ import annotations

import re

from edtf.parser import Date, EDTFObject, LongYear, Season, Unspecified
from pyparsing import ParseException, ParserElement

from memorial.dates.days import month_length
from memorial.dates.parts import FIRST_PLAIN_YEAR, Part, Precision, Qualifier

# Keeps every day number far inside BEGINNING and END.
LONGEST_YEAR = 10**12

# The library's one grammar for everything takes much that no register of days can use, prints
# to stdout and raises AttributeError on some half-unspecified texts (1985-1X), and is twelve
# times slower than its grammar of one kind; so a text is shown only to the kind it looks like.
_KINDS: tuple[tuple[re.Pattern[str], type[EDTFObject]], ...] = (
    (re.compile(r"Y-?[0-9]{5,}"), LongYear),
    (re.compile(r"-?[0-9]{4}-2[1-4]"), Season),
    (re.compile(r"-?[0-9]{4}(?:-[0-9]{2}){0,2}"), Date),
    (re.compile(r"-?[0-9]{4}(?:-[0-9]{2}|-XX)?-XX"), Unspecified),
    (re.compile(r"-?(?=[0-9X]{4}\Z)[0-9]+X+"), Unspecified),
)

_UNKNOWN = "XX"


class DateError(ValueError):
    """The text is no EDTF date this project takes."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"not a date this project takes: {self.text[:60]!r}"


def read_part(text: str) -> Part:
    """Read a simple date with or without its qualifier."""
    qualifier = Qualifier(text[-1]) if text[-1:] in ("?", "~", "%") else Qualifier.NONE
    parsed = _parse(text.removesuffix(qualifier.value))
    if isinstance(parsed, LongYear):
        return _long_year(int(parsed.year), qualifier)
    if isinstance(parsed, Season):
        year = int(parsed.year)
        return Part(Precision.SEASON, qualifier, year, year, season=int(parsed.season))
    if "X" in parsed.year:
        return _run_of_years(parsed.year, qualifier)
    return _calendar_date(parsed, qualifier)


def _parse(text: str) -> Date | LongYear:
    for shape, kind in _KINDS:
        if shape.fullmatch(text):
            grammar: ParserElement = kind.parser
            try:
                return grammar.parse_string(text, parse_all=True)[0]
            except ParseException as error:
                raise DateError(text) from error
    raise DateError(text)


def _long_year(year: int, qualifier: Qualifier) -> Part:
    if abs(year) > LONGEST_YEAR:
        raise DateError(f"Y{year}")
    return Part(Precision.YEAR, qualifier, year, year)


def _run_of_years(digits: str, qualifier: Qualifier) -> Part:
    first, last = sorted((int(digits.replace("X", "0")), int(digits.replace("X", "9"))))
    if digits.startswith("-") and last == 0:
        # EDTF has no year -0000: 1 BCE is written 0000.
        last = -1
    is_decade = digits.count("X") == 1
    # "1900s" is a decade to some and a century to others; only the other decades have a name.
    has_name = is_decade and first >= FIRST_PLAIN_YEAR and first % 100 != 0
    return Part(Precision.DECADE if has_name else Precision.YEARS, qualifier, first, last)


def _calendar_date(parsed: Date, qualifier: Qualifier) -> Part:
    year = int(parsed.year)
    month = int(parsed.month) if parsed.month not in (None, _UNKNOWN) else None
    day = int(parsed.day) if parsed.day not in (None, _UNKNOWN) else None
    # The library takes 29 February in every year.
    if month is not None and day is not None and day > month_length(year, month):
        raise DateError(str(parsed))
    return Part(_precision(parsed), qualifier, year, year, month=month, day=day)


def _precision(parsed: Date) -> Precision:
    if parsed.month is None:
        return Precision.YEAR
    if parsed.month == _UNKNOWN:
        return Precision.NO_MONTH if parsed.day is None else Precision.NO_MONTH_NO_DAY
    if parsed.day is None:
        return Precision.MONTH
    return Precision.NO_DAY if parsed.day == _UNKNOWN else Precision.DAY
