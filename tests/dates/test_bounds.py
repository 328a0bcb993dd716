"""Holds the bounds of written dates against days counted by hand."""

import pytest
from edtf.parser import parse_edtf

from memorial.dates import BEGINNING, END, EdtfDate
from memorial.dates.days import civil_from_days

BOUNDS = [
    ("2025", (2025, 1, 1), (2025, 12, 31)),
    ("2025-05", (2025, 5, 1), (2025, 5, 31)),
    ("2025-12", (2025, 12, 1), (2025, 12, 31)),
    ("2025-05-17", (2025, 5, 17), (2025, 5, 17)),
    ("2024-02", (2024, 2, 1), (2024, 2, 29)),
    ("1900-02", (1900, 2, 1), (1900, 2, 28)),
    ("1921~", (1921, 1, 1), (1921, 12, 31)),
    ("1921-05?", (1921, 5, 1), (1921, 5, 31)),
    ("1921-05-03%", (1921, 5, 3), (1921, 5, 3)),
    ("192X", (1920, 1, 1), (1929, 12, 31)),
    ("19XX", (1900, 1, 1), (1999, 12, 31)),
    ("1XXX", (1000, 1, 1), (1999, 12, 31)),
    ("000X", (0, 1, 1), (9, 12, 31)),
    ("-001X", (-19, 1, 1), (-10, 12, 31)),
    ("-000X", (-9, 1, 1), (-1, 12, 31)),
    ("-01XX~", (-199, 1, 1), (-100, 12, 31)),
    ("2004-XX", (2004, 1, 1), (2004, 12, 31)),
    ("-0003-XX", (-3, 1, 1), (-3, 12, 31)),
    ("1985-04-XX", (1985, 4, 1), (1985, 4, 30)),
    ("-0004-02-XX", (-4, 2, 1), (-4, 2, 29)),
    ("1985-XX-XX", (1985, 1, 1), (1985, 12, 31)),
    ("2001-21", (2001, 3, 1), (2001, 5, 31)),
    ("2001-22", (2001, 6, 1), (2001, 8, 31)),
    ("2001-23", (2001, 9, 1), (2001, 11, 30)),
    ("2001-24", (2001, 12, 1), (2002, 2, 28)),
    ("2003-24", (2003, 12, 1), (2004, 2, 29)),
    ("-0001-24", (-1, 12, 1), (0, 2, 29)),
    ("1914/1918", (1914, 1, 1), (1918, 12, 31)),
    ("1914-07-28/1918-11-11", (1914, 7, 28), (1918, 11, 11)),
    ("1918-05/1918", (1918, 5, 1), (1918, 12, 31)),
    ("1918/1918-05", (1918, 1, 1), (1918, 5, 31)),
    ("192X/193X~", (1920, 1, 1), (1939, 12, 31)),
    ("-0043/0014", (-43, 1, 1), (14, 12, 31)),
    ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
    ("0000", (0, 1, 1), (0, 12, 31)),
    ("0000-02", (0, 2, 1), (0, 2, 29)),
    ("Y-17000", (-17000, 1, 1), (-17000, 12, 31)),
    ("Y170000", (170000, 1, 1), (170000, 12, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), BOUNDS)
def test_a_date_spans_the_days_it_strictly_means(text, first, last):
    date = EdtfDate.parse(text)

    assert (civil_from_days(date.earliest), civil_from_days(date.latest)) == (first, last)


@pytest.mark.parametrize("text", ["2025", "2024-02", "2025-05-17", "192X", "-0043", "Y-17000"])
def test_the_bounds_are_the_librarys_own_where_it_is_right(text):
    date, librarys = EdtfDate.parse(text), parse_edtf(text)

    assert civil_from_days(date.earliest) == tuple(librarys.lower_strict()[:3])
    assert civil_from_days(date.latest) == tuple(librarys.upper_strict()[:3])


@pytest.mark.parametrize("text", ["1918/..", "1918/"])
def test_without_an_end_there_is_no_last_day(text):
    assert EdtfDate.parse(text).latest == END


@pytest.mark.parametrize("text", ["../1918", "/1918"])
def test_without_a_start_there_is_no_first_day(text):
    assert EdtfDate.parse(text).earliest == BEGINNING


def test_no_long_year_reaches_the_numbers_that_stand_for_no_day():
    first, last = EdtfDate.parse("Y-1000000000000"), EdtfDate.parse("Y1000000000000")

    assert BEGINNING < first.earliest < last.latest < END
