"""Saves are listed by sitting, and any state of an article is found by its name."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from memorial.models import Article, Revision
from memorial.services.history import PAUSE, find_state, is_same_sitting, sittings
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from tests.factories import make_article

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def save(minutes=0, by=1, more=timedelta(0)):
    return SimpleNamespace(saved_at=NOON + timedelta(minutes=minutes) + more, saved_by_id=by)


def grouped(*saves, **options):
    """The sittings of saves given oldest first, as how many saves each has, newest first."""
    return [sitting.count for sitting in sittings(reversed(saves), **options)]


@pytest.mark.parametrize(
    ("pause", "is_one"),
    [(PAUSE - INSTANT, True), (PAUSE, False), (PAUSE + INSTANT, False), (timedelta(0), True)],
    ids=["just under", "exactly thirty minutes", "just over", "at once"],
)
def test_a_pause_of_thirty_minutes_ends_a_sitting(pause, is_one):
    assert is_same_sitting(save(more=pause), save()) is is_one


def test_a_sitting_may_be_longer_than_its_pauses():
    assert grouped(save(0), save(29), save(58), save(87)) == [4]


def test_another_editor_between_ends_a_sitting():
    assert grouped(save(0, by=1), save(5, by=2), save(10, by=1)) == [1, 1, 1]


def test_an_unknown_editor_is_one_person_and_nobody_else():
    assert grouped(save(0, by=None), save(5, by=None), save(9, by=1)) == [1, 2]


def test_a_clock_that_was_put_back_ends_no_sitting():
    assert grouped(save(10), save(0)) == [2]


def test_a_sitting_knows_its_bounds_however_few_saves_are_listed():
    saves = [save(minute) for minute in range(10)]

    [sitting] = sittings(reversed(saves), listed=3)

    assert (sitting.first, sitting.last, sitting.count) == (saves[0], saves[9], 10)
    assert sitting.saves == [saves[9], saves[8], saves[7]]


def test_no_saves_have_no_sittings():
    assert grouped() == []


def test_saves_are_read_no_further_than_asked():
    def endless():
        for minute in range(0, -(10**9), -60):
            yield save(minute)

    found = sittings(endless())

    assert next(found).count == 1
    assert next(found).last.saved_at == NOON - timedelta(hours=1)


# States.


@pytest.fixture
def article(db):
    article = make_article("First")
    keep_revision(article, by=None)
    publish_article(article, by=None)
    Article.objects.update(headline="Second")
    return Article.objects.get()


@pytest.mark.parametrize(
    ("name", "headline"),
    [("live", "First"), ("edition:1", "First"), ("working", "Second"), ("revision:{}", "First")],
)
def test_a_state_is_found_by_its_name(article, name, headline):
    state = find_state(article, name.format(Revision.objects.get().pk))

    assert state.frozen["words"]["headline"] == headline


@pytest.mark.parametrize(
    "name",
    ["", "edition:2", "edition:", "revision:x", "revision:²", "edition:-1", "edition:" + "9" * 30]
    + ["revision:" + "9" * 18, "edition:" + "9" * 18, "dead"],
)
def test_what_an_article_does_not_have_is_no_state(article, name):
    assert find_state(article, name) is None


def test_a_save_of_another_article_is_no_state_of_this_one(article):
    other = make_article("Other")
    revision = keep_revision(other, by=None)

    assert find_state(article, f"revision:{revision.pk}") is None


def test_an_article_without_readers_has_nothing_live(db):
    assert find_state(make_article(), "live") is None
