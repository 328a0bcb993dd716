"""Holds that a copy starts with the words of another and is a piece of its own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from memorial.models import Article, Revision
from memorial.services.copying import copy_article
from memorial.services.working_copy import story_of
from tests.factories import make_article, make_full_article, make_live, make_user

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_words_and_records_and_nothing_of_the_life_of_the_other():
    article = make_full_article()

    copy = copy_article(article, by=make_user("Author"))

    story, original = story_of(copy), story_of(article)
    assert (story.headline, story.slug) == ("Opened (copy)", "")
    assert copy.group != article.group
    assert [block.words for block in story.blocks] == [block.words for block in original.blocks]
    assert [block.records for block in story.blocks] == [block.records for block in original.blocks]
    assert not {block.key for block in story.blocks} & {block.key for block in original.blocks}
    for name in ("bylines", "sources", "topics", "monument", "lead_image", "standfirst"):
        assert getattr(story, name) == getattr(original, name)
    assert Revision.objects.of(copy).count() == 1


def test_a_copy_of_what_is_live_has_no_edition_and_no_address():
    article = make_live().article

    copy = copy_article(article, by=None)

    assert not copy.editions.exists()
    assert not copy.addresses.exists()
    assert (copy.stage, copy.has_newer_words) == ("draft", False)


def test_an_embargo_holds_for_the_copy_and_a_long_headline_finds_room():
    moment = timezone.now()
    article = make_article("x" * 200, not_before=moment)

    copy = copy_article(article, by=None)

    assert copy.not_before == moment
    assert len(copy.headline) == 200
    assert copy.headline.endswith(" (copy)")


def test_whoever_may_not_add_does_not_copy():
    with pytest.raises(PermissionDenied):
        copy_article(make_article(), by=make_user(None))

    assert Article.objects.count() == 1
