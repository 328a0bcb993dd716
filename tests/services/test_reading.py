"""Holds that only what is public has a page to link to, at the moment that is asked about."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from memorial.models import Edition, Person
from memorial.services.publishing import publish_article
from memorial.services.reading import (
    numbered_sources,
    page_addresses,
    readable_statements,
    readable_unveilings,
    signed_by,
)
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.factories import later, make_article

pytestmark = pytest.mark.django_db


def addresses_of(*records, at=None):
    return page_addresses([record.ref for record in records], at or timezone.now())


def live_article_by(person):
    article = make_article()
    article.bylines.create(person=person)
    return publish_article(article, by=None)


@pytest.mark.parametrize(
    "make",
    [
        factories.make_monument,
        factories.make_unveiling,
        factories.make_statement,
        factories.make_official,
    ],
)
def test_a_public_record_has_its_own_address_and_a_draft_has_none(make):
    public, draft, retired = make(), make(public_from=None), make(retired_at=later(-1))
    scheduled = make(public_from=later(1))

    now = addresses_of(public, draft, retired, scheduled)
    then = addresses_of(public, draft, retired, scheduled, at=later(2))

    assert now == {public.ref: public.get_absolute_url()}
    assert set(then) == {public.ref, scheduled.ref}


def test_addresses_are_in_the_language_of_the_reader():
    monument = factories.make_monument()

    with override("ru"):
        (address,) = addresses_of(monument).values()

    assert address.startswith("/ru/monuments/")


def test_a_person_who_is_neither_official_nor_author_has_no_page():
    person, author = factories.make_person("Ada Vale"), factories.make_person("Ben Stone")
    edition = live_article_by(author)

    while_live = addresses_of(person, author)
    withdraw_article(edition.article, reason="Wrong.", by=None)

    assert set(while_live) == {author.ref}
    assert addresses_of(person, author) == {}


def test_records_without_pages_and_nonsense_have_no_address():
    source = factories.make_source()

    assert page_addresses([source.ref, "person:x", "ghost:1", "", "person:999"], later()) == {}


def test_all_addresses_are_found_by_one_query(django_assert_num_queries):
    records = [factories.make_monument(), factories.make_unveiling(), factories.make_statement()]

    with django_assert_num_queries(1):
        addresses = addresses_of(*records)

    assert set(addresses) == {record.ref for record in records}


def test_what_stands_on_a_draft_is_not_read_either():
    unveiling = factories.make_unveiling(factories.make_monument(public_from=None))
    statement = factories.make_statement(factories.make_person(public_from=None))

    assert not readable_unveilings(timezone.now()).contains(unveiling)
    assert not readable_statements(timezone.now()).contains(statement)
    assert addresses_of(unveiling, statement) == {}


def test_the_live_articles_of_an_author_are_those_with_the_byline():
    author = factories.make_person()
    edition = live_article_by(author)
    about = make_article()
    factories.add_block(about, "prose", account_of=author, material="patina", html="<p>x</p>")
    publish_article(about, by=None)

    assert list(signed_by(author.pk, timezone.now())) == [edition]
    assert Edition.objects.live().count() == 2
    assert Person.objects.count() == 1


def test_sources_are_numbered_once_each_by_their_first_use():
    book, paper = {"ref": "source:2"}, {"ref": "source:1"}
    shown = {"participations": [{"source": book}, {"source": None}], "source": paper}

    assert numbered_sources(shown, {"citations": [{"source": book}]}) == [book, paper]
