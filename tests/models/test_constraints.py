"""Holds that the database itself refuses what the house does not allow, and says why in forms."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models.constraints import CheckConstraint, UniqueConstraint
from django.forms import modelform_factory
from django.utils import timezone

from memorial.models import (
    Address,
    Article,
    ArticleSource,
    Byline,
    Correction,
    Creator,
    Edition,
    ExampleRecord,
    FollowChannel,
    FrontPageEntry,
    Generation,
    Identifier,
    Image,
    Monument,
    MonumentPicture,
    Organisation,
    Participation,
    Person,
    Place,
    Reference,
    SiteSettings,
    Source,
    Statement,
    StatementTranslation,
    Tenure,
    Topic,
    Withdrawal,
    Withholding,
)
from tests import factories

pytestmark = pytest.mark.django_db


def put(*rows):
    """Write rows past every `clean` and `save`."""
    type(rows[0])._base_manager.bulk_create(rows)


def twice(make):
    put(make())
    put(make())


def two_names(make_record, language="ko", **fields):
    record = make_record()
    put(record.names.model(record=record, text="One", language=language, **fields))
    put(record.names.model(record=record, text="Two", language=language, **fields))


def one_name_twice(make_record):
    record = make_record()
    twice(lambda: record.names.model(record=record, text="One", language="ko", kind="variant"))


def edition(article, number, live_from, live_until):
    return Edition(
        article=article,
        number=number,
        language="en",
        kind="news",
        slug="gate",
        headline="A",
        frozen={},
        live_from=live_from,
        live_until=live_until,
        first_live_from=live_from,
    )


def two_editions(*, numbers=(1, 2), hours=((0, 1), (2, None))):
    article, midnight = factories.make_article(), timezone.now()
    for number, (start, end) in zip(numbers, hours, strict=True):
        until = None if end is None else midnight + timedelta(hours=end)
        put(edition(article, number, midnight + timedelta(hours=start), until))


def same_picture_twice():
    monument, image = factories.make_monument(), factories.make_image()
    twice(lambda: MonumentPicture(monument=monument, image=image))


def same_creator_twice():
    monument, person = factories.make_monument(), factories.make_person()
    twice(lambda: Creator(monument=monument, person=person, role="sculptor"))


def same_number_twice():
    for monument in (factories.make_monument(), factories.make_monument()):
        put(Identifier(monument=monument, scheme="wikidata", value="Q1"))


def same_participation_twice():
    unveiling, person = factories.make_unveiling(), factories.make_person()
    twice(lambda: Participation(unveiling=unveiling, person=person, roles=["spoke"]))


def same_translation_twice():
    statement = factories.make_statement()
    twice(lambda: StatementTranslation(statement=statement, language="ru", text="A"))


def same_byline_twice():
    article, person = factories.make_article(), factories.make_person()
    twice(lambda: Byline(article=article, person=person))


def same_source_twice():
    article, source = factories.make_article(), factories.make_source()
    twice(lambda: ArticleSource(article=article, source=source))


def same_entry_twice():
    site, article = SiteSettings.objects.create(), factories.make_article()
    twice(lambda: FrontPageEntry(site=site, article=article))


def same_address_twice():
    for article in (factories.make_article(), factories.make_article()):
        put(Address(language="en", slug="gate", article=article))


def same_language_twice():
    group = factories.make_article().group
    put(Article(headline="A", group=group, language="en"))


def same_reference_twice(**of):
    owner = {"edition": factories.make_edition} if "edition" in of else {}
    owner = owner or {"article": factories.make_article}
    fields = {name: make() for name, make in owner.items()}
    twice(lambda: Reference(record="person:1", **fields))


def part_of_itself():
    pk = factories.make_organisation().pk
    Organisation.objects.filter(pk=pk).update(parent=pk)


def correction(**fields):
    wrong, right = factories.make_edition(), factories.make_edition(number=9)
    given = {"wrong_edition": wrong, "right_edition": right, "was_wrong": "a", "is_right": "b"}
    put(Correction(**{**given, **fields}))


def correction_of_itself():
    edition = factories.make_edition()
    correction(wrong_edition=edition, right_edition=edition)


#: What each constraint refuses, done past every form. A new constraint needs a line here.
BROKEN = {
    "address_once": same_address_twice,
    "article_has_headline": lambda: put(Article(headline="")),
    "article_one_per_language": same_language_twice,
    "articlesource_once": same_source_twice,
    "byline_once": same_byline_twice,
    "correction_joins_two": correction_of_itself,
    "correction_says_both": lambda: correction(was_wrong=""),
    "creator_once": same_creator_twice,
    "edition_number_once": lambda: two_editions(numbers=(1, 1)),
    "edition_one_open_end": lambda: two_editions(hours=((0, None), (1, None))),
    "edition_one_start": lambda: two_editions(hours=((0, 1), (0, 2))),
    "edition_period_not_negative": lambda: two_editions(hours=((0, 1), (3, 2))),
    "followchannel_has_url": lambda: put(FollowChannel(kind="rss", url="")),
    "frontpageentry_once": same_entry_twice,
    "generation_is_one_row": lambda: put(Generation(pk=2)),
    "identifier_once": same_number_twice,
    "image_has_picture": lambda: put(Image(title="A", picture="", licence="CC0")),
    "monumentname_once": lambda: one_name_twice(factories.make_monument),
    "monumentname_one_preferred": lambda: two_names(factories.make_monument),
    "monumentpicture_once": same_picture_twice,
    "officename_once": lambda: one_name_twice(factories.make_office),
    "officename_one_preferred": lambda: two_names(factories.make_office),
    "organisation_not_its_own_part": part_of_itself,
    "organisationname_once": lambda: one_name_twice(factories.make_organisation),
    "organisationname_one_preferred": lambda: two_names(factories.make_organisation),
    "participation_has_role": lambda: put(
        Participation(
            unveiling=factories.make_unveiling(), person=factories.make_person(), roles=[]
        )
    ),
    "participation_once": same_participation_twice,
    "person_born_before_died": lambda: put(Person(born="1950", died="1940")),
    "personname_once": lambda: one_name_twice(factories.make_person),
    "personname_one_preferred": lambda: two_names(factories.make_person),
    "place_coordinates_both_or_neither": lambda: put(Place(latitude=1)),
    "place_latitude_in_range": lambda: put(Place(latitude="90.5", longitude=1)),
    "place_longitude_in_range": lambda: put(Place(latitude=1, longitude="-180.5")),
    "place_not_null_island": lambda: put(Place(latitude=0, longitude=0)),
    "placename_once": lambda: one_name_twice(factories.make_place),
    "placename_one_preferred": lambda: two_names(factories.make_place),
    "reference_of_one": lambda: put(Reference(record="person:1")),
    "reference_once_an_article": lambda: same_reference_twice(article=True),
    "reference_once_an_edition": lambda: same_reference_twice(edition=True),
    "site_settings_are_one_row": lambda: put(SiteSettings(pk=2)),
    "source_has_title": lambda: put(Source(kind="book", title="")),
    "statement_has_text": lambda: put(Statement(speaker=factories.make_person(), text="")),
    "statementtranslation_once": same_translation_twice,
    "tenure_ends_after_it_starts": lambda: factories.make_tenure(start="2020", end="2019"),
    "withdrawal_has_reason": lambda: put(
        Withdrawal(article=factories.make_article(), at=timezone.now(), reason="")
    ),
    "withholding_has_reason": lambda: put(
        Withholding(edition=factories.make_edition(), at=timezone.now(), reason="")
    ),
}


def all_constraints():
    return {
        constraint.name: constraint
        for model in apps.get_app_config("memorial").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }


def test_every_constraint_has_a_line_in_the_table_above():
    assert set(all_constraints()) == set(BROKEN)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_database_refuses(name):
    constraint = all_constraints()[name]

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()

    # SQLite names the columns of a unique index, not the index.
    if isinstance(constraint, CheckConstraint) or connection.vendor == "postgresql":
        assert name in str(refused.value)
    else:
        columns = str(refused.value).partition("UNIQUE constraint failed: ")[2].split(", ")
        fields = [column.rpartition(".")[2].removesuffix("_id") for column in columns]
        assert fields == list(constraint.fields)


@pytest.mark.parametrize(
    "make",
    [
        lambda: two_editions(hours=((0, 0), (0, None))),
        lambda: two_editions(hours=((0, 1), (1, None))),
        lambda: two_names(factories.make_person, kind="variant"),
        lambda: two_names(factories.make_person, language="ru", kind="own"),
        lambda: [
            put(Identifier(monument=factories.make_monument(), scheme="other", value="1"))
            for _time in "ab"
        ],
        lambda: put(Place(latitude=0, longitude=1), Place(latitude=-90, longitude=180), Place()),
        lambda: put(Person(born="1950", died="1950"), Person(born="195X", died="1950")),
        lambda: put(Article(headline="A", language="en"), Article(headline="A", language="en")),
        lambda: [
            put(Address(language=code, slug="gate", article=factories.make_article()))
            for code in ("en", "ru")
        ],
    ],
    ids=[
        "a cancelled edition beside another of its moment",
        "one edition after the other",
        "two variants of a name",
        "two own names",
        "a number of a register that is not named",
        "coordinates on the equator, at the edge, and none",
        "death in the year of birth",
        "two articles of a language",
        "one slug in two languages",
    ],
)
def test_the_database_allows(make):
    with transaction.atomic():
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: [put(Topic(address="war")) for _time in "ab"],
        lambda: [put(ExampleRecord(key="person:a", record="person:1")) for _time in "ab"],
        lambda: twice_withheld(factories.make_edition()),
    ],
    ids=["topic", "example", "withholding"],
)
def test_what_is_unique_by_its_column_is_refused_by_the_database_too(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def twice_withheld(edition):
    twice(lambda: Withholding(edition=edition, at=timezone.now(), reason="Law"))


# The same in words, before the database is asked.


def unsaved_name(record, text, **fields):
    return record.names.model(record=record, text=text, language="en", **fields)


def names(message):
    return lambda: unsaved_name(factories.make_person(), "Another"), message


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
        lambda: factories.models.ProseBlock(
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


def test_unknown_coordinates_are_null():
    place = factories.make_place()

    found = Place.objects.get(pk=place.pk)

    assert (found.latitude, found.longitude) == (None, None)


def test_protected_records_are_not_deleted_under_those_that_rest_on_them():
    statement = factories.make_statement()

    with pytest.raises(models.ProtectedError):
        statement.source.delete()
    with pytest.raises(models.ProtectedError):
        statement.speaker.delete()


def test_a_monument_with_an_unveiling_is_not_deleted():
    monument = factories.make_unveiling().monument

    with pytest.raises(models.ProtectedError):
        Monument.objects.filter(pk=monument.pk).delete()
