"""Holds that what a live edition shows is not hidden, deleted or retired, and that it is named."""

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Official, Person
from memorial.services.keeping import (
    bring_back_fact,
    editions_showing,
    require_deletable,
    require_not_shown,
    require_stays_public,
    retire_fact,
    working_copies_with_row,
)
from memorial.services.merging import merge_records
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_revision
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.factories import add_block, later, make_article, make_user, rewrite

pytestmark = pytest.mark.django_db


def article_about(record, headline="About it"):
    article = make_article(headline)
    add_block(article, "prose", html=f'<p><a href="record:{record.ref}">it</a></p>')
    return article


def live(record, headline="About it"):
    return publish_article(article_about(record, headline), by=None)


def scheduled(record):
    return schedule_article(article_about(record), at=later(), by=None)


def old(record):
    edition = live(record)
    publish_article(rewrite(edition.article), by=None)
    withdraw_article(edition.article, reason="Wrong.", by=None)
    return edition


MAKERS = [
    factories.make_monument,
    factories.make_person,
    factories.make_unveiling,
    factories.make_statement,
    factories.make_place,
    factories.make_source,
    factories.make_image,
    factories.make_organisation,
]


def refusal(ask, *given, **asked):
    with pytest.raises(RefusedError) as refused:
        ask(*given, **asked)
    return refused.value


@pytest.mark.parametrize("show", [live, scheduled])
@pytest.mark.parametrize("make", MAKERS)
def test_what_readers_see_or_are_to_see_is_not_hidden_and_the_editions_are_named(make, show):
    record = make()
    edition = show(record)

    refused = refusal(require_not_shown, record)

    assert refused.editions == editions_showing(record) == [edition]
    assert str(record) in refused.message
    assert refusal(require_deletable, record).editions == [edition]


def test_every_edition_that_shows_a_record_is_named_newest_first():
    person = factories.make_person()
    first, second = live(person, "First"), live(person, "Second")

    assert editions_showing(person) == [second, first]


def test_a_record_shown_through_another_is_not_hidden():
    statement = factories.make_statement()
    article = make_article()
    add_block(article, "statement", statement=statement)
    edition = publish_article(article, by=None)

    for record in (statement, statement.speaker, statement.source):
        assert refusal(require_not_shown, record).editions == [edition]


def test_a_record_that_only_old_editions_show_may_be_hidden_and_not_deleted():
    person = factories.make_person()
    edition = old(person)

    require_not_shown(person)

    refused = refusal(require_deletable, person)
    assert "kept for ever" in refused.message
    assert edition in refused.editions


def test_a_record_of_a_cancelled_schedule_may_be_hidden_and_not_deleted():
    person = factories.make_person()
    edition = scheduled(person)
    cancel_schedule(edition.article, by=None)

    require_not_shown(person)

    assert refusal(require_deletable, person).editions == [edition]


def test_a_record_that_no_edition_shows_may_be_deleted():
    person = factories.make_person()
    live(factories.make_person("Another"))
    keep_revision(article_about(person), by=None)

    require_not_shown(person)
    require_deletable(person)


def test_the_number_of_another_record_is_not_mistaken_for_it():
    live(factories.make_person("Another"))
    person = Person(pk=int(f"{Person.objects.get().pk}0"))

    assert editions_showing(person) == []


def test_an_official_is_kept_as_the_person_it_is():
    person = factories.make_official()
    edition = live(person)
    official = Official.objects.get(pk=person.pk)

    assert refusal(require_not_shown, official).editions == [edition]
    assert refusal(require_deletable, official).editions == [edition]
    assert refusal(retire_fact, official, by=None).editions == [edition]


# Moving the moment a fact becomes public.


@pytest.mark.parametrize(
    ("show", "hours", "is_refused"),
    [
        (live, None, True),
        (live, 1, True),
        (live, -1, False),
        (live, -100, False),
        (scheduled, None, True),
        (scheduled, 5, True),
        (scheduled, -1, False),
    ],
)
def test_what_is_shown_is_not_made_public_later(show, hours, is_refused):
    person = factories.make_person()
    edition = show(person)
    moment = None if hours is None else later(hours)

    if is_refused:
        assert refusal(require_stays_public, person, moment).editions == [edition]
    else:
        require_stays_public(person, moment)


