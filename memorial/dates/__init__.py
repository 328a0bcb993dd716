"""Imprecise dates as a value: EDTF text, the days it can mean, and its words."""

from memorial.dates.reading import DateError
from memorial.dates.value import BEGINNING, END, MAX_LENGTH, EdtfDate
from memorial.dates.written import AmbiguousDateError, read_date

__all__ = [
    "BEGINNING",
    "END",
    "MAX_LENGTH",
    "AmbiguousDateError",
    "DateError",
    "EdtfDate",
    "read_date",
]
