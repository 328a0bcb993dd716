"""Holds that a date is read as people write it, in any of our languages, and never guessed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memorial.dates import AmbiguousDateError, DateError, EdtfDate, read_date
from memorial.dates.spoken import SPEAKERS
from tests.dates import strategies as written

decades = st.integers(10, 999).filter(lambda tens: tens % 10).map("{:03}X".format)
said_alone = st.builds(
    "{}{}".format,
    st.one_of(
        written.calendar_days,
        written.years,
        written.months,
        written.seasons,
        written.unspecified,
        written.long_years,
        decades,
    ),
    written.qualifiers,
)


@pytest.mark.parametrize("language", SPEAKERS)
@settings(max_examples=300, deadline=None)
@given(text=said_alone)
def test_whatever_is_said_of_a_date_is_read_as_that_date(language, text):
    date = EdtfDate.parse(text)

    assert read_date(date.spoken(language)) == date


@written.slow
@given(written.texts)
def test_edtf_is_read_as_ever(text):
    assert read_date(text) == EdtfDate.parse(text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("14 November 2026", "2026-11-14"),
        ("November 14, 2026", "2026-11-14"),
        ("november 14 2026", "2026-11-14"),
        ("14th of November, 2026", "2026-11-14"),
        ("Nov. 14, 2026", "2026-11-14"),
        ("14 Sept 2026", "2026-09-14"),
        (" 14\u00a0November  2026. ", "2026-11-14"),
        ("１４ November ２０２６", "2026-11-14"),
        ("14.11.2026", "2026-11-14"),
        ("4.5.2026", "2026-05-04"),
        ("14.11.2026 г.", "2026-11-14"),
        ("2026. 11. 14.", "2026-11-14"),
        ("2026/11/14", "2026-11-14"),
        ("2026-4-5", "2026-04-05"),
        ("14/11/2026", "2026-11-14"),
        ("11/14/2026", "2026-11-14"),
        ("05/05/2026", "2026-05-05"),
        ("14 ноября 2026 г.", "2026-11-14"),
        ("14 ноября 2026 года", "2026-11-14"),
        ("14 нояб. 2026", "2026-11-14"),
        ("2026년 11월 14일", "2026-11-14"),
        ("2026년11월14일", "2026-11-14"),
        ("November 2026", "2026-11"),
        ("ноябрь 2026", "2026-11"),
        ("Ноябрь 2026 г.", "2026-11"),
        ("май 1921", "1921-05"),
        ("мая 1921", "1921-05"),
        ("11.2026", "2026-11"),
        ("2026. 11.", "2026-11"),
        ("2026년 11월", "2026-11"),
        ("1951 г.", "1951"),
        ("1951년", "1951"),
        ("about 1951", "1951~"),
        ("circa 1951", "1951~"),
        ("c. 1951", "1951~"),
        ("ca 1951", "1951~"),
        ("ок. 1951", "1951~"),
        ("примерно 1951 год", "1951~"),
        ("1951년경", "1951~"),
        ("약 1951년", "1951~"),
        ("1951년 5월 쯤", "1951-05~"),
        ("November 1951?", "1951-11?"),
        ("195x", "195X"),
        ("1950s", "195X"),
        ("the 1950s", "195X"),
        ("1950’s", "195X"),
        ("1950-е", "195X"),
        ("1950-х годов", "195X"),
        ("1950년대", "195X"),
        ("fall 2025", "2025-23"),
        ("summer 2025", "2025-22"),
        ("44 BC", "-0043"),
        ("50 AD", "0050"),
        ("1914–1918", "1914/1918"),
        ("1914 - 1918", "1914/1918"),
    ],
)
def test_a_date_is_read_as_people_write_it(text, edtf):
    assert read_date(text).text == edtf


@pytest.mark.parametrize("text", ["04/05/2026", "4-5-2026", "12/11/1921"])
def test_a_date_that_can_be_two_is_not_guessed(text):
    with pytest.raises(AmbiguousDateError) as refused:
        read_date(text)

    assert len(refused.value.meanings) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "31 April 2026",
        "29 February 2025",
        "14 Juni 2026",
        "14 ma 2026",
        "14.11.26",
        "14 November 26",
        "November 142026",
        "31.04.2026",
        "13/13/2026",
        "0 BCE",
        "1900s",
        "1900년대",
        "1955s",
        "1911/12",
        "1918-1914",
        "2026년 13월 1일",
        "14 November 2026 or later",
        "x" * 1_000_000,
    ],
)
def test_what_is_no_date_is_refused_and_not_called_ambiguous(text):
    with pytest.raises(DateError) as refused:
        read_date(text)

    assert not isinstance(refused.value, AmbiguousDateError)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(re.split(r"(\s)", "14 November 2026 г. около 년 월 일 . , / - (추정)")),
        max_size=9,
    )
)
def test_any_pieces_of_dates_are_a_date_or_refused(pieces):
    try:
        assert isinstance(read_date("".join(pieces)), EdtfDate)
    except DateError:
        pass
