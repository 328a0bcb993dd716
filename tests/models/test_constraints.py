"""Holds that the database itself refuses what the house does not allow, and says why in forms."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.constraints import CheckConstraint, UniqueConstraint
from django.utils import timezone

from memorial.models import (
    Address,
    Article,
    ArticleSource,
    Byline,
    CheckedLink,
    Comment,
    Correction,
    Creator,
    Edition,
    ExampleRecord,
    FollowChannel,
    FrontPageEntry,
    Generation,
    Identifier,
    Image,
    Merge,
    Monument,
    MonumentPicture,
    Organisation,
    Participation,
    Person,
    Place,
    Presence,
    Reference,
    RefreshTask,
    ShareLink,
    SiteSettings,
    Source,
    Statement,
    StatementTranslation,
    Topic,
    Translation,
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


def same_presence_twice():
    user = factories.make_user("Author")
    now = timezone.now()
    twice(lambda: Presence(record="article:1", user=user, opened_at=now, seen_at=now))


def link_over_before_it_was_made():
    link = ShareLink.objects.create(
        article=factories.make_article(), expires_at=timezone.now() + timedelta(days=1)
    )
    ShareLink.objects.update(expires_at=link.made_at)


def translation_of_itself():
    article = factories.make_article()
    put(Translation(article=article, original=article))


#: What each constraint refuses, done past every form. A new constraint needs a line here.
BROKEN = {
    "address_once": same_address_twice,
    "article_has_headline": lambda: put(Article(headline="")),
    "article_one_per_language": same_language_twice,
    "articlesource_once": same_source_twice,
    "byline_once": same_byline_twice,
    "checkedlink_has_url": lambda: put(CheckedLink(url="")),
    "comment_has_text": lambda: put(Comment(article=factories.make_article(), text="")),
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
    "merge_of_two": lambda: put(Merge(record="person:1", into="person:1")),
    "merge_once": lambda: twice(lambda: Merge(record="person:1", into="person:2")),
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
    "presence_once": same_presence_twice,
    "reference_of_one": lambda: put(Reference(record="person:1")),
    "reference_once_an_article": lambda: same_reference_twice(article=True),
    "reference_once_an_edition": lambda: same_reference_twice(edition=True),
    "refreshtask_one_open": lambda: twice(
        lambda: RefreshTask(record="person:1", filed_at=timezone.now())
    ),
    "sharelink_expires_later": link_over_before_it_was_made,
    "site_settings_are_one_row": lambda: put(SiteSettings(pk=2)),
    "source_has_title": lambda: put(Source(kind="book", title="")),
    "statement_has_text": lambda: put(Statement(speaker=factories.make_person(), text="")),
    "statementtranslation_once": same_translation_twice,
    "tenure_ends_after_it_starts": lambda: factories.make_tenure(start="2020", end="2019"),
    "translation_of_another": translation_of_itself,
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
