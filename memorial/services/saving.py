"""Saves of working copies: every one kept, and what it means for approval and for the desk."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from memorial.models import (
    Article,
    Edition,
    Reference,
    ReviewStep,
    ReviewStepKind,
    Revision,
    Stage,
)
from memorial.models.revision import RevisionPurpose
from memorial.services.freezing import freeze_story
from memorial.services.linking import link_records
from memorial.services.survivors import frozen_now
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.frozen import Frozen, records_shown, thaw
from memorial.story.values import Story


def keep_revision(
    article: Article,
    *,
    by: Any,
    purpose: str = RevisionPurpose.SAVE,
    story: Story | None = None,
) -> Revision:
    """Keep the working copy as it was just saved, and what it shows; approval lapses.

    `story` is what was saved, where the caller holds it; it is read from the rows otherwise.
    """
    frozen = freeze_story(story or story_of(article))
    article.references.all().delete()
    Reference.objects.bulk_create(
        Reference(article=article, record=record) for record in records_shown(frozen)
    )
    revision = keep_story(article, frozen, by=by, purpose=purpose)
    note_newer_words(article, frozen)
    _reopen_review(article, revision, by)
    return revision


def rewrite(
    article: Article,
    story: Story,
    *,
    by: Any,
    purpose: str = RevisionPurpose.SAVE,
    seen_version: int | None = None,
) -> Revision:
    """Make the working copy say what `story` says, as a save would: versioned, and kept.

    `article` is locked, and as it stands. StaleSaveError if `seen_version`, where one was shown
    to somebody, is not the newest any more.
    """
    article.claim_version(article.version if seen_version is None else seen_version)
    write_working_copy(article, story)
    return keep_revision(article, by=by, purpose=purpose)


def keep_story(
    article: Article,
    frozen: Frozen,
    *,
    by: Any,
    purpose: str = RevisionPurpose.SAVE,
    base: Edition | None = None,
) -> Revision:
    """Keep a frozen story in the history of an article, and what the desk knows beside it.

    The group of translations and the embargo are no part of a story, but of what a deleted
    article comes back with.
    """
    return Revision.objects.create(
        article=article,
        article_number=article.pk,
        purpose=purpose,
        base=base,
        headline=frozen["words"]["headline"],
        frozen=frozen,
        desk=desk_of(article),
        saved_by=by,
    )


def newest_save(article: Article, *, by: Any) -> Revision:
    """Return the newest save of the working copy; one is kept now if there is none."""
    newest = Revision.objects.of(article).saves().without_story().first()
    return newest or keep_revision(article, by=by)


def desk_of(article: Article) -> dict[str, Any]:
    """Return what every save keeps beside the story."""
    embargo = article.not_before.isoformat() if article.not_before else None
    return {"group": str(article.group), "not_before": embargo}


def saved_story(article: Article) -> Story:
    """Return the working copy as it was last saved; read from its rows where no save is kept."""
    newest = Revision.objects.of(article).saves().first()
    return thaw(newest.frozen) if newest else link_records(story_of(article))


def note_newer_words(article: Article, frozen: Frozen) -> None:
    """Note whether the working copy, frozen, says what the last issued edition does not."""
    last = article.editions.issued().order_by("-live_from", "-number").first()
    is_newer = last is not None and last.frozen["words"] != frozen["words"]
    # A record that was merged since is no new word.
    is_newer = is_newer and frozen_now(last.frozen)["words"] != frozen["words"]
    if is_newer != article.has_newer_words:
        Article.objects.filter(pk=article.pk).update(has_newer_words=is_newer)
        article.has_newer_words = is_newer


def approval_of(article: Article) -> ReviewStep | None:
    """Return the newest approval, with the save that it names; whether it holds, the stage says."""
    steps = article.review_steps.filter(kind=ReviewStepKind.APPROVED)
    return steps.select_related("revision").newest_first().first()


def _reopen_review(article: Article, revision: Revision, by: Any) -> None:
    """Put the piece in review again after a save of other words, or of another embargo."""
    approved = Article.objects.filter(pk=article.pk, stage=Stage.APPROVED)
    if not approved.exists() or _says_what_was_approved(article, revision):
        return
    approved.update(stage=Stage.REVIEW)
    article.stage = Stage.REVIEW
    ReviewStep.objects.create(
        article=article, kind=ReviewStepKind.REOPENED, revision=revision, by=by
    )


def approve_again(article: Article, frozen: Frozen) -> None:
    """Put a piece whose schedule was cancelled back where it was, if that was approved.

    `frozen` is the working copy as it would be published.
    """
    newest = _rounds(article).first()
    is_approved = newest and newest.kind == ReviewStepKind.APPROVED and newest.revision
    is_said = article.editions.issued().exists() and not article.has_newer_words
    if not is_approved or is_said or article.stage != Stage.DRAFT:
        return
    approved = newest.revision.frozen
    # An address that was made for the schedule was no word of the author's.
    slug = approved["words"]["slug"] and frozen["words"]["slug"]
    if _has_words_of(approved, {**frozen["words"], "slug": slug}):
        Article.objects.filter(pk=article.pk).update(stage=Stage.APPROVED)
        article.stage = Stage.APPROVED


def _rounds(article: Article) -> QuerySet[ReviewStep]:
    """Return the steps that say how far the words are, the newest first.

    A fix is about what is live, and a schedule may be cancelled.
    """
    kinds = [ReviewStepKind.SCHEDULED, ReviewStepKind.WITHDRAWN]
    is_fix = Q(kind=ReviewStepKind.PUBLISHED, revision__purpose=RevisionPurpose.FIX)
    steps = article.review_steps.exclude(kind__in=kinds).exclude(is_fix)
    return steps.select_related("revision").newest_first()


def _says_what_was_approved(article: Article, revision: Revision) -> bool:
    approval = approval_of(article)
    if approval is None or approval.revision is None:
        return False
    approved = approval.revision
    is_said = _has_words_of(approved.frozen, revision.frozen["words"])
    return is_said and _embargo(approved) == _embargo(revision)


def _has_words_of(approved: Frozen, words: dict[str, Any]) -> bool:
    # A record that was merged since is no new word.
    return approved["words"] == words or frozen_now(approved)["words"] == words


def _embargo(revision: Revision) -> datetime | None:
    moment = revision.desk.get("not_before")
    return datetime.fromisoformat(moment) if moment else None
