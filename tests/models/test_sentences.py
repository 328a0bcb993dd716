"""Holds that a form is told in a sentence what the house does not allow."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from memorial.models import (
    Article,
    ArticleSource,
    Byline,
    Identifier,
    Participation,
    Person,
    Place,
    ProseBlock,
    Statement,
    StatementTranslation,
    Tenure,
)
from tests import factories

pytestmark = pytest.mark.django_db


def unsaved_name(record, text, **fields):
    return record.names.model(record=record, text=text, language="en", **fields)


SENTENCES = {
    "two preferred names": (
        lambda: unsaved_name(factories.make_person(), "Another"),
        "There is a preferred name in this language already.",
    ),
    "a spelling twice": (
        lambda: unsaved_name(factories.make_person(), "Ada Vale", kind="variant"),
        "This spelling is there already in this language.",
    ),
    "part of itself": (
        lambda: own_parent(factories.make_organisation()),
        "An organisation cannot be a part of itself.",
    ),
    "died before born": (
        lambda: Person(born="1950", died="1940"),
        "A person dies after being born: look at both dates.",
    ),
    "over before begun": (
        lambda: Tenure(
            person=factories.make_person(), office=factories.make_office(), start="2020", end="2019"
        ),
        "This office ends before it starts: look at both dates.",
    ),
    "half a coordinate": (
        lambda: Place(latitude=1, accuracy="spot"),
        "Give latitude and longitude both, or neither.",
    ),
    "too far north": (
        lambda: Place(latitude="90.5", longitude=1, accuracy="spot"),
        "A latitude lies between -90 and 90 degrees.",
    ),
    "too far east": (
        lambda: Place(latitude=1, longitude="180.5", accuracy="spot"),
        "A longitude lies between -180 and 180 degrees.",
    ),
    "null island": (
        lambda: Place(latitude=0, longitude=0, accuracy="spot"),
        "0, 0 is in the sea off Africa: leave both empty if the spot is not known.",
    ),
    "coordinates of what": (
        lambda: Place(latitude=1, longitude=1),
        "Say what the coordinates mark: the spot itself, the park, the town …",
    ),
    "no country": (lambda: Place(country="xx"), "Two capital letters, for example RU or KR."),
    "another's number": (
        lambda: another_of(
            Identifier(monument=factories.make_monument(), scheme="wikidata", value="Q1"),
            monument=factories.make_monument(),
        ),
        "Another monument has this number.",
    ),
    "on the list twice": (
        lambda: another_of(
            Participation(
                unveiling=factories.make_unveiling(),
                person=factories.make_person(),
                roles=["spoke"],
            )
        ),
        "This person is on the list already: add the role there.",
    ),
    "translated twice": (
        lambda: another_of(
            StatementTranslation(statement=factories.make_statement(), language="ru", text="A")
        ),
        "There is a translation into this language already.",
    ),
    "article translated twice": (
        lambda: Article(headline="A", language="en", group=factories.make_article().group),
        "There is a translation into this language already.",
    ),
    "byline twice": (
        lambda: another_of(
            Byline(article=factories.make_article(), person=factories.make_person())
        ),
        "This person has a byline here already.",
    ),
    "source twice": (
        lambda: another_of(
            ArticleSource(article=factories.make_article(), source=factories.make_source())
        ),
        "This source is on the list already.",
    ),
    "nobody spoke": (
        lambda: Statement(text="A"),
        "This field cannot be null.",
    ),
    "a role nobody knows": (
        lambda: participation(["juggled"]),
        "Choose at least one role out of: unveiled the monument, spoke, presented a gift, "
        "represented, attended.",
    ),
    "a role twice": (
        lambda: participation(["spoke", "spoke"]),
        "Choose at least one role out of: unveiled the monument, spoke, presented a gift, "
        "represented, attended.",
    ),
    "no list of roles": (
        lambda: participation("spoke"),
        "Choose at least one role out of: unveiled the monument, spoke, presented a gift, "
        "represented, attended.",
    ),
    "roles that are no words": (
        lambda: participation([["spoke"], {"a": 1}]),
        "Choose at least one role out of: unveiled the monument, spoke, presented a gift, "
        "represented, attended.",
    ),
    "another person's office": (
        lambda: participation(["spoke"], tenure=factories.make_tenure()),
        "This office was held by another person.",
    ),
    "an account in plain": (
        lambda: ProseBlock(
            parent=factories.make_article(), account_of=factories.make_person(), material="bronze"
        ),
        "Somebody’s account is set in patina: choose it, or take the person out.",
    ),
}


def own_parent(organisation):
    organisation.parent = organisation
    return organisation


def another_of(row, **changed):
    """Save a row, and return an unsaved one that says the same."""
    row.save()
    fields = {
        field.name: getattr(row, field.name) for field in row._meta.fields if not field.primary_key
    }
    return type(row)(**{**fields, **changed})


def participation(roles, **fields):
    return Participation(
        unveiling=factories.make_unveiling(),
        person=factories.make_person("B"),
        roles=roles,
        **fields,
    )


@pytest.mark.parametrize("wrong", sorted(SENTENCES))
def test_a_form_is_told_in_a_sentence(wrong):
    make, sentence = SENTENCES[wrong]
    record = make()

    with pytest.raises(ValidationError) as refused:
        record.full_clean()

    assert sentence in refused.value.messages


@pytest.mark.parametrize(
    ("model", "fields", "posted"),
    [
        (Person, ["born", "died"], {"born": "1950", "died": "1940"}),
        (Tenure, ["start", "end"], {"start": "2020", "end": "2019"}),
    ],
)
def test_a_form_without_the_computed_days_still_tells_which_date_comes_first(model, fields, posted):
    form = modelform_factory(model, fields=fields)(posted)

    assert "look at both dates" in str(form.errors)


@pytest.mark.parametrize(
    ("model", "fields", "posted"),
    [
        (Person, ["born", "died"], {"born": "soon", "died": "1940"}),
        (Tenure, ["start", "end"], {"start": "2020", "end": "never"}),
    ],
)
def test_an_unreadable_date_is_the_only_thing_a_form_says(model, fields, posted):
    form = modelform_factory(model, fields=fields)(posted)

    assert [list(errors) for errors in form.errors.values()] == [[form.errors.popitem()[1][0]]]
