"""Holds what scheduling does: nothing for readers until its moment, and one edition at most."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Address, Article, Edition, Person, Reference
from memorial.services.publishing import cancel_schedule, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.factories import add_block, later, make_article, make_user, published, rewrite, scheduled

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def drafted_article(*people):
    """An article that shows people, who are drafts unless they were made otherwise."""
    article = make_article()
    for person in people:
        add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    return article


def draft_person():
    return factories.make_person(public_from=None)


def test_a_scheduled_edition_is_live_from_its_moment_and_not_before():
    article = make_article()
    moment = later()

    edition = scheduled(article, moment)

    assert not Edition.objects.live().exists()
    assert Edition.objects.scheduled().get() == edition
    assert not Edition.objects.live(moment - timedelta(microseconds=1)).exists()
    assert Edition.objects.live(moment).get() == edition
    assert (edition.live_from, edition.first_live_from) == (moment, moment)


def test_until_then_readers_read_the_edition_before():
    article = make_article("Old")
    live = published(article)
    Article.objects.update(headline="New")

    edition = scheduled(article)

    live.refresh_from_db()
    assert Edition.objects.live().get() == live
    assert Edition.objects.live(edition.live_from).get().headline == "New"
    assert (live.live_until, live.closed_by) == (edition.live_from, edition)


def test_the_address_is_reserved_at_once():
    article = make_article("The gate opens")

    scheduled(article)

    assert Address.objects.get().article == article
    assert published(make_article("The gate opens")).slug == "the-gate-opens-2"


@pytest.mark.parametrize("hours", [0, -1])
def test_a_moment_that_has_passed_is_refused(hours):
    article = make_article()

    with pytest.raises(RefusedError, match="This moment has passed"):
        scheduled(article, later(hours))

    assert not Edition.objects.exists()


@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_a_publisher_schedules_and_cancels(role):
    article = make_article()
    scheduled(article)
    user = make_user(role)

    with pytest.raises(PermissionDenied):
        schedule_article(article, at=later(2), by=user, replace_scheduled=True)
    with pytest.raises(PermissionDenied):
        cancel_schedule(article, by=user)

    assert Edition.objects.scheduled().count() == 1


def test_a_blocking_problem_keeps_an_article_from_being_scheduled():
    article = make_article(paragraphs=())

    with pytest.raises(RefusedError) as refused:
        scheduled(article)

    assert [problem.name for problem in refused.value.problems] == ["empty_article"]
    assert not Edition.objects.exists()


# One at most.


@pytest.mark.parametrize("ask", [published, scheduled])
def test_while_one_is_scheduled_another_is_refused_and_the_one_is_named(ask):
    article = make_article()
    live = published(article)
    waiting = scheduled(article)

    with pytest.raises(RefusedError, match="scheduled already") as refused:
        ask(article)

    live.refresh_from_db()
    assert refused.value.editions == [waiting]
    assert live.live_until == waiting.live_from
    assert list(Edition.objects.scheduled()) == [waiting]


def test_publishing_in_its_place_cancels_the_scheduled_edition():
    article = make_article()
    live = published(article)
    waiting = scheduled(article)

    edition = published(article, replace_scheduled=True)

    live.refresh_from_db()
    waiting.refresh_from_db()
    assert (live.live_until, live.closed_by) == (edition.live_from, edition)
    assert waiting.live_until == waiting.live_from
    assert edition.live_until is None
    assert not Edition.objects.scheduled().exists()
    assert list(Edition.objects.live(later(5))) == [edition]


@pytest.mark.parametrize("hours", [0.5, 1, 3])
def test_scheduling_in_its_place_moves_the_change_to_the_new_moment(hours):
    article = make_article()
    live = published(article)
    waiting = scheduled(article, later(1))

    moment = waiting.live_from if hours == 1 else later(hours)
    edition = scheduled(article, moment, replace_scheduled=True)

    live.refresh_from_db()
    assert (live.live_until, live.closed_by) == (moment, edition)
    assert list(Edition.objects.scheduled()) == [edition]
    assert list(Edition.objects.live(later(5))) == [edition]
    assert edition.number == 3


def test_replacing_where_nothing_is_scheduled_is_plain_publishing():
    edition = published(make_article(), replace_scheduled=True)

    assert Edition.objects.live().get() == edition


def test_a_schedule_whose_moment_has_come_is_no_longer_in_the_way():
    article = make_article()
    live = factories.make_edition(article, live_from=later(-2), live_until=later(-1))
    now = factories.make_edition(article, number=2, live_from=live.live_until)

    edition = published(article)

    now.refresh_from_db()
    assert (now.live_until, edition.number) == (edition.live_from, 3)


# Cancelling.


def test_cancelling_reopens_the_period_that_the_schedule_closed():
    article = make_article()
    live = published(article)
    waiting = scheduled(article)

    cancel_schedule(article, by=None)

    live.refresh_from_db()
    assert (live.live_until, live.closed_by) == (None, None)
    assert list(Edition.objects.live(waiting.live_from)) == [live]
    assert not Edition.objects.scheduled().exists()


def test_cancelling_does_not_reopen_what_was_replaced_before_it_was_shown():
    article = make_article()
    live = published(article)
    first = scheduled(article, later(1))
    scheduled(article, later(2), replace_scheduled=True)

    cancel_schedule(article, by=None)

    first.refresh_from_db()
    assert first.live_until == first.live_from
    assert list(Edition.objects.live(later(5))) == [live]


def test_cancelling_does_not_reopen_what_a_withdrawal_closed():
    article = make_article()
    withdrawn = published(article)
    withdraw_article(article, reason="Wrong.", by=None)
    scheduled(article)

    cancel_schedule(article, by=None)

    withdrawn.refresh_from_db()
    assert withdrawn.live_until is not None
    assert not Edition.objects.live(later(5)).exists()


def test_cancelling_does_not_reopen_older_editions():
    article = make_article()
    first = published(article)
    second = published(rewrite(article))
    scheduled(article)

    cancel_schedule(article, by=None)

    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert list(Edition.objects.live()) == [second]


def test_a_cancelled_edition_stays_on_record_and_shows_nothing():
    article = make_article()
    waiting = scheduled(article)

    cancel_schedule(article, by=None)

    assert Edition.objects.filter(pk=waiting.pk).exists()
    assert not Edition.objects.issued().exists()
    assert not Reference.objects.still_shown().exists()
    assert Address.objects.get().article == article


def test_a_moment_can_be_scheduled_again_after_it_was_cancelled():
    article = make_article()
    moment = later()
    scheduled(article, moment)
    cancel_schedule(article, by=None)

    again = scheduled(article, moment)

    assert Edition.objects.live(moment).get() == again
    assert again.first_live_from == moment


def test_the_moment_of_a_cancelled_edition_is_not_the_first():
    article = make_article()
    scheduled(article, later(1))
    cancel_schedule(article, by=None)

    edition = scheduled(article, later(2))

    assert edition.first_live_from == edition.live_from


def test_nothing_scheduled_is_nothing_to_cancel():
    article = make_article()
    published(article)

    with pytest.raises(RefusedError, match="Nothing is scheduled"):
        cancel_schedule(article, by=None)


# Facts that are drafts.


def test_draft_facts_become_public_at_the_moment_of_the_schedule():
    person = draft_person()

    edition = scheduled(drafted_article(person))

    person.refresh_from_db()
    assert person.public_from == edition.live_from
    assert not person.is_public()
    assert Person.objects.published(edition.live_from).contains(person)


def test_facts_due_earlier_stay_due_earlier():
    person = factories.make_person(public_from=later(0.5))
    due = person.public_from

    scheduled(drafted_article(person))

    person.refresh_from_db()
    assert person.public_from == due


def test_cancelling_makes_them_drafts_again():
    person = draft_person()
    article = drafted_article(person)
    scheduled(article)

    cancel_schedule(article, by=None)

    person.refresh_from_db()
    assert person.public_from is None


def test_cancelling_leaves_public_facts_public():
    person = factories.make_person()
    article = drafted_article(person)
    scheduled(article)

    cancel_schedule(article, by=None)

    person.refresh_from_db()
    assert person.is_public()


def test_replacing_a_schedule_moves_its_facts_along():
    person = draft_person()
    article = drafted_article(person)
    scheduled(article, later(1))

    edition = scheduled(article, later(3), replace_scheduled=True)

    person.refresh_from_db()
    assert person.public_from == edition.live_from


def test_replacing_a_schedule_by_a_story_without_a_fact_leaves_it_a_draft():
    person = draft_person()
    article = drafted_article(person)
    scheduled(article)
    factories.models.ProseBlock.objects.filter(account_of=person).delete()

    published(article, replace_scheduled=True)

    person.refresh_from_db()
    assert person.public_from is None


def test_a_fact_of_two_schedules_stays_with_the_other_one():
    person = draft_person()
    moment = later()
    one, other = drafted_article(person), drafted_article(person)
    scheduled(one, moment)
    scheduled(other, moment)

    cancel_schedule(one, by=None)

    person.refresh_from_db()
    assert person.public_from == moment


def test_a_fact_of_two_schedules_waits_for_the_later_one_when_the_earlier_is_cancelled():
    person = draft_person()
    earlier, late = drafted_article(person), drafted_article(person)
    scheduled(late, later(3))
    scheduled(earlier, later(1))

    cancel_schedule(earlier, by=None)

    person.refresh_from_db()
    assert person.public_from == Edition.objects.scheduled().get().live_from


def test_a_fact_published_meanwhile_stays_public_when_the_schedule_is_cancelled():
    person = draft_person()
    waiting, live = drafted_article(person), drafted_article(person)
    scheduled(waiting)
    published(live)

    cancel_schedule(waiting, by=None)

    person.refresh_from_db()
    assert person.is_public()


def test_an_edition_in_the_place_of_a_scheduled_one_does_not_write_the_facts_of_both():
    person = draft_person()
    scheduled(drafted_article(person))
    person.refresh_from_db()
    name = person.names.get()
    name.text = "Another name"
    name.save()

    made = refresh_facts([person.ref], by=None)

    assert len(made) == 1
    assert Person.objects.get().version == person.version
