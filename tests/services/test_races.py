"""Two publishers press the button at the same moment.

Threads with connections of their own, on a database file or PostgreSQL; each race is run a few
times. Whoever comes second waits, or is refused in words: nothing is lost, nothing overlaps.
"""

import pytest
from django.db import transaction
from django.utils import timezone

from memorial.models import Article
from memorial.services.fixing import fix_live
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.seeing import seen_in
from memorial.services.standing import standing
from memorial.services.waiting import keep_fix, waiting_fixes
from memorial.services.withdrawing import withdraw_article
from memorial.services.working_copy import story_of
from memorial.story.frozen import thaw
from tests import factories
from tests.factories import later, rewrite
from tests.services.own_database import at_once
from tests.services.racing import TIMES, assert_no_overlap, editions_of, make_article

pytestmark = pytest.mark.usefixtures("transactional_db")


def rewrite_and_publish(article, words):
    """Save and publish in one, so that each of several has something new to say."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        Article.objects.filter(pk=article.pk).update(standfirst=words)
        return publish_article(article, by=None)


def test_of_two_who_publish_the_same_words_one_is_refused_and_makes_no_edition():
    for time in TIMES:
        article = make_article(f"Two publish {time}")
        publish = [lambda article=article: publish_article(article, by=None)] * 2

        outcomes = at_once(*publish)

        made = editions_of(outcomes)
        (refused,) = [each for each in outcomes if each not in made]
        assert "what readers see already" in refused.message
        assert list(article.editions.all()) == made
        assert_no_overlap(article)


def test_a_form_of_a_fix_that_is_sent_twice_at_once_keeps_one_fix():
    publisher = factories.make_user("Publisher")
    for time in TIMES:
        article = make_article(f"Fixed twice {time}")
        live = publish_article(article, by=None)
        words = {**live.frozen["words"], "headline": "Fixed"}
        fixed = {**live.frozen, "words": words}
        keep = [
            lambda article=article, fixed=fixed, live=live: keep_fix(
                article, fixed, base=live, by=publisher
            )
        ] * 2

        outcomes = at_once(*keep)

        assert [each.pk for each in outcomes] == [waiting_fixes(article).get().pk] * 2


def test_of_two_who_saw_the_same_and_publish_the_second_looks_again():
    for time in TIMES:
        article = make_article(f"Two saw {time}")
        publish_article(article, by=None)
        seen = seen_in(standing(rewrite(Article.objects.get(pk=article.pk))))
        jobs = [
            lambda article=article, seen=seen: publish_article(article, by=None, seen=seen),
            lambda article=article, seen=seen: schedule_article(
                article, at=later(), by=None, seen=seen
            ),
        ]

        outcomes = at_once(*jobs, *jobs)

        made = editions_of(outcomes)
        refused = [each.message for each in outcomes if each not in made]
        assert (len(made), len(refused)) == (1, 3)
        assert all("while you were reading" in message for message in refused)
        assert article.editions.count() == 2
        assert_no_overlap(article)


def test_of_two_who_publish_other_words_one_is_second():
    for time in TIMES:
        article = make_article(f"Two publish other words {time}")
        publish = [
            lambda article=article, words=words: rewrite_and_publish(article, words)
            for words in ("hers", "his")
        ]

        made = editions_of(at_once(*publish))

        assert len(made) == 2
        assert set(article.editions.all()) == set(made)
        first, second = article.editions.order_by("live_from")
        assert first.live_until == second.live_from
        assert_no_overlap(article)


def test_four_who_publish_a_live_article_all_have_their_edition():
    for time in TIMES:
        article = make_article(f"Four publish {time}")
        publish_article(article, by=None)
        publish = [
            lambda article=article, words=words: rewrite_and_publish(article, words)
            for words in "abcd"
        ]

        made = editions_of(at_once(*publish))

        assert len(made) == 4
        assert set(made) < set(article.editions.all())
        assert article.editions.live().count() == 1
        assert_no_overlap(article)


def test_publishing_and_scheduling_at_once_leaves_both_or_refuses_one():
    for time in TIMES:
        article = make_article(f"Publish and schedule {time}")
        moment = later()

        made = editions_of(
            at_once(
                lambda article=article: publish_article(article, by=None),
                lambda article=article, moment=moment: schedule_article(
                    article, at=moment, by=None
                ),
            )
        )

        assert article.editions.scheduled().count() == 1
        assert set(made) == set(article.editions.all())
        assert_no_overlap(article)


def test_of_two_who_schedule_one_is_refused():
    for time in TIMES:
        article = make_article(f"Two schedule {time}")
        publish_article(article, by=None)
        schedule = [
            lambda article=article, hours=hours: schedule_article(article, at=later(hours), by=None)
            for hours in (1, 2)
        ]

        made = editions_of(at_once(*schedule))

        assert len(made) == 1
        assert list(article.editions.scheduled()) == made
        assert_no_overlap(article)


def test_replacing_and_cancelling_a_schedule_at_once_leaves_no_gap():
    for time in TIMES:
        article = make_article(f"Replace and cancel {time}")
        publish_article(article, by=None)
        schedule_article(article, at=later(), by=None)

        editions_of(
            at_once(
                lambda article=article: publish_article(article, by=None, replace_scheduled=True),
                lambda article=article: cancel_schedule(article, by=None),
                lambda article=article: schedule_article(
                    article, at=later(2), by=None, replace_scheduled=True
                ),
            )
        )

        assert article.editions.live().count() == 1
        assert article.editions.filter(live_until=None).count() == 1
        assert_no_overlap(article)


def test_withdrawing_and_publishing_at_once_ends_in_one_of_both_orders():
    for time in TIMES:
        article = make_article(f"Withdraw and publish {time}")
        publish_article(article, by=None)

        outcomes = at_once(
            lambda article=article: withdraw_article(article, reason="Wrong.", by=None),
            lambda article=article: publish_article(rewrite(article), by=None),
        )

        assert [each for each in outcomes if isinstance(each, Exception)] == []
        withdrawal, edition = outcomes
        was_published_last = edition.live_from > withdrawal.at
        assert article.editions.live().exists() is was_published_last
        assert_no_overlap(article)


def test_fixing_and_refreshing_and_publishing_at_once_loses_nothing():
    for time in TIMES:
        person = factories.make_person("Ada Vale")
        article = make_article(f"Fix and refresh {time}", person)
        live = publish_article(article, by=None)
        schedule_article(article, at=later(), by=None)
        person.names.update(text="Ada Stone")
        story = thaw(live.frozen)
        fixed = type(story)(**{**vars(story), "standfirst": "Fixed."})

        outcomes = at_once(
            lambda article=article, fixed=fixed: fix_live(
                article, fixed, by=None, also=["scheduled", "working_copy"]
            ),
            lambda person=person: refresh_facts([person.ref], by=None),
            lambda article=article: publish_article(article, by=None),
        )

        assert isinstance(outcomes[2], RefusedError)
        assert [each for each in outcomes[:2] if isinstance(each, Exception)] == []
        for moment in (timezone.now(), later(2)):
            edition = article.editions.live(moment).get()
            assert edition.standfirst == "Fixed."
            assert edition.frozen["facts"][person.ref]["name"]["text"] == "Ada Stone"
        assert story_of(Article.objects.get(pk=article.pk)).standfirst == "Fixed."
        assert_no_overlap(article)
