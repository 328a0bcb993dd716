"""Holds what facts maps hold, and that many records cost no more queries than few."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language, override

from memorial.models import Person, Statement, StatementTranslation
from memorial.services.showing import KINDS, facts_map, model_of, show
from memorial.story.page import resolve
from tests import factories

pytestmark = pytest.mark.django_db


def full_statement():
    unveiling = factories.make_unveiling(
        factories.make_monument(place=factories.make_place()), officials=["Ben Stone"]
    )
    speaker = factories.make_official(portrait=factories.make_image())
    return factories.make_statement(speaker, unveiling=unveiling)


def test_a_facts_map_holds_a_record_and_whatever_it_points_at():
    statement = full_statement()

    facts = facts_map([statement.ref], "en")

    speaker = statement.speaker
    assert set(facts) == {statement.ref, speaker.ref, statement.source.ref, speaker.portrait.ref}
    assert facts[statement.ref]["speaker"] == {"ref": speaker.ref}


def test_a_facts_map_is_plain_json():
    unveiling = factories.make_unveiling(officials=["Ada Vale"], place=factories.make_place())
    monument = unveiling.monument
    monument.inscriptions.create(text="To\nall")
    monument.identifiers.create(scheme="wikidata", value="Q1")
    statement = factories.make_statement(unveiling=unveiling)
    source = statement.source
    refs = [each.ref for each in (unveiling, monument, statement, source, factories.make_image())]

    facts = facts_map(refs, "ru")

    assert json.loads(json.dumps(facts)) == facts


def test_facts_are_in_the_language_asked_for_whatever_is_active():
    person = factories.make_person("Ada Vale")
    factories.add_name(person, "Ада", "ru")

    with override("ko"):
        facts = facts_map([person.ref], "ru")
        active = get_language()

    assert facts[person.ref]["name"] == {"text": "Ада", "lang": "ru", "kind": "preferred"}
    assert active == "ko"


@pytest.mark.parametrize(
    "ref", ["person:999", "person:", "person:x", "article:1", "user:1", "session:1", "", "::"]
)
def test_what_does_not_exist_or_is_no_record_of_a_story_is_left_out(ref):
    factories.make_person()
    factories.make_article()

    assert facts_map([ref], "en") == {}


def test_the_kinds_that_stories_show_have_what_showing_needs():
    for kind in KINDS:
        model = model_of(f"{kind}:1")

        assert model._meta.model_name == kind
        assert hasattr(model.objects, "with_shown")
        assert hasattr(model, "shown")


def test_a_statement_is_shown_in_the_language_with_its_original_and_translator():
    statement = factories.make_statement(text="문이 열렸다.", language="ko")
    StatementTranslation.objects.create(
        statement=statement, language="ru", text="Ворота открыты.", is_machine=True
    )

    russian = facts_map([statement.ref], "ru")[statement.ref]
    english = facts_map([statement.ref], "en")[statement.ref]

    assert (russian["text"], russian["lang"], russian["is_machine"]) == (
        "Ворота открыты.",
        "ru",
        True,
    )
    assert russian["original"] == {"text": "문이 열렸다.", "lang": "ko"}
    assert (english["text"], english["lang"], english["original"]) == ("문이 열렸다.", "ko", None)


def test_unknown_stays_unknown():
    monument = factories.make_monument()
    unveiling = factories.make_unveiling(monument, date="")
    place = factories.make_place()

    facts = facts_map([monument.ref, unveiling.ref, place.ref], "en")

    assert facts[unveiling.ref]["date"] == ""
    assert (facts[place.ref]["latitude"], facts[place.ref]["longitude"]) == ("", "")
    assert (facts[monument.ref]["creators"], facts[monument.ref]["place"]) == ([], None)


def test_coordinates_are_shown_as_exactly_as_they_are_known():
    place = factories.make_place(latitude="55.5600", longitude="0")

    place.refresh_from_db()
    shown = facts_map([place.ref], "en")[place.ref]

    assert (shown["latitude"], shown["longitude"]) == ("55.56", "0")


def test_a_participation_shows_the_person_roles_and_title_of_the_day():
    unveiling = factories.make_unveiling(officials=["Ada Vale"])

    facts = facts_map([unveiling.ref], "en")

    (shown,) = resolve({"ref": unveiling.ref}, facts)["participations"]
    assert shown["person"]["name"]["text"] == "Ada Vale"
    assert shown["title"]["text"] == "Minister"
    assert shown["organisation_name"]["text"] == "Ministry of Memory"
    assert (shown["roles"], shown["has_dated_office"]) == (["attended"], True)


def test_records_that_are_loaded_are_shown_as_templates_take_them():
    full_statement()

    (shown,) = show(Statement.objects.with_shown(), "en")

    assert shown["speaker"]["name"]["text"] == "Ada Vale"
    assert shown["speaker"]["portrait"]["alt_text"]["text"] == "A gate by the water."


def queries_for(read):
    with CaptureQueriesContext(connection) as queries:
        assert read()
    return len(queries)


def test_many_records_cost_no_more_queries_than_one():
    refs = [full_statement().ref]
    of_one = queries_for(lambda: facts_map(refs, "en"))
    refs += [full_statement().ref for _time in range(9)]

    of_ten = queries_for(lambda: facts_map(refs, "en"))

    assert of_ten == of_one <= 10


def test_showing_many_costs_no_more_queries_than_one():
    full_statement()
    of_one = queries_for(lambda: show(Statement.objects.with_shown(), "en"))
    for _time in range(4):
        full_statement()

    assert queries_for(lambda: show(Statement.objects.with_shown(), "en")) == of_one


def test_an_official_is_shown_as_one():
    official, person = factories.make_official("Ada Vale"), factories.make_person("Ben Stone")

    facts = facts_map([official.ref, person.ref], "en")

    assert facts[official.ref]["is_official"] is True
    assert facts[person.ref]["is_official"] is False
    assert Person.objects.count() == 2
