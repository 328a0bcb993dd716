"""Holds that translators, checks and the marks of translations work from the same words."""

from dataclasses import replace

import pytest
from django.utils import timezone

from memorial.models import Article, ReviewStep, Revision, Translation
from memorial.services.checking.piece import Piece
from memorial.services.checking.translations import untranslated_words
from memorial.services.fixing import fix_live
from memorial.services.freezing import freeze_story
from memorial.services.originals import original_words
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.saving import keep_revision
from memorial.services.working_copy import story_of
from memorial.story.frozen import thaw
from tests.factories import later, make_article, rewrite

pytestmark = pytest.mark.django_db


def headline_of(state):
    return state.frozen["words"]["headline"]


def renamed(article, headline):
    Article.objects.filter(pk=article.pk).update(headline=headline)
    return Article.objects.get(pk=article.pk)


def test_what_readers_see_is_the_original_and_not_the_draft_beside_it():
    article = make_article("Published")
    edition = publish_article(article, by=None)
    keep_revision(renamed(article, "A draft"), by=None)

    state = original_words(article)

    assert (headline_of(state), state.edition) == ("Published", edition)
    assert state.base == ReviewStep.objects.get(edition=edition).revision


def test_the_newest_save_is_the_original_until_readers_see_it():
    article = make_article("Saved")
    keep_revision(article, by=None)
    renamed(article, "Not saved")

    state = original_words(article)

    assert (headline_of(state), state.edition) == ("Saved", None)
    assert state.base == Revision.objects.of(article).get()


def test_the_original_of_a_later_moment_is_what_readers_will_see_then():
    article = make_article()
    publish_article(article, by=None)
    schedule_article(rewrite(article), at=later(1), by=None)

    assert original_words(article).edition.number == 1
    assert original_words(article, later(2)).edition.number == 2


def test_a_fix_of_which_no_save_was_kept_has_no_base():
    article = make_article()
    live = publish_article(article, by=None)
    fix_live(article, replace(thaw(live.frozen), headline="Mended"), by=None)

    state = original_words(article)

    assert (headline_of(state), state.base) == ("Mended", None)


def test_the_checks_compare_with_the_very_words_that_a_translator_works_from():
    words = "The gate of stone opened at noon, on Monday."
    original = make_article(standfirst=words)
    article = make_article("По-русски", language="ru", standfirst=words)
    Translation.objects.create(article=article, original=original)
    piece = Piece(article, freeze_story(story_of(article)), timezone.now())

    # No save is kept of the original: its rows are all there is.
    assert piece.original == original_words(original).frozen
    assert "standfirst" in [problem.part for problem in untranslated_words(piece)]
