"""Holds what is true of every date, whoever writes it."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memorial.dates import BEGINNING, END, DateError, EdtfDate
from memorial.dates.spoken import SPEAKERS, en, ru_words
from tests.dates import strategies as written

NAMED_MONTH = re.compile(r"(?:^|/)-?[0-9]{4}-(0[1-9]|1[0-2])")

RUSSIAN = {form: number for number, forms in enumerate(ru_words.MONTHS, 1) for form in forms}
ENGLISH = {name: number for number, name in enumerate(en.MONTHS, 1)}


def months_said(words: str) -> set[int]:
    named = {**RUSSIAN, **ENGLISH}
    return {named[word] for word in re.findall(r"\w+", words) if word in named} | {
        int(number) for number in re.findall(r"([0-9]+)월", words)
    }


@written.slow
@given(written.texts)
def test_a_date_keeps_its_text(text):
    assert EdtfDate.parse(text).text == text


@written.slow
@given(written.dates)
def test_the_earliest_day_is_no_later_than_the_latest(date):
    assert BEGINNING <= date.earliest <= date.latest <= END


@written.slow
@given(st.dates(), written.qualifiers)
def test_a_day_begins_and_ends_on_itself(day, qualifier):
    date = EdtfDate.parse(f"{day.isoformat()}{qualifier}")

    assert date.earliest == date.latest == day.toordinal()


@written.slow
@given(written.unqualified_texts, st.sampled_from("?~%"))
def test_a_qualifier_does_not_widen_the_bounds(text, qualifier):
    plain, qualified = EdtfDate.parse(text), EdtfDate.parse(text + qualifier)

    assert (qualified.earliest, qualified.latest) == (plain.earliest, plain.latest)


@written.slow
@given(written.months)
def test_a_month_lies_within_its_year(text):
    month, year = EdtfDate.parse(text), EdtfDate.parse(text[:-3])

    assert year.earliest <= month.earliest <= month.latest <= year.latest
    assert month.year == year.year == int(text[:-3])


@written.slow
@given(st.integers(-9998, 9999))
def test_a_year_begins_the_day_after_the_year_before(year):
    before, this = (EdtfDate.parse(written.written_year(y)) for y in (year - 1, year))

    assert before.latest + 1 == this.earliest
    assert before.precedes(this)


@written.slow
@given(written.ends)
def test_an_interval_spans_from_its_first_end_to_its_last(ends):
    first, last = map(EdtfDate.parse, ends)

    interval = EdtfDate.parse("/".join(ends))

    assert (interval.earliest, interval.latest) == (first.earliest, last.latest)


@written.slow
@given(written.ends)
def test_an_interval_that_ends_before_it_starts_is_refused(ends):
    first, last = map(EdtfDate.parse, ends)

    if first.precedes(last):
        with pytest.raises(DateError):
            EdtfDate.parse(f"{last}/{first}")


@written.slow
@given(written.dates, written.dates)
def test_any_two_dates_are_in_one_order_that_agrees_with_their_bounds(one, other):
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one < other) == (
        (one.earliest, one.latest, one.text) < (other.earliest, other.latest, other.text)
    )


@written.slow
@given(written.dates, written.dates)
def test_of_two_dates_one_precedes_or_they_overlap(one, other):
    assert [one.precedes(other), one.overlaps(other), other.precedes(one)].count(True) == 1
    assert one.overlaps(other) == other.overlaps(one)


@written.slow
@given(written.texts)
def test_equal_texts_are_equal_dates(text):
    one, other = EdtfDate.parse(text), EdtfDate.parse(f" {text} ")

    assert (one, hash(one)) == (other, hash(other))


@written.slow
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_before_the_common_era_a_greater_number_is_earlier(one, other):
    first, second = EdtfDate.parse(f"-{one:04}"), EdtfDate.parse(f"-{other:04}")

    assert (first < second) == (one > other)


@pytest.mark.parametrize("language", SPEAKERS)
@written.slow
@given(date=written.dates)
def test_every_date_is_said_with_the_months_it_has_and_no_other(language, date):
    words = date.spoken(language)

    assert words == words.strip() != ""
    assert not re.search(r"[{}]|  |None", words)
    assert months_said(words) == set(map(int, NAMED_MONTH.findall(date.text)))


@written.slow
@given(written.dates)
def test_a_machine_value_is_the_text_of_a_plain_date(date):
    assert date.machine in (None, date.text)
    assert date.machine is None or re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date.machine)


def check_answers_or_refuses(text: str) -> None:
    with contextlib.suppress(DateError):
        date = EdtfDate.parse(text)

        assert date.text == text.strip()
        assert all(date.spoken(language) for language in SPEAKERS)


@written.slow
@given(st.text())
def test_any_text_is_a_date_or_refused(text):
    check_answers_or_refuses(text)


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789-/X~?%.YTS[]{}, ", max_size=70))
def test_any_text_in_the_letters_of_edtf_is_a_date_or_refused(text):
    check_answers_or_refuses(text)


HEADS = ["19", "20", "00", "Y", "Y-", "-", "..", "/", "[", "{", "?"]
TAILS = ["05", "21", "-05", "-31", "-XX", "-1X", "X", "XX", "~", "%", "T", "S2", "E2", "^s", ","]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(HEADS + TAILS), max_size=8).map("".join))
def test_any_text_of_pieces_of_edtf_is_a_date_or_refused(text):
    check_answers_or_refuses(text)


@settings(max_examples=200, deadline=None)
@given(written.texts, st.data())
def test_any_date_with_one_letter_changed_is_a_date_or_refused(text, data):
    place = data.draw(st.integers(0, len(text)))
    letter = data.draw(st.one_of(st.sampled_from("0123456789-/X~?%.YTS[]{}, "), st.characters()))

    check_answers_or_refuses(text[:place] + letter + text[place + 1 :])
