"""The way of an article to its readers: sent to review, returned to its author, approved.

Each step locks the article, names a save, and is told by mail once it is committed.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from memorial.models import Article, ReviewStep, ReviewStepKind, Revision, Stage
from memorial.models.edition import Origin
from memorial.services.checking import ADVISORY, Problem
from memorial.services.mailing import Letter, letter_about, post_after_commit
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.saving import newest_save
from memorial.services.standing import lock

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class StepTaken:
    """A step, and the mail that tells of it."""

    step: ReviewStep
    letter: Letter


@dataclass(frozen=True)
class Review:
    """How far a working copy is: its stage, its newest save, and the steps, newest first."""

    article: Article
    steps: list[ReviewStep]

    @cached_property
    def newest(self) -> Revision | None:
        saves = Revision.objects.of(self.article).saves()
        return saves.without_story().select_related("saved_by").first()

    @property
    def is_approved(self) -> bool:
        return self.article.stage == Stage.APPROVED

    @property
    def is_in_review(self) -> bool:
        return self.article.stage == Stage.REVIEW

    @cached_property
    def approval(self) -> ReviewStep | None:
        """Who approved it and which save, while that holds."""
        return self._newest(ReviewStepKind.APPROVED) if self.is_approved else None

    @cached_property
    def sending(self) -> ReviewStep | None:
        """Who sent it last and when, while it is in review or approved."""
        is_sent = self.article.stage != Stage.DRAFT
        return self._newest(ReviewStepKind.SENT) if is_sent else None

    @cached_property
    def sent_otherwise(self) -> Revision | None:
        """The save that was sent, if the newest one has other words."""
        return sent_otherwise(self.article, self.newest)

    @cached_property
    def was_reopened(self) -> bool:
        """Whether it is in review again because of a save after it was approved."""
        return self.is_in_review and self._is_newest(ReviewStepKind.REOPENED)

    @cached_property
    def return_note(self) -> ReviewStep | None:
        """What its author was told when it came back, until it is sent again."""
        is_back = self._is_newest(ReviewStepKind.RETURNED)
        return self._newest(ReviewStepKind.RETURNED) if is_back else None

    def _is_newest(self, kind: str) -> bool:
        """Whether a step of this kind says how far the words are."""
        newest = next((step for step in self.steps if _is_of_the_words(step)), None)
        return newest is not None and newest.kind == kind

    def _newest(self, kind: str) -> ReviewStep | None:
        return next((step for step in self.steps if step.kind == kind), None)


def _is_of_the_words(step: ReviewStep) -> bool:
    """Whether a step is about the working copy; a fix and a withdrawal are about what is live."""
    is_fix = step.edition is not None and step.edition.origin == Origin.FIX
    return step.kind != ReviewStepKind.WITHDRAWN and not is_fix


def review_of(article: Article) -> Review:
    """Return how far an article is, and who has it: one query, and one for the newest save."""
    steps = article.review_steps.newest_first().select_related("by", "edition")
    return Review(article, list(steps.defer("edition__frozen")[:50]))


def sent_otherwise(article: Article, newest: Revision | None) -> Revision | None:
    """Return the save that was sent to review last, if `newest` is another with other words."""
    steps = article.review_steps.filter(kind=ReviewStepKind.SENT).newest_first()
    sending = steps.select_related("revision").first()
    sent = sending and sending.revision
    if sent is None or newest is None or sent.pk == newest.pk:
        return None
    return sent if sent.frozen["words"] != newest.frozen["words"] else None


def approval_problems(article: Article) -> list[Problem]:
    """Return what a publisher should know of the review: an advice, never an obstacle."""
    if article.stage == Stage.APPROVED:
        return []
    return [Problem("not_approved", _("Nobody has approved this save."), severity=ADVISORY)]


@transaction.atomic
def send_to_review(article: Article, *, by: Any, note: str = "", origin: str = "") -> StepTaken:
    """Ask the editors to read the newest save; they are told by mail.

    `origin` is where the site was reached, for the link in the mail.
    """
    require(by, "change", "article")
    locked = lock(article)
    if locked.stage == Stage.REVIEW:
        raise RefusedError(_("This is in review already. Nothing was sent twice."))
    if locked.stage == Stage.APPROVED:
        raise RefusedError(_("This is approved already: a publisher can publish or schedule it."))
    return _take(locked, ReviewStepKind.SENT, Stage.REVIEW, by, note, origin)


@transaction.atomic
def return_to_author(article: Article, *, by: Any, note: str, origin: str = "") -> StepTaken:
    """Give the piece back as a draft, with a note that says what is missing."""
    require(by, "review", "article")
    locked = lock(article)
    if locked.stage == Stage.DRAFT:
        raise RefusedError(_("This is with its author already: nothing was returned."))
    if not note.strip():
        raise RefusedError(_("Say what is missing: the author gets your words by mail."))
    return _take(locked, ReviewStepKind.RETURNED, Stage.DRAFT, by, note, origin)


@transaction.atomic
def approve(
    article: Article, *, by: Any, seen_revision: int | None, note: str = "", origin: str = ""
) -> StepTaken:
    """Approve the newest save, which has to be the one that the approver saw."""
    require(by, "review", "article")
    locked = lock(article)
    if locked.stage == Stage.APPROVED:
        raise RefusedError(_("This is approved already. Nothing was done twice."))
    if locked.stage == Stage.DRAFT:
        raise RefusedError(_("There is nothing to approve: this is not in review."))
    newest = newest_save(locked, by=by)
    if newest.pk != seen_revision:
        raise RefusedError(
            _("Somebody saved this since you opened the page. Read the newest save, then approve.")
        )
    return _take(locked, ReviewStepKind.APPROVED, Stage.APPROVED, by, note, origin)


def _take(article: Article, kind: str, stage: str, by: Any, note: str, origin: str) -> StepTaken:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        message = _("The note has %(count)d characters. Keep it to %(most)d.")
        raise RefusedError(message % {"count": len(note), "most": LONGEST_NOTE})
    Article.objects.filter(pk=article.pk).update(stage=stage)
    revision = newest_save(article, by=by)
    step = ReviewStep.objects.create(
        article=article, kind=kind, revision=revision, note=note, by=by
    )
    sent = sent_otherwise(article, revision) if kind == ReviewStepKind.APPROVED else None
    letter = letter_about(step, origin, sent)
    post_after_commit(letter)
    return StepTaken(step, letter)
