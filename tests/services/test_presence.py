"""Presence: who is told of whom, until when, and what is left behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from memorial.models import Presence
from memorial.services.presence import (
    CLEARED_AT_ONCE,
    Saved,
    end_presence,
    note_presence,
    others_at,
    presence_sentences,
    saved_sentence,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()
REF = "article:7"


@pytest.fixture
def pavel():
    return make_user("Author", username="pavel", first_name="Pavel", last_name="Danilov")


@pytest.fixture
def nadia():
    return make_user("Editor", username="nadia")


def said(by, at=NOW):
    return presence_sentences(others_at(REF, by=by, at=at), at)


def test_each_is_told_of_the_other_and_never_of_oneself(pavel, nadia):
    note_presence(REF, by=pavel, at=NOW - timedelta(seconds=20))
    note_presence(REF, by=nadia, at=NOW)

    assert said(nadia) == ["Pavel Danilov opened this just now."]
    assert said(pavel) == ["nadia opened this just now."]


def test_the_moment_of_opening_stays_while_signs_of_life_come(pavel, nadia):
    for seconds in range(200, 0, -30):
        note_presence(REF, by=pavel, at=NOW - timedelta(seconds=seconds))

    assert Presence.objects.count() == 1
    assert said(nadia) == ["Pavel Danilov opened this 3 minutes ago."]
    assert said(nadia, NOW + timedelta(seconds=75)) == ["Pavel Danilov opened this 4 minutes ago."]


def test_without_a_sign_of_life_presence_is_over_after_100_seconds(pavel, nadia):
    note_presence(REF, by=pavel, at=NOW)

    assert said(nadia, NOW + timedelta(seconds=99))
    assert not said(nadia, NOW + timedelta(seconds=100))


def test_who_comes_back_after_it_was_over_has_opened_it_anew(pavel, nadia):
    note_presence(REF, by=pavel, at=NOW - timedelta(hours=2))
    note_presence(REF, by=pavel, at=NOW)

    assert said(nadia) == ["Pavel Danilov opened this just now."]


def test_an_hour_is_said_in_hours(pavel, nadia):
    note_presence(REF, by=pavel, at=NOW - timedelta(minutes=125))
    Presence.objects.update(seen_at=NOW)

    assert said(nadia) == ["Pavel Danilov opened this 2 hours ago."]


def test_leaving_ends_it_at_once_and_only_ones_own(pavel, nadia):
    note_presence(REF, by=pavel, at=NOW)
    note_presence(REF, by=nadia, at=NOW)

    end_presence(REF, by=nadia)

    assert said(nadia)
    assert not said(pavel)


def test_another_record_says_nothing(pavel, nadia):
    note_presence("article:70", by=pavel, at=NOW)

    assert not said(nadia)


def test_signs_of_life_clear_away_what_was_forgotten_a_bounded_number_at_once(pavel, nadia):
    old = NOW - timedelta(days=1)
    Presence.objects.bulk_create(
        Presence(record=f"article:{n}", user=pavel, opened_at=old, seen_at=old)
        for n in range(100, 100 + CLEARED_AT_ONCE + 5)
    )

    note_presence(REF, by=nadia, at=NOW)
    assert Presence.objects.count() == 1 + 5
    note_presence(REF, by=nadia, at=NOW)
    assert Presence.objects.count() == 1


def test_who_saved_meanwhile_is_named_with_the_time(pavel):
    ago = lambda **past: Saved(pavel, NOW - timedelta(**past))  # noqa: E731

    assert saved_sentence(ago(minutes=1), reader=None, at=NOW) == (
        "Pavel Danilov saved this 1 minute ago: your save will show both texts."
    )
    assert saved_sentence(ago(seconds=5), reader=None, at=NOW).startswith(
        "Pavel Danilov saved this just now"
    )
    assert saved_sentence(ago(minutes=2), reader=pavel, at=NOW).startswith(
        "You saved this in another tab 2 minutes ago"
    )
    assert saved_sentence(None, reader=pavel, at=NOW).startswith("Somebody saved this meanwhile")
