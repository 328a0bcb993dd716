"""Holds what a date answers about itself and another."""

import copy
import pickle

import pytest

from memorial.dates import EdtfDate


def test_a_date_prints_as_written():
    assert str(EdtfDate.parse("1921-05~")) == "1921-05~"


def test_space_around_a_text_is_no_part_of_it():
    assert EdtfDate.parse(" 1921\n") == EdtfDate.parse("1921")


@pytest.mark.parametrize("text", ["2025-05-09", "1921-05~", "1914/1918"])
def test_every_example_is_a_date(text):
    assert EdtfDate.parse(text).text == text


def test_different_texts_of_the_same_days_are_different_dates():
    assert EdtfDate.parse("1921") != EdtfDate.parse("1921~")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2025-05-17", True),
        ("-0043-03-15", True),
        ("2025-05-17~", False),
        ("2025-05-17?", False),
        ("2025-05", False),
        ("2025-05-XX", False),
        ("2025-05-17/2025-05-17", False),
        ("../2025-05-17", False),
    ],
)
def test_only_one_exact_unqualified_day_is_a_day(text, answer):
    assert EdtfDate.parse(text).is_day is answer


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1918/..", False, True),
        ("../1918", True, False),
        ("1918/", False, False),
        ("/1918", False, False),
        ("1918", False, False),
        ("1914/1918", False, False),
    ],
)
def test_open_is_not_the_same_as_unknown(text, start, end):
    date = EdtfDate.parse(text)

    assert (date.is_open_start, date.is_open_end) == (start, end)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025", 2025),
        ("1921-05~", 1921),
        ("1985-XX-XX", 1985),
        ("2001-21", 2001),
        ("2001-24", None),
        ("0000", 0),
        ("-0043-03-15", -43),
        ("192X", None),
        ("1914/1918", None),
        ("1914-07/1914-09", 1914),
        ("1914/..", None),
        ("/1914", None),
    ],
)
def test_a_date_has_a_year_if_it_lies_within_one(text, year):
    assert EdtfDate.parse(text).year == year


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("2025", "2025"),
        ("2025-05", "2025-05"),
        ("2025-05-17", "2025-05-17"),
        ("0044", "0044"),
        ("1921~", None),
        ("2025-05-17?", None),
        ("192X", None),
        ("2025-XX", None),
        ("2025-05-XX", None),
        ("2001-21", None),
        ("0000", None),
        ("-0043-03-15", None),
        ("Y170000", None),
        ("1914/1918", None),
        ("1914/1914", None),
        ("1914/..", None),
    ],
)
def test_only_what_html_can_say_has_a_machine_value(text, machine):
    assert EdtfDate.parse(text).machine == machine


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("1918", "1918-11-11", True),
        ("192X", "1929/1935", True),
        ("1918/..", "2025", True),
        ("1918/", "2025", True),
        ("../1918", "-0043", True),
        ("1918", "1919", False),
        ("2001-24", "2002-02", True),
        ("2001-24", "2002-03", False),
    ],
)
def test_dates_overlap_if_they_could_be_the_same_time(one, other, answer):
    assert EdtfDate.parse(one).overlaps(EdtfDate.parse(other)) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("1918", "1919", True),
        ("-0043", "0014", True),
        ("Y-17000", "-0043", True),
        ("1918", "1918-12-31", False),
        ("1918/..", "2025", False),
        ("1919", "1918", False),
    ],
)
def test_a_date_precedes_what_surely_starts_after_its_end(one, other, answer):
    assert EdtfDate.parse(one).precedes(EdtfDate.parse(other)) is answer


def test_dates_sort_by_first_day_then_last_day_then_text():
    texts = ["1918/..", "1918?", "1918", "1918-01-01", "../1918", "-0043", "-0042", "Y-17000"]

    in_order = [date.text for date in sorted(map(EdtfDate.parse, texts))]

    assert in_order == [
        "../1918",
        "Y-17000",
        "-0043",
        "-0042",
        "1918-01-01",
        "1918",
        "1918?",
        "1918/..",
    ]


@pytest.mark.parametrize("remade", [copy.deepcopy, lambda d: pickle.loads(pickle.dumps(d))])
def test_a_copy_is_the_same_date(remade):
    date = EdtfDate.parse("1914~/..")

    assert (remade(date), remade(date).spoken("en")) == (date, "since about 1914")


def test_a_text_read_again_is_not_parsed_again():
    assert EdtfDate.parse("1921-05~") is EdtfDate.parse("1921-05~")