def test_a_draft_that_waits_for_a_schedule_may_come_earlier_and_not_later():
    person = factories.make_person(public_from=None)
    edition = scheduled(person)
    person.refresh_from_db()

    require_stays_public(person, later(0.5))

    assert refusal(require_stays_public, person, later(2)).editions == [edition]


def test_what_nobody_shows_may_be_hidden():
    require_stays_public(factories.make_person(), None)
    require_stays_public(factories.make_person("Draft", public_from=None), later())


# Retiring.


def test_a_retired_fact_is_seen_no_longer_and_kept():
    person = factories.make_person()

    retire_fact(person, by=make_user("Editor"))

    person.refresh_from_db()
    assert person.retired_at is not None
    assert not Person.objects.published().exists()
    assert Person.objects.get() == person


@pytest.mark.parametrize("show", [live, scheduled])
def test_a_fact_that_readers_see_is_not_retired(show):
    person = factories.make_person()
    edition = show(person)

    refused = refusal(retire_fact, person, by=None)

    person.refresh_from_db()
    assert refused.editions == [edition]
    assert person.retired_at is None


def test_a_fact_in_old_editions_only_is_retired():
    person = factories.make_person()
    old(person)

    retire_fact(person, by=None)

    assert not Person.objects.published().exists()


@pytest.mark.parametrize("role", ["Author", None])
def test_an_author_does_not_retire_a_fact(role):
    person = factories.make_person()

    with pytest.raises(PermissionDenied):
        retire_fact(person, by=make_user(role))

    person.refresh_from_db()
    assert person.retired_at is None


def test_retiring_writes_nothing_but_that():
    person = factories.make_person()
    Person.objects.update(native_language="ko")

    retire_fact(person, by=None)

    assert Person.objects.get().native_language == "ko"


def test_a_retired_fact_is_brought_back():
    person = factories.make_person()
    retire_fact(person, by=None)

    bring_back_fact(Person.objects.get(), by=make_user("Editor"))

    assert Person.objects.published().get() == person


@pytest.mark.parametrize("role", ["Author", None])
def test_an_author_does_not_bring_a_fact_back(role):
    person = factories.make_person(retired_at=later(-1))

    with pytest.raises(PermissionDenied):
        bring_back_fact(person, by=make_user(role))

    assert not Person.objects.published().exists()


@pytest.mark.parametrize("service", [retire_fact, bring_back_fact])
def test_retiring_and_bringing_back_make_an_open_form_stale(service):
    person = factories.make_person()

    service(person, by=None)

    assert person.version == Person.objects.get().version == 2


@pytest.mark.parametrize("block_type", ["gallery", "timeline"])
def test_a_record_that_only_a_row_of_a_working_copy_shows_is_not_deleted(block_type):
    article = factories.make_article("The gate")
    image, source = factories.make_image(), factories.make_source()
    rows = {
        "gallery": factories.gallery_rows(factories.make_image(), image),
        "timeline": factories.timeline_rows(("2025", "x"), source=source),
    }
    factories.add_block(article, block_type, rows=rows[block_type])
    record = {"gallery": image, "timeline": source}[block_type]

    with pytest.raises(RefusedError, match="what is being written: “The gate”"):
        require_deletable(record)

    article.delete()
    require_deletable(record)


def test_a_row_that_names_a_merged_record_keeps_what_it_is_now():
    old, image, other = (factories.make_image() for _number in range(3))
    merge_records(old, image, by=None)
    factories.add_block(
        make_article("The gate"), "gallery", rows=factories.gallery_rows(old, other)
    )

    assert working_copies_with_row(image)


def test_a_number_that_only_begins_alike_is_another_record():
    images = [factories.make_image(), factories.make_image()]
    tenth = factories.models.Image.objects.create(
        pk=images[0].pk * 10 + 5, title="x", licence="x", picture="x.webp"
    )
    rows = factories.gallery_rows(tenth, images[1])
    factories.add_block(factories.make_article(), "gallery", rows=rows)

    require_deletable(images[0])


def test_what_was_merged_is_not_brought_back():
    old, new = factories.make_person("Ada Vail"), factories.make_person("Ada Vale")
    merge_records(old, new, by=None)
    old.refresh_from_db()

    with pytest.raises(RefusedError, match="“Ada Vail” was merged into another record"):
        bring_back_fact(old, by=None)

    assert Person.objects.get(pk=old.pk).retired_at
