"""Imprecise dates as a value: EDTF text, the days it can mean, and its words."""

from memorial.dates.reading import DateError
from memorial.dates.value import BEGINNING, END, EXAMPLES, MAX_LENGTH, EdtfDate

__all__ = ["BEGINNING", "END", "EXAMPLES", "MAX_LENGTH", "DateError", "EdtfDate"]
