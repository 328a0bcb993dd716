"""Holds that the title a person held on the day is copied from the tenure, and then stays."""

import pytest
from django.core.exceptions import ValidationError

from memorial.dates import EdtfDate
from memorial.models import Statement, Tenure
from memorial.services.holding import tenures_on
from tests import factories
from tests.factories import add_name

pytestmark = pytest.mark.django_db

DAY = EdtfDate.parse("2025-05-09")


@pytest.fixture
def tenure():
    """A minister, in English and Korean, of a ministry with a name in English and Russian."""
    ministry = factories.make_organisation("Ministry")
    add_name(ministry, "Министерство", "ru")
    office = factories.make_office("Minister", ministry)
    person = factories.make_person()
    return factories.make_tenure(person, "Minister", office, title_ko="상", as_of="2025")


def participation_of(tenure):
    unveiling = factories.make_unveiling(date="2025")
    return factories.add_participation(unveiling, tenure.person)


def statement_of(tenure):
    return factories.make_statement(tenure.person, date="2025")


BOTH = [participation_of, statement_of]


@pytest.mark.parametrize("make", BOTH)
def test_the_title_and_the_organisation_are_copied_in_each_language_they_are_known_in(tenure, make):
    record = make(tenure)

    record = type(record).objects.get(pk=record.pk)

    assert record.tenure == tenure
    assert (record.title_en, record.title_ru, record.title_ko) == ("Minister", "", "상")
    assert record.organisation_name_en == "Ministry"
    assert record.organisation_name_ru == "Министерство"
    assert record.organisation_name_ko == ""


@pytest.mark.parametrize("make", BOTH)
def test_a_later_change_of_the_tenure_does_not_touch_the_title(tenure, make):
    record = make(tenure)
    Tenure.objects.update(title_en="Prime Minister", title_ko="", as_of="1990", start="")
    ministry = tenure.office.organisation
    ministry.names.filter(language="en").update(text="Renamed")

    record = type(record).objects.get(pk=record.pk)
    record.full_clean()
    record.save()

    shown = type(record).objects.get(pk=record.pk).shown_title()
    assert shown == {
        "title": {"text": "Minister", "lang": "en"},
        "organisation_name": {"text": "Ministry", "lang": "en"},
        "has_dated_office": True,
    }


@pytest.mark.parametrize("make", BOTH)
def test_the_title_outlives_the_tenure_and_is_flagged_then(tenure, make):
    record = make(tenure)

    tenure.delete()

    record = type(record).objects.get(pk=record.pk)
    assert record.title_en == "Minister"
    assert not record.has_dated_office


@pytest.mark.parametrize("make", BOTH)
def test_another_tenure_replaces_every_word_of_the_title(tenure, make):
    record = make(tenure)
    other = factories.make_tenure(tenure.person, "", as_of="2025", title_ru="Посол")

    record.copy_title(other)

    assert (record.title_en, record.title_ru, record.title_ko) == ("", "Посол", "")
    assert (record.organisation_name_en, record.organisation_name_ru) == ("Ministry of Memory", "")


@pytest.mark.parametrize("make", BOTH)
def test_the_office_of_another_person_is_refused(tenure, make):
    record = make(tenure)
    record.tenure = factories.make_tenure(factories.make_person("Ben"))

    with pytest.raises(ValidationError, match="held by another person"):
        record.full_clean()


@pytest.mark.parametrize(
    "make",
    [
        lambda person: factories.add_participation(factories.make_unveiling(), person),
        lambda person: factories.make_statement(person),
    ],
)
def test_no_office_is_allowed_and_flagged(make):
    record = make(factories.make_person())

    record.full_clean()

    assert record.tenure is None
    assert record.shown()["has_dated_office"] is False
    assert record.shown()["title"] == {"text": "", "lang": ""}


def test_statements_without_a_dated_office_can_be_asked_for():
    without = factories.make_statement(factories.make_person())
    factories.make_statement()

    assert list(Statement.objects.without_dated_office()) == [without]


def test_the_tenures_of_the_person_that_cover_the_day_are_offered_in_order():
    person = factories.make_person()
    later = factories.make_tenure(person, "Chair", start="2024")
    earlier = factories.make_tenure(person, "Envoy", start="2020", end="2026")
    factories.make_tenure(person, "Student", start="1990", end="1995")
    factories.make_tenure(factories.make_person("Ben"), "Chair", start="2024")

    assert list(tenures_on(person, DAY)) == [earlier, later]


def test_offers_are_shown_without_another_query(django_assert_num_queries):
    person = factories.make_person()
    for start in ("2020", "2021", "2022"):
        factories.make_tenure(person, start=start)
    offered = list(tenures_on(person, DAY))

    with django_assert_num_queries(0):
        names = [str(tenure) for tenure in offered]

    assert names == ["Minister, Ministry of Memory"] * 3


@pytest.mark.parametrize(("has_person", "day"), [(False, DAY), (True, None)])
def test_nothing_is_offered_while_the_person_or_the_day_is_not_known(has_person, day):
    person = factories.make_official() if has_person else None

    assert list(tenures_on(person, day)) == []


def test_a_statement_at_an_unveiling_takes_its_date_unless_it_has_its_own():
    unveiling = factories.make_unveiling(date="2025-05")
    said_there = Statement(speaker=factories.make_person(), unveiling=unveiling, text="A")
    said_later = Statement(
        speaker=factories.make_person(), unveiling=unveiling, text="A", date="2025-06"
    )

    said_there.full_clean()
    said_later.full_clean()

    assert (str(said_there.date), str(said_later.date)) == ("2025-05", "2025-06")
