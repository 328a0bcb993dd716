"""Holds how records are found for a link: by any spelling, by role, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.services.finding import find_records
from tests import factories
from tests.factories import add_name, make_monument, make_person, make_statement, make_unveiling

pytestmark = pytest.mark.django_db


def names(words, language="en", by=None):
    return [found.name for found in find_records(words, language, by=by)]


@pytest.mark.parametrize("words", ["no gwang", "Гван", "гван", "НО ГВАН", "광철", " No  Gwang "])
def test_a_person_is_found_by_any_spelling_in_any_script(words):
    person = make_person("No Gwang-chol")
    add_name(person, "Но Гван Чхоль", "ru")
    add_name(person, "노광철", "ko")

    [found] = find_records(words, "en", by=None)

    assert (found.ref, found.name, found.about) == (person.ref, "No Gwang-chol", "person")
    assert names(words, "ru") == ["Но Гван Чхоль"]
    assert names(words, "ko") == ["노광철"]


def test_everything_that_prose_can_link_to_is_found():
    monument = make_monument("The Gate")
    make_unveiling(monument, date="2025")
    speaker = make_person("Ada Gate")
    make_statement(speaker, "It opened today.", source=None)
    factories.make_article("The gate opens")

    found = [
        (each.ref.partition(":")[0], each.name, each.about)
        for each in find_records("gate", "en", by=None)
    ]

    assert found == [
        ("monument", "The Gate", "monument"),
        ("person", "Ada Gate", "person"),
        ("unveiling", "The Gate", "unveiling · 2025"),
        ("article", "The gate opens", "article · en"),
        ("statement", "Ada Gate", "statement · It opened today."),
    ]


@pytest.mark.parametrize("words", ["", "  ", "nothing", "%", "_", "'", "\x00"])
def test_words_that_name_nothing_find_nothing(words):
    make_monument("The Gate")

    assert names(words) == []


def test_a_retired_record_is_not_offered():
    make_monument("The Gate", retired_at=timezone.now())

    assert names("gate") == []


def test_a_role_finds_only_what_it_may_see():
    make_monument("The Gate")

    assert names("gate", by=factories.make_user(None)) == []
    assert names("gate", by=factories.make_user("Author")) == ["The Gate"]


def test_ten_at_most_are_found_however_many_there_are_at_the_same_cost():
    for number in range(12):
        make_unveiling(make_monument(f"Gate {number:02}"))
        make_statement(make_person(f"Gate keeper {number}"))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(names("gate")) == 10
    assert len(queries) <= 3
