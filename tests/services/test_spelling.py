"""Holds that words are found in another spelling, and that other words are not."""

import pytest

from memorial.models import PersonName
from memorial.services.spelling import says
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Sung-hoon", "sunghoon"),
        ("Sung-hoon", "SUNG HOON"),
        ("Sunghoon", "sung-hoon"),
        ("Sung Hoon", "sunghoon"),
        ("Артём Фёдоров", "артем федоров"),
        ("Артем", "АРТЁМ"),
        ("Pyo\u0306ng Cho\u0306l", "pyong chol"),
        ("P’yŏng-ch’ŏl", "pyongchol"),
        ("Pyongchol", "P'yŏng-ch'ŏl"),
        ("O’Neill", "oneill"),
        ("Łódź", "lodz"),
        ("노 광철", "노광철"),
        ("노광철", "노 광철"),
        ("A (b) [c]", "(b) [c]"),
    ],
)
def test_a_name_is_found_in_another_spelling(name, words):
    person = make_person(name)

    assert PersonName.objects.get(says("text", words)).record == person


@pytest.mark.parametrize("words", ["gate", ".*", "b.ing", "-", "[", "\\", "beings", "x" * 5000])
def test_other_words_are_not_found(words):
    make_person("Being at ease")

    assert not PersonName.objects.filter(says("text", words)).exists()
