"""Holds that the QuerySets answer the questions their names ask, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import (
    Address,
    Article,
    FollowChannel,
    Image,
    Monument,
    Office,
    Official,
    Organisation,
    Person,
    Place,
    Source,
    Statement,
    StatementTranslation,
    Topic,
    Unveiling,
)
from tests import factories

pytestmark = pytest.mark.django_db


def test_officials_are_people_who_held_an_office():
    official = factories.make_official("Ada Vale")
    factories.make_tenure(official, "Chair")
    factories.make_person("Ben Stone")

    assert [person.label for person in Person.objects.officials()] == ["Ada Vale"]
    assert [person.label for person in Official.objects.all()] == ["Ada Vale"]
    assert [person.label for person in Official.objects.published()] == ["Ada Vale"]
    assert {person.label: person.is_official for person in Person.objects.with_is_official()} == {
        "Ada Vale": True,
        "Ben Stone": False,
    }


def test_an_official_loads_the_offices_held_in_order(django_assert_num_queries):
    person = factories.make_person()
    for start in ("2020", "1990"):
        factories.make_tenure(person, start, start=start)

    with django_assert_num_queries(3):
        found = Person.objects.with_offices().get(pk=person.pk)
        offices = [tenure.office.organisation.name["text"] for tenure in found.tenures.all()]
        titles = [tenure.title for tenure in found.tenures.all()]

    assert titles == ["1990", "2020"]
    assert offices == ["Ministry of Memory"] * 2


def test_pictures_without_alt_text_in_any_language_are_found():
    without = factories.make_image(alt_text_en="")
    factories.make_image(alt_text_en="", alt_text_ko="문")
    factories.make_image()

    assert list(Image.objects.without_alt_text()) == [without]


def test_places_with_coordinates_are_found():
    located = factories.make_place("Harbour", latitude="55.5", longitude="0")
    factories.make_place("Nowhere")

    assert list(Place.objects.located()) == [located]


def test_statements_without_a_source_are_found():
    without = factories.make_statement(source=None)
    factories.make_statement()

    assert list(Statement.objects.without_source()) == [without]


def test_the_latest_statements_come_first_undated_ones_last():
    for date in ("", "1921~", "2025"):
        factories.make_statement(date=date)

    dates = [str(statement.date or "") for statement in Statement.objects.latest_first()]

    assert dates == ["2025", "1921~", ""]


def test_open_channels_stand_in_the_editors_order():
    for position, (label, is_open) in enumerate([("B", True), ("C", False), ("A", True)]):
        FollowChannel.objects.create(
            kind="rss",
            label_en=label,
            url="https://example.org",
            is_open=is_open,
            position=-position + 2,
        )

    assert [str(channel) for channel in FollowChannel.objects.open()] == ["A", "B"]


def test_articles_know_their_language_and_their_translations():
    english = factories.make_article("Opened")
    russian = factories.make_article("Открыт", language="ru", group=english.group)
    factories.make_article("Another")

    assert list(Article.objects.in_language("ru")) == [russian]
    assert list(Article.objects.translations_of(english)) == [russian]
    assert list(Article.objects.translations_of(russian)) == [english]


# What pages load.


def full_monument():
    place = factories.make_place()
    monument = factories.make_monument(place=place)
    monument.creators.create(person=factories.make_official(), role="sculptor")
    monument.inscriptions.create(text="To all", source=factories.make_source())
    monument.pictures.create(image=factories.make_image())
    monument.identifiers.create(scheme="other", value="7")
    monument.citations.create(field="date", source=factories.make_source())
    return monument


def full_unveiling():
    unveiling = factories.make_unveiling(
        full_monument(), place=factories.make_place(), officials=["Ada Vale", "Ben Stone"]
    )
    unveiling.citations.create(field="date", source=factories.make_source())
    return unveiling


def full_statement():
    statement = factories.make_statement(unveiling=full_unveiling())
    StatementTranslation.objects.create(statement=statement, language="ru", text="А")
    return statement


def full_person():
    return factories.make_official(portrait=factories.make_image())


SHOWN = {
    Monument: full_monument,
    Unveiling: full_unveiling,
    Statement: full_statement,
    Person: full_person,
    Source: factories.make_source,
    Image: factories.make_image,
    Place: factories.make_place,
    Organisation: factories.make_organisation,
    Topic: lambda: Topic.objects.create(address=f"t{Topic.objects.count()}"),
}


def queries_for(read):
    with CaptureQueriesContext(connection) as queries:
        assert read()
    return len(queries)


@pytest.mark.parametrize("model", SHOWN)
def test_everything_shown_of_records_is_loaded_by_a_fixed_number_of_queries(model):
    def read():
        return [record.shown() for record in model.objects.with_shown()]

    SHOWN[model]()
    of_one = queries_for(read)
    for _time in range(3):
        SHOWN[model]()

    assert queries_for(read) == of_one <= 12


@pytest.mark.parametrize(
    "read",
    [
        lambda: [
            (monument.name, monument.place.name, monument.pictures.all()[0].image.title)
            for monument in Monument.objects.with_card()
        ],
        lambda: [
            (unveiling.monument.name, unveiling.monument.place.name, unveiling.place.name)
            for unveiling in Unveiling.objects.with_card()
        ],
    ],
    ids=["monuments", "unveilings"],
)
def test_cards_are_loaded_by_a_fixed_number_of_queries(read):
    full_unveiling()
    of_one = queries_for(read)
    for _time in range(3):
        full_unveiling()

    assert queries_for(read) == of_one <= 6


def test_offices_are_loaded_with_their_organisation(django_assert_num_queries):
    for title in ("Chair", "Minister"):
        factories.make_office(title)

    with django_assert_num_queries(3):
        names = [
            (office.name["text"], office.organisation.name["text"])
            for office in Office.objects.with_shown()
        ]

    assert names == [("Chair", "Ministry of Memory"), ("Minister", "Ministry of Memory")]


def test_an_address_is_of_others_for_all_but_the_article_that_has_it():
    mine, other = factories.make_article("Mine"), factories.make_article("Another")
    gate = Address.objects.create(language="en", slug="gate", article=mine)

    def found(article, language="en", slug="gate"):
        return list(Address.objects.of_others(article, language, slug))

    assert found(other) == found(None) == found(Article()) == [gate]
    assert found(mine) == found(other, "ru") == found(other, slug="door") == []
    assert found(Article(), slug="") == []
