"""Holds that a text without room ends with a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.text.cutting import beginning
from tests.factories import make_person, make_statement


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The gate", "The gate"),
        ("The gate opens", "The gate…"),
        ("The gates open", "The gates…"),
        ("The gate, they said", "The gate…"),
        ("Memorialisation", "Memoriali…"),
        (" The\n gate ", "The gate"),
        ("", ""),
    ],
)
def test_a_text_is_cut_between_words(text, short):
    assert beginning(text, 10) == short


@given(st.text(), st.integers(1, 90))
def test_a_beginning_has_no_more_than_there_is_room_for(text, most):
    assert len(beginning(text, most)) <= most


@pytest.mark.django_db
def test_a_statement_is_called_by_whole_words():
    statement = make_statement(make_person("Ada Vale"), "The gate was open. " * 20)

    words = str(statement).removeprefix("Ada Vale: ").removesuffix("…").split()

    assert str(statement).endswith("…")
    assert set(words) <= {"The", "gate", "was", "open.", "open"}
