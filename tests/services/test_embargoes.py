"""Holds that nothing of an article is live before its embargo ends, and that this is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from memorial.models import Article, Edition
from memorial.services.embargoes import require_keeps_schedule
from memorial.services.fixing import fix_live
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.working_copy import story_of
from tests import factories
from tests.factories import add_block, later, make_article

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def under_embargo(until=None):
    return make_article(not_before=until or later(2))


def live_then_under_embargo():
    article = make_article("Live")
    publish_article(article, by=None)
    Article.objects.filter(pk=article.pk).update(not_before=later(2))
    return Article.objects.get(pk=article.pk)


def test_publishing_waits_and_the_moment_and_its_zone_are_said():
    article = under_embargo(datetime(2199, 7, 1, 10, tzinfo=UTC))

    with timezone.override("Asia/Tokyo"), pytest.raises(RefusedError) as refused:
        publish_article(article, by=None)

    assert refused.value.message == (
        "There is an embargo until 1 July 2199, 19:00 (Asia/Tokyo, UTC+9): "
        "schedule the article for then or later."
    )
    assert not Edition.objects.exists()


def test_scheduling_is_for_the_end_of_the_embargo_or_later():
    until = later(2)
    article = under_embargo(until)

    with pytest.raises(RefusedError, match="embargo until"):
        schedule_article(article, at=until - SECOND, by=None)

    assert schedule_article(article, at=until, by=None).live_from == until


def test_nothing_is_live_before_whatever_is_tried():
    until = later(2)
    article = under_embargo(until)
    tries = [
        lambda: publish_article(article, by=None),
        lambda: publish_article(article, by=None, at=later(-1)),
        lambda: schedule_article(article, at=later(1), by=None),
        lambda: schedule_article(article, at=until, by=None),
        lambda: publish_article(article, by=None, replace_scheduled=True),
        lambda: schedule_article(article, at=later(1), by=None, replace_scheduled=True),
        lambda: require_keeps_schedule(article, later(3)),
    ]

    for attempt in tries:
        try:
            attempt()
        except RefusedError:
            continue

    assert Edition.objects.live(until).count() == 1
    for moment in (timezone.now(), later(1), until - SECOND):
        assert not Edition.objects.live(moment).exists()


def test_an_embargo_that_is_over_binds_nothing():
    article = under_embargo(later(-1))

    assert publish_article(article, by=None)


def test_what_is_live_already_can_be_fixed():
    article = live_then_under_embargo()
    story = replace(story_of(article), headline="Live, mended")

    fix_live(article, story, by=None)

    assert Edition.objects.live().get().headline == "Live, mended"


def test_a_fix_is_made_to_the_scheduled_edition_too():
    article = make_article("Live")
    publish_article(article, by=None)
    Article.objects.filter(pk=article.pk).update(not_before=later(2))
    add_block(article, "prose", html="<p>New.</p>")
    schedule_article(article, at=later(3), by=None)
    live = Edition.objects.live().get()
    story = replace(story_of(article), headline="Live, mended", blocks=live.story_page.story.blocks)

    fix_live(article, story, by=None, also=["scheduled"], base=live)

    assert Edition.objects.scheduled().get().headline == "Live, mended"


def test_facts_of_what_is_live_are_brought_up_to_date():
    person = factories.make_person("Ada Vale")
    article = make_article()
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    publish_article(article, by=None)
    Article.objects.filter(pk=article.pk).update(not_before=later(2))
    person.names.update(text="Ada Stone")

    made = refresh_facts([person.ref], by=None)

    assert [edition.article for edition in made] == [article]


def test_an_embargo_past_what_is_scheduled_is_refused_with_what_to_do():
    article = make_article()
    schedule_article(article, at=later(1), by=None)

    with pytest.raises(RefusedError, match="Edition 1 is scheduled for .* Cancel it first"):
        require_keeps_schedule(article, later(2))

    require_keeps_schedule(article, later(0.5))
    require_keeps_schedule(article, None)
