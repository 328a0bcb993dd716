"""A fix of what is live that waits while a record is merged."""

from dataclasses import replace

import pytest

from memorial.admin.article_pages.offers import frozen_fix, offers
from memorial.models import (
    Article,
    Edition,
)
from memorial.services.freezing import freeze_story
from memorial.services.merging import merge_records
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_story
from memorial.services.survivors import thaw_now
from memorial.services.waiting import publish_fix
from memorial.services.working_copy import story_of
from memorial.story.frozen import thaw
from tests.factories import (
    make_article,
    make_source,
)

pytestmark = pytest.mark.django_db


def waiting_fix(source):
    """A fix of an article's headline that waits, with the article."""
    article = make_article()
    article.sources.create(source=source)
    live = publish_article(article, by=None)
    story = replace(thaw(live.frozen), headline="Fixed")
    return keep_story(article, freeze_story(story), by=None, purpose="fix", base=live), article


def test_a_fix_that_waited_through_a_merge_changes_only_what_was_fixed():
    source, into = make_source("A report"), make_source("The report")
    kept, article = waiting_fix(source)
    merge_records(source, into, by=None)

    fix = publish_fix(article, kept, by=None, also=["working_copy"])

    assert [change.part for change in fix.made["working_copy"]] == ["headline"]
    assert fix.not_made["working_copy"] == []
    assert fix.edition.frozen["words"]["sources"] == [into.ref]


def test_a_fix_that_is_written_after_a_merge_is_offered_without_the_merge():
    source, into = make_source("A report"), make_source("The report")
    article = make_article()
    article.sources.create(source=source)
    publish_article(article, by=None)
    merge_records(source, into, by=None)
    live = Edition.objects.live().get()
    story = replace(thaw_now(live.frozen), headline="Fixed")
    kept = keep_story(article, freeze_story(story), by=None, purpose="fix", base=live)

    writing = {"working_copy": freeze_story(story_of(Article.objects.get()))}
    (offer,) = offers(live.frozen, frozen_fix(kept, live), writing)

    assert offer.part == "headline"
    assert [place.fit.is_open for place in offer.places] == [True]
