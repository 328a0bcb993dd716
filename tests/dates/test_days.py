"""Holds the day count against datetime.date and the 400-year cycle."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.dates.days import (
    civil_from_days,
    days_from_civil,
    last_day_of_month,
    month_length,
)

DAYS_IN_400_YEARS = 146_097

any_year = st.integers(-(10**12), 10**12)
any_month = st.integers(1, 12)


@given(st.dates())
def test_a_day_of_the_common_era_has_the_number_datetime_gives_it(day):
    assert days_from_civil(day.year, day.month, day.day) == day.toordinal()


@given(st.dates())
def test_a_number_of_the_common_era_is_the_day_datetime_gives_it(day):
    assert civil_from_days(day.toordinal()) == (day.year, day.month, day.day)


@given(st.integers(-(10**15), 10**15))
def test_a_number_comes_back_from_its_day(number):
    assert days_from_civil(*civil_from_days(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_the_calendar_repeats_every_400_years(number):
    year, month, day = civil_from_days(number)

    assert civil_from_days(number - DAYS_IN_400_YEARS) == (year - 400, month, day)


@given(any_year, any_month)
def test_a_month_ends_the_day_before_the_next_begins(year, month):
    next_first = civil_from_days(last_day_of_month(year, month) + 1)

    assert next_first == (year + month // 12, month % 12 + 1, 1)


@pytest.mark.parametrize(
    ("year", "length"),
    [(2024, 29), (2023, 28), (2000, 29), (1900, 28), (0, 29), (-1, 28), (-4, 29), (-100, 28)],
)
def test_february_is_long_in_leap_years_of_both_eras(year, length):
    assert month_length(year, 2) == length


def test_the_last_day_before_the_common_era_is_number_zero():
    assert days_from_civil(0, 12, 31) == datetime.date(1, 1, 1).toordinal() - 1
