"""Holds when readers see a fact, and that of two savers one is second."""

from datetime import timedelta

import pytest
from django.utils import timezone

from memorial.models import Monument, Person, StaleSaveError, Statement, Unveiling
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)

MAKERS = [
    factories.make_monument,
    factories.make_person,
    factories.make_unveiling,
    factories.make_statement,
]

#: (public from, retired at) in hours from now, and whether readers see it now.
MOMENTS = [
    (None, None, False),
    (-1, None, True),
    (0, None, True),
    (1, None, False),
    (-2, -1, False),
    (-2, 0, False),
    (-2, 1, True),
    (None, -1, False),
    (1, 2, False),
]


def at(hours, moment):
    return None if hours is None else moment + hours * HOUR


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("public_from", "retired_at", "is_seen"), MOMENTS)
def test_a_fact_is_seen_from_its_moment_until_it_is_retired(make, public_from, retired_at, is_seen):
    now = timezone.now()

    fact = make(public_from=at(public_from, now), retired_at=at(retired_at, now))

    assert type(fact).objects.published(now).contains(fact) is is_seen
    assert fact.is_public(now) is is_seen


@pytest.mark.parametrize("model", [Monument, Person, Unveiling, Statement])
def test_now_is_asked_when_the_question_is(model):
    make = getattr(factories, f"make_{model._meta.model_name}")
    before_it_is_made = model.objects

    fact = make(public_from=timezone.now())

    assert before_it_is_made.published().contains(fact)
    assert fact.is_public()


def test_a_scheduled_fact_can_be_asked_for_at_its_moment():
    later = timezone.now() + HOUR

    monument = factories.make_monument(public_from=later)

    assert not Monument.objects.published().exists()
    assert Monument.objects.published(later).get() == monument
    assert not Monument.objects.published(later - timedelta(microseconds=1)).exists()


STANDINGS = {
    # How a fact stands: the hours from now that it is public from, and retired at.
    "drafts": [(None, None), (None, 1)],
    "scheduled": [(1, None)],
    "published": [(-1, None), (0, None), (-1, 1)],
    "retired": [(-1, 0), (None, -1), (1, -1)],
}


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_fact_stands_in_one_way_at_a_moment(standing):
    now = timezone.now()
    made = {
        name: [
            factories.make_monument(public_from=at(begun, now), retired_at=at(ended, now))
            for begun, ended in hours
        ]
        for name, hours in STANDINGS.items()
    }

    found = getattr(Monument.objects, standing)(now).order_by("pk")

    assert list(found) == made[standing]
    not_yet = Monument.objects.not_yet_public(now).order_by("pk")
    assert list(not_yet) == made["drafts"] + made["scheduled"]


def test_the_newest_facts_come_first():
    now = timezone.now()
    old = factories.make_monument(public_from=now - 2 * HOUR)
    twins = [factories.make_monument(public_from=now - HOUR) for _time in "ab"]

    newest = Monument.objects.published().newest_first()

    assert list(newest) == [*reversed(twins), old]


def test_a_record_takes_the_next_version_once():
    person = factories.make_person()
    same = Person.objects.get(pk=person.pk)

    person.claim_version(1)

    with pytest.raises(StaleSaveError, match=person.ref):
        same.claim_version(1)
    assert person.version == 2
    assert Person.objects.get(pk=person.pk).version == 2
    assert same.version == 1


def test_a_record_that_is_gone_is_stale_too():
    person = factories.make_person()
    same = Person.objects.get(pk=person.pk)
    person.delete()

    with pytest.raises(StaleSaveError):
        same.claim_version(1)
