"""Two hands change what readers know of a fact at the same moment.

Threads with connections of their own, on a database file or PostgreSQL; each race is run a few
times. Whoever comes second waits, or is refused in words: nothing is lost, nothing overlaps.
"""

import pytest
from django.db import transaction

from memorial.models import (
    Article,
    Edition,
    Generation,
    Person,
    StaleSaveError,
)
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.renewing import lock_articles_showing, refresh_facts
from tests import factories
from tests.factories import add_block, later
from tests.services.own_database import at_once, while_uncommitted
from tests.services.racing import TIMES, assert_no_overlap, editions_of, make_article

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_fact_published_while_another_schedules_it_is_public_at_the_earlier_moment():
    people = [factories.make_person(f"P{n}", public_from=None) for n in range(3)]
    monument = factories.make_monument(public_from=None)
    now, then = make_article("Fact now", *people), make_article("Fact then", *people)
    Article.objects.filter(pk__in=[now.pk, then.pk]).update(monument=monument)

    made = editions_of(
        while_uncommitted(
            lambda: publish_article(now, by=None),
            lambda: schedule_article(then, at=later(), by=None),
        )
    )

    assert len(made) == 2
    for fact in (monument, *people):
        fact.refresh_from_db()
        assert fact.public_from == made[0].live_from


def test_a_schedule_cancelled_while_its_fact_is_published_does_not_hide_the_fact():
    person = factories.make_person(public_from=None)
    now, then = make_article("Hide not", person), make_article("Hide", person)
    schedule_article(then, at=later(), by=None)

    edition, cancelled = while_uncommitted(
        lambda: publish_article(now, by=None), lambda: cancel_schedule(then, by=None)
    )

    assert cancelled is None
    assert Person.objects.get(pk=person.pk).public_from == edition.live_from


def test_facts_in_another_order_do_not_lock_two_publishers_out():
    for time in TIMES:
        person = factories.make_person(public_from=None)
        statement = factories.make_statement(person, public_from=None)
        article, other = make_article(f"One {time}"), make_article(f"Other {time}", person)
        for each in (article, other):
            add_block(each, "statement", statement=statement, ordering=99)

        made = editions_of(
            at_once(
                lambda article=article: publish_article(article, by=None),
                lambda other=other: publish_article(other, by=None),
            )
        )

        assert len(made) == 2
        assert Person.objects.get(pk=person.pk).is_public()


def test_the_next_transition_is_the_earliest_however_many_schedule_at_once():
    for time in TIMES:
        articles = [make_article(f"Schedule {time} {n}") for n in range(4)]
        before = Generation.objects.get().counter
        moments = [later(40 - 4 * time + number) for number in range(4)]
        schedule = [
            lambda article=article, at=at: schedule_article(article, at=at, by=None)
            for article, at in zip(articles, moments, strict=True)
        ]

        made = editions_of(at_once(*schedule))

        generation = Generation.objects.get()
        assert len(made) == 4
        assert generation.counter == before + 4
        coming = Edition.objects.scheduled().order_by("live_from").first()
        assert generation.next_transition_at == coming.live_from


def test_whoever_counts_second_sees_what_the_first_has_scheduled():
    first, second = make_article("Counts first"), make_article("Counts second")
    moments = [later(0.2), later(0.4)]

    made = editions_of(
        while_uncommitted(
            lambda: schedule_article(first, at=moments[0], by=None),
            lambda: schedule_article(second, at=moments[1], by=None),
        )
    )

    assert len(made) == 2
    assert Generation.objects.get().next_transition_at == moments[0]


def test_a_fact_saved_while_its_schedule_is_replaced_does_not_lock_both_out():
    def save(person):
        with transaction.atomic():
            lock_articles_showing(person.ref)
            person.claim_version(person.version)
            person.names.update(text="Ada Stone")
            return refresh_facts([person.ref], by=None)

    for time in TIMES:
        person = factories.make_person(public_from=None)
        article = make_article(f"Save and replace {time}", person)
        schedule_article(article, at=later(), by=None)
        person.refresh_from_db()

        saved, edition = at_once(
            lambda person=person: save(person),
            lambda article=article: publish_article(article, by=None, replace_scheduled=True),
        )

        assert isinstance(edition, Edition)
        if isinstance(saved, Exception):
            assert type(saved) is StaleSaveError
        else:
            shown = article.editions.live().get().frozen["facts"][person.ref]
            assert shown["name"]["text"] == "Ada Stone"
        assert_no_overlap(article)
