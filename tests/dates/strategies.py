"""Makes EDTF texts for the property tests."""

import datetime

from hypothesis import settings
from hypothesis import strategies as st

from memorial.dates import EdtfDate

# The first parse of a text is slow, a repeated one takes next to nothing.
slow = settings(max_examples=100, deadline=None)

qualifiers = st.sampled_from(["", "", "", "?", "~", "%"])


def written_year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


calendar_days = st.dates().map(datetime.date.isoformat)
years = st.integers(-9999, 9999).map(written_year)
months = st.builds(lambda year, month: f"{year}-{month:02}", years, st.integers(1, 12))
seasons = st.builds(lambda year, season: f"{year}-{season}", years, st.integers(21, 24))
runs_of_years = st.builds(
    lambda sign, digits: f"{sign}{digits}{'X' * (4 - len(digits))}",
    st.sampled_from(["", "-"]),
    st.text("0123456789", min_size=1, max_size=3),
)
unspecified = st.one_of(
    years.map("{}-XX".format), years.map("{}-XX-XX".format), months.map("{}-XX".format)
)
long_years = st.builds(
    "Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 999_999_999_999)
)

unqualified_texts = st.one_of(
    calendar_days, years, months, seasons, runs_of_years, unspecified, long_years
)
simple_texts = st.builds("{}{}".format, unqualified_texts, qualifiers)


def in_order(first: str, second: str) -> tuple[str, str]:
    return (first, second) if EdtfDate.parse(first) <= EdtfDate.parse(second) else (second, first)


ends = st.builds(in_order, simple_texts, simple_texts)
interval_texts = st.one_of(
    ends.map("/".join),
    simple_texts.map("{}/..".format),
    simple_texts.map("../{}".format),
    simple_texts.map("{}/".format),
    simple_texts.map("/{}".format),
)
texts = st.one_of(simple_texts, interval_texts)
dates = texts.map(EdtfDate.parse)
