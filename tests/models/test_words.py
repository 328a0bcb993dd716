"""Holds that every word of the house has a name that people read, and a page where it has one."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.utils.translation import override

from memorial.models import (
    Address,
    ArticleSource,
    AttendanceBlock,
    Byline,
    Correction,
    Creator,
    ExampleRecord,
    FollowChannel,
    FrontPageEntry,
    Generation,
    Identifier,
    Inscription,
    MonumentCitation,
    MonumentFactsBlock,
    MonumentPicture,
    Official,
    Person,
    PersonCitation,
    PictureBlock,
    ProseBlock,
    Reference,
    Revision,
    SiteSettings,
    StatementBlock,
    StatementTranslation,
    Tenure,
    Topic,
    Unveiling,
    UnveilingCitation,
    Withdrawal,
    Withholding,
)
from memorial.models.edition import article_url
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 5, 9, 12, tzinfo=UTC)


def name_of(make):
    return lambda: make("A name").names.get()


def citation(model):
    return lambda: model(field="date", source=factories.make_source("A report"))


def participation():
    unveiling = factories.make_unveiling(officials=["Ada Vale"])
    return unveiling.participations.get()


#: One record of every model, and what it is called.
CALLED = {
    "address": (lambda: Address(language="en", slug="gate"), "/en/…/gate/"),
    "article": (lambda: factories.make_article("Opened"), "Opened"),
    "articlesource": (lambda: ArticleSource(source=factories.make_source("A book")), "A book"),
    "attendanceblock": (
        lambda: AttendanceBlock(unveiling=factories.make_unveiling()),
        "The Gate (2025, unveiling)",
    ),
    "byline": (lambda: Byline(person=factories.make_person()), "Ada Vale"),
    "correction": (lambda: Correction(was_wrong="5", is_right="6"), "6"),
    "creator": (
        lambda: Creator(person=factories.make_person(), role="sculptor"),
        "Ada Vale, sculptor",
    ),
    "edition": (factories.make_edition, "The gate opens (en, 1)"),
    "examplerecord": (lambda: ExampleRecord(key="person:vale"), "person:vale"),
    "followchannel": (lambda: FollowChannel(kind="rss", label_en="New"), "New"),
    "frontpageentry": (lambda: FrontPageEntry(article=factories.make_article("A")), "A"),
    "generation": (lambda: Generation(counter=7), "7"),
    "identifier": (lambda: Identifier(scheme="wikidata", value="Q1"), "Wikidata Q1"),
    "image": (lambda: factories.make_image("A drawing"), "A drawing"),
    "inscription": (lambda: Inscription(text="To all\nwho came"), "To all"),
    "monument": (lambda: factories.make_monument("The Gate"), "The Gate"),
    "monumentcitation": (citation(MonumentCitation), "date: A report"),
    "monumentfactsblock": (
        lambda: MonumentFactsBlock(monument=factories.make_monument()),
        "The Gate",
    ),
    "monumentname": (name_of(factories.make_monument), "A name"),
    "monumentpicture": (lambda: MonumentPicture(image=factories.make_image("A")), "A"),
    "office": (lambda: factories.make_office("Minister"), "Minister, Ministry of Memory"),
    "officename": (name_of(factories.make_office), "A name"),
    "official": (lambda: Official.objects.get(pk=factories.make_official().pk), "Ada Vale"),
    "organisation": (lambda: factories.make_organisation("Army"), "Army"),
    "organisationname": (name_of(factories.make_organisation), "A name"),
    "participation": (participation, "Ada Vale, Minister"),
    "person": (factories.make_person, "Ada Vale"),
    "personcitation": (citation(PersonCitation), "date: A report"),
    "personname": (name_of(factories.make_person), "A name"),
    "pictureblock": (lambda: PictureBlock(image=factories.make_image("A")), "A"),
    "place": (lambda: factories.make_place("Harbour"), "Harbour"),
    "placename": (name_of(factories.make_place), "A name"),
    "proseblock": (lambda: ProseBlock(heading="The day"), "The day"),
    "reference": (lambda: Reference(record="person:1"), "person:1"),
    "revision": (lambda: Revision(headline="A", saved_at=NOON), "A (2025-05-09 12:00)"),
    "sitesettings": (lambda: SiteSettings(name_en="The Museum"), "The Museum"),
    "source": (lambda: factories.make_source("A report"), "A report"),
    "statement": (
        lambda: factories.make_statement(text="It opened."),
        "Ada Vale: It opened.",
    ),
    "statementblock": (
        lambda: StatementBlock(statement=factories.make_statement(text="It opened.")),
        "Ada Vale: It opened.",
    ),
    "statementtranslation": (lambda: StatementTranslation(language="ru", text="А"), "ru: А"),
    "tenure": (lambda: factories.make_tenure(title="Chair"), "Chair, Ministry of Memory"),
    "topic": (lambda: Topic(address="war", title_en="War"), "War"),
    "unveiling": (
        lambda: factories.make_unveiling(date="1921~"),
        "The Gate (1921~, unveiling)",
    ),
    "unveilingcitation": (citation(UnveilingCitation), "date: A report"),
    "withdrawal": (
        lambda: Withdrawal(article=factories.make_article("A"), at=NOON),
        "A (2025-05-09)",
    ),
    "withholding": (
        lambda: Withholding(edition=factories.make_edition()),
        "The gate opens (en, 1)",
    ),
}


@pytest.mark.parametrize("noun", sorted(CALLED))
def test_every_word_has_a_name_that_people_read(noun):
    make, name = CALLED[noun]

    record = make()

    assert record._meta.model_name == noun
    assert str(record) == name


def test_no_word_is_forgotten():
    nouns = {
        model._meta.model_name
        for model in apps.get_app_config("memorial").get_models()
        if not model._meta.auto_created
    }

    assert set(CALLED) <= nouns
    assert all(apps.get_model("memorial", noun).__str__ is not object.__str__ for noun in nouns)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Topic(address="war"), "war"),
        (lambda: FollowChannel(kind="telegram"), "Telegram"),
        (lambda: SiteSettings(), "memorial"),
        (lambda: ProseBlock(html="<p>It opened at noon.</p>"), "It opened at noon."),
        (lambda: factories.make_unveiling(date=""), "The Gate (undated, unveiling)"),
        (lambda: factories.make_tenure(title=""), ", Ministry of Memory"),
    ],
)
def test_a_record_without_its_words_still_has_a_name(make, name):
    assert str(make()) == name


def test_a_tenure_without_a_title_is_called_by_its_office_once_checked():
    tenure = Tenure(person=factories.make_person(), office=factories.make_office("Chair"))

    tenure.full_clean()

    assert tenure.title_en == "Chair"


PAGES = {
    "monument": (factories.make_monument, "/en/monuments/{}-the-gate/"),
    "unveiling": (factories.make_unveiling, "/en/unveilings/{}-the-gate/"),
    "official": (factories.make_official, "/en/officials/{}-ada-vale/"),
    "person": (factories.make_person, "/en/people/{}-ada-vale/"),
    "name in another script": (lambda: factories.make_person("노광철"), "/en/people/{}/"),
}


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_record_with_a_page_knows_its_address(page):
    make, address = PAGES[page]

    record = make()

    assert record.get_absolute_url() == address.format(record.pk)


def test_an_address_is_in_the_language_of_the_reader():
    monument = factories.make_monument()

    with override("ko"):
        address = monument.get_absolute_url()

    assert address == f"/ko/monuments/{monument.pk}-the-gate/"


def test_a_statement_stands_on_the_page_of_its_speaker():
    statement = factories.make_statement()

    assert statement.get_absolute_url() == (
        f"/en/officials/{statement.speaker.pk}-ada-vale/#statement-{statement.pk}"
    )


def test_a_person_loaded_as_shown_knows_its_page_without_a_query(django_assert_num_queries):
    pk = factories.make_official().pk
    person = Person.objects.with_is_official().get(pk=pk)

    with django_assert_num_queries(0):
        address = person.get_absolute_url()

    assert address == f"/en/officials/{pk}-ada-vale/"


@pytest.mark.parametrize(
    ("kind", "slug", "address"),
    [
        ("news", "gate", "/en/articles/gate/"),
        ("analysis", "about", "/en/articles/about/"),
        ("page", "about", "/en/about/"),
        ("page", "house-rules", "/en/about/house-rules/"),
    ],
)
def test_an_edition_has_the_address_of_its_kind(kind, slug, address):
    edition = factories.make_edition(kind=kind, slug=slug)

    assert edition.get_absolute_url() == article_url(kind, slug) == address


def test_a_record_is_pointed_at_by_its_kind_and_number():
    monument = factories.make_monument()

    assert monument.ref == f"monument:{monument.pk}"


def test_an_official_is_pointed_at_as_the_person_it_is():
    pk = factories.make_official().pk

    assert Official.objects.get(pk=pk).ref == Person.objects.get(pk=pk).ref == f"person:{pk}"


def test_a_very_long_name_gives_a_short_address():
    monument = factories.make_monument("long " * 50)

    assert len(monument.slug) <= 60
    assert not monument.slug.endswith("-")


def test_words_in_a_language_fall_back_to_any_other_and_say_which():
    unveiling = Unveiling(occasion_en="Victory Day", occasion_ko="전승절")

    with override("ko"):
        korean = unveiling.words("occasion")
    with override("ru"):
        russian, text = unveiling.words("occasion"), unveiling.occasion

    assert korean == {"text": "전승절", "lang": "ko"}
    assert russian == {"text": "Victory Day", "lang": "en"}
    assert text == "Victory Day"
    assert unveiling.words("programme") == {"text": "", "lang": ""}
