"""Saves of working copies: every one kept, and what it means for approval and for the desk."""

from typing import Any

from memorial.models import Article, Edition, Reference, ReviewStep, ReviewStepKind, Revision, Stage
from memorial.models.revision import RevisionPurpose
from memorial.services.freezing import freeze_story, story_of
from memorial.story.frozen import Frozen


def keep_revision(article: Article, *, by: Any, purpose: str = RevisionPurpose.SAVE) -> Revision:
    """Keep the working copy as it was just saved, and what it shows; approval lapses."""
    frozen = freeze_story(story_of(article))
    article.references.all().delete()
    Reference.objects.bulk_create(
        Reference(article=article, record=record) for record in sorted(frozen["facts"])
    )
    revision = keep_story(article, frozen, by=by, purpose=purpose)
    note_newer_words(article, frozen)
    _reopen_review(article, revision, by)
    return revision


def keep_story(
    article: Article,
    frozen: Frozen,
    *,
    by: Any,
    purpose: str = RevisionPurpose.SAVE,
    base: Edition | None = None,
) -> Revision:
    """Keep a frozen story in the history of an article."""
    return Revision.objects.create(
        article=article,
        article_number=article.pk,
        purpose=purpose,
        base=base,
        headline=frozen["words"]["headline"],
        frozen=frozen,
        saved_by=by,
    )


def newest_save(article: Article, *, by: Any) -> Revision:
    """Return the newest save of the working copy; one is kept now if there is none."""
    newest = Revision.objects.of(article).saves().defer("frozen").first()
    return newest or keep_revision(article, by=by)


def note_newer_words(article: Article, frozen: Frozen) -> None:
    """Note whether the working copy, frozen, says what the last issued edition does not."""
    last = article.editions.issued().order_by("-live_from", "-number").first()
    is_newer = last is not None and last.frozen["words"] != frozen["words"]
    if is_newer != article.has_newer_words:
        Article.objects.filter(pk=article.pk).update(has_newer_words=is_newer)
        article.has_newer_words = is_newer


def _reopen_review(article: Article, revision: Revision, by: Any) -> None:
    """Approval names one save: after a later one the piece is in review again."""
    approved = Article.objects.filter(pk=article.pk, stage=Stage.APPROVED)
    if approved.update(stage=Stage.REVIEW):
        article.stage = Stage.REVIEW
        ReviewStep.objects.create(
            article=article, kind=ReviewStepKind.REOPENED, revision=revision, by=by
        )
