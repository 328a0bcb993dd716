"""Holds which spelling of a record is shown, and that lists know one of them."""

import pytest
from django.utils.translation import override

from memorial.models import Person
from tests import factories
from tests.factories import add_name

pytestmark = pytest.mark.django_db

MAKERS = [
    factories.make_person,
    factories.make_monument,
    factories.make_place,
    factories.make_office,
    factories.make_organisation,
]


def person_named(*spellings):
    """A person with spellings, each as (text, language, kind)."""
    person = Person.objects.create()
    for text, language, kind in spellings:
        add_name(person, text, language, kind)
    return person


@pytest.mark.parametrize(
    ("spellings", "language", "shown"),
    [
        (["No ru variant", "Но ru own", "Но ru preferred"], "ru", "Но ru preferred"),
        (["Но ru working_translation", "Но ru own"], "ru", "Но ru own"),
        (["No en preferred", "Но ru working_translation"], "ru", "Но ru working_translation"),
        (["No en preferred", "노 ko own", "Но ru variant"], "ru", "No en preferred"),
        (["노 ko own", "No en working_translation"], "ru", "No en working_translation"),
        (["Ли de preferred", "노 ko own"], "ru", "노 ko own"),
        (["Но ru variant", "Ли de preferred"], "ru", "Ли de preferred"),
        (["Но ru variant"], "ru", "Но ru variant"),
        (["One ru own", "Two ru own"], "ru", "One ru own"),
        (["노 ko own", "No en preferred"], "ko", "노 ko own"),
        (["노 ko own", "No en preferred"], "en", "No en preferred"),
    ],
)
def test_the_spelling_shown_is_the_fittest_for_the_language(spellings, language, shown):
    words = [(each, *each.split(" ")[1:]) for each in spellings]

    person = person_named(*words)

    assert person.name_in(language)["text"] == shown
    with override(language):
        assert person.name["text"] == shown


def test_a_name_says_its_language_and_kind():
    person = person_named(("노광철", "ko", "own"))

    assert person.name_in("en") == {"text": "노광철", "lang": "ko", "kind": "own"}


def test_a_record_without_names_says_so_and_shows_nothing():
    person = Person.objects.create()

    assert str(person) == "(no name yet)"
    assert person.name == {"text": "", "lang": "", "kind": ""}
    assert person.own_name["text"] == ""


def test_other_names_are_those_not_shown_without_variants():
    person = person_named(
        ("No", "en", "preferred"),
        ("노광철", "ko", "own"),
        ("Но", "ru", "working_translation"),
        ("Noh", "en", "variant"),
    )

    assert [name["text"] for name in person.other_names] == ["노광철", "Но"]
    assert [name["text"] for name in person.variants] == ["Noh"]


def test_the_own_name_is_the_bearers_whatever_the_language():
    person = person_named(("No", "en", "preferred"), ("노광철", "ko", "own"))

    assert person.own_name["text"] == "노광철"
    assert person.initials == "노"


def test_without_an_own_name_it_is_the_one_shown():
    person = person_named(("Ada Vale", "en", "preferred"))

    assert person.own_name["text"] == "Ada Vale"
    assert person.initials == "AV"


@pytest.mark.parametrize(
    ("text", "script"),
    [("노광철", "Hang"), ("Но", "Cyrl"), ("No", "Latn"), ("盧", "Hani"), ("✝", "Zyyy")],
)
def test_the_script_is_read_off_the_spelling(text, script):
    name = add_name(factories.make_person(), text, "und", "variant")

    assert type(name).objects.get(pk=name.pk).script == script


@pytest.mark.parametrize("make", MAKERS)
def test_the_label_follows_the_name_when_it_is_added_changed_and_deleted(make):
    record = make("First")
    added = type(record).objects.get(pk=record.pk).label
    name = record.names.get()

    name.text = "Second"
    name.save()
    changed = type(record).objects.get(pk=record.pk).label
    add_name(record, "제삼", "ko", "own")
    name.delete()
    deleted = type(record).objects.get(pk=record.pk).label

    assert (added, changed, deleted) == ("First", "Second", "제삼")


def test_the_label_is_in_the_language_of_the_site_whatever_the_editor_reads():
    with override("ru"):
        person = person_named(("Но", "ru", "preferred"), ("No", "en", "preferred"))

    assert Person.objects.get(pk=person.pk).label == "No"


def test_keeping_the_label_is_no_change_of_the_record():
    person = person_named(("No", "en", "preferred"))

    add_name(person, "노광철", "ko", "own")

    assert Person.objects.get(pk=person.pk).version == 1


@pytest.mark.parametrize("make", MAKERS)
def test_records_load_their_names_in_one_query_more(make, django_assert_num_queries):
    for text in ("One", "Two", "Three"):
        add_name(make(text), f"{text} too", "ru")

    with django_assert_num_queries(2):
        names = [record.name["text"] for record in rows_of(make).with_names()]

    assert names


def rows_of(make):
    kind = make.__name__.removeprefix("make_").title()
    return getattr(factories.models, kind).objects.all()
