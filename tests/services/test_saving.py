"""Every save is kept; approval names one; the desk knows which working copies are ahead."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from memorial.models import (
    Article,
    Official,
    Reference,
    ReviewStep,
    Revision,
    Stage,
    StaleSaveError,
)
from memorial.services.fixing import fix_live
from memorial.services.freezing import freeze_story
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.saving import keep_revision, keep_story, rewrite
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.compare import changes
from memorial.story.frozen import thaw
from memorial.story.values import Story
from tests import factories
from tests.factories import add_block, make_article, make_full_article

pytestmark = pytest.mark.django_db


def test_every_save_is_kept_in_the_frozen_format():
    article, user = make_full_article(), factories.make_user("Author")

    revision = keep_revision(article, by=user)

    desk = {"group": str(article.group), "not_before": None}
    assert (revision.frozen, revision.desk) == (freeze_story(story_of(article)), desk)
    assert (revision.article, revision.article_number) == (article, article.pk)
    assert (revision.headline, revision.purpose, revision.saved_by) == ("Opened", "save", user)


def test_a_service_that_rewrites_a_working_copy_saves_it_as_a_form_does():
    article, user = make_full_article(), factories.make_user("Editor")
    story = replace(story_of(article), headline="Said again")

    revision = rewrite(article, story, by=user)

    stored = Article.objects.get(pk=article.pk)
    assert story_of(stored) == story
    assert (stored.version, article.version) == (2, 2)
    assert (revision.headline, revision.purpose, revision.saved_by) == ("Said again", "save", user)
    with pytest.raises(StaleSaveError):
        stored.claim_version(1)


def test_a_working_copy_that_is_not_what_somebody_saw_is_not_rewritten():
    article = make_article()
    before = story_of(article)
    rewrite(article, replace(before, headline="Newer"), by=None)

    with pytest.raises(StaleSaveError):
        rewrite(article, before, by=None, seen_version=1)

    assert Article.objects.get(pk=article.pk).headline == "Newer"
    assert Revision.objects.of(article).count() == 1


def test_a_revision_restores_the_words_as_they_were():
    article = make_full_article()
    before = story_of(article)
    revision = keep_revision(article, by=None)
    write_working_copy(article, Story("en", "news", "Ruined"))
    keep_revision(article, by=None)

    write_working_copy(article, thaw(Revision.objects.get(pk=revision.pk).frozen))
    keep_revision(article, by=None, purpose="restore")

    assert changes(before, story_of(Article.objects.get(pk=article.pk))) == []
    assert [each.purpose for each in Revision.objects.of(article)] == ["restore", "save", "save"]


def test_a_working_copy_refers_to_what_it_showed_at_its_last_save():
    article = make_full_article()
    keep_revision(article, by=None)
    before = set(article.references.values_list("record", flat=True))

    write_working_copy(article, Story("en", "news", "Bare"))
    keep_revision(article, by=None)

    assert before == set(freeze_story(thaw(Revision.objects.last().frozen))["facts"])
    assert not Reference.objects.filter(article=article).exists()


def test_an_official_in_a_story_is_the_person():
    pk = factories.make_official().pk
    article = make_article()
    add_block(article, "prose", account_of=Official.objects.get(pk=pk), material="patina")

    keep_revision(article, by=None)

    assert Reference.objects.to(Official.objects.get(pk=pk).ref).exists()


# Approval names one save.


def test_a_save_after_approval_returns_the_piece_to_review():
    article, user = make_article(), factories.make_user("Author")
    Article.objects.filter(pk=article.pk).update(stage=Stage.APPROVED)

    revision = keep_revision(article, by=user)

    article.refresh_from_db()
    assert article.stage == Stage.REVIEW
    step = ReviewStep.objects.get()
    assert (step.kind, step.revision, step.by) == ("reopened", revision, user)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REVIEW])
def test_a_save_leaves_any_other_stage_alone(stage):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(stage=stage)

    keep_revision(article, by=None)

    article.refresh_from_db()
    assert article.stage == stage
    assert not ReviewStep.objects.exists()


def test_publishing_ends_the_review_and_names_the_save():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(stage=Stage.APPROVED)
    revision = keep_story(article, freeze_story(story_of(article)), by=None)

    edition = publish_article(article, by=None)

    article.refresh_from_db()
    assert article.stage == Stage.DRAFT
    step = ReviewStep.objects.get()
    assert (step.kind, step.revision, step.edition) == ("published", revision, edition)


# Words that no edition has.


def has_newer_words(article):
    return Article.objects.get(pk=article.pk).has_newer_words


def save_headline(article, headline):
    Article.objects.filter(pk=article.pk).update(headline=headline)
    keep_revision(Article.objects.get(pk=article.pk), by=None)


def test_an_article_without_readers_has_nothing_newer():
    article = make_article()

    keep_revision(article, by=None)

    assert not has_newer_words(article)


def test_a_save_after_publishing_is_newer_until_it_says_the_same_again():
    article = make_article("Opened")
    publish_article(article, by=None)
    save_headline(article, "Opened at noon")
    assert has_newer_words(article)

    save_headline(article, "Opened")

    assert not has_newer_words(article)


def test_what_is_scheduled_counts_as_issued_until_it_is_cancelled():
    article = make_article("Opened")
    publish_article(article, by=None)
    save_headline(article, "Opened at noon")
    schedule_article(article, at=timezone.now() + timedelta(days=1), by=None)
    assert not has_newer_words(article)

    cancel_schedule(article, by=None)

    assert has_newer_words(article)


def test_a_fix_of_what_is_live_leaves_the_working_copy_behind():
    article = make_article("Opened")
    publish_article(article, by=None)
    story = story_of(Article.objects.get(pk=article.pk))

    fix_live(article, replace(story, headline="Opened, at last"), by=None)

    assert has_newer_words(article)
