"""Publishing: what becomes of the working copy, the live page and the scheduled one.

Each service locks the article, writes all or nothing, and counts the generation last.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, ReviewStep, ReviewStepKind, Revision, Stage
from memorial.models.edition import Origin
from memorial.services.addressing import make_slug
from memorial.services.checking import blocking, drafts_among
from memorial.services.correcting import IMPROVEMENT, Meaning, meaning_after, require_meaning
from memorial.services.embargoes import require_no_embargo
from memorial.services.freezing import freeze_story
from memorial.services.issuing import (
    cancel,
    issue,
    note_replaced,
    publish_facts,
)
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.saving import approve_again, newest_save, note_newer_words
from memorial.services.seeing import Seen, require_seen
from memorial.services.standing import Standing, lock, standing
from memorial.services.transitions import bump_generation
from memorial.services.working_copy import story_of
from memorial.story.closure import shows_the_same
from memorial.story.frozen import Frozen


@transaction.atomic
def publish_article(
    article: Article,
    *,
    by: Any,
    at: datetime | None = None,
    replace_scheduled: bool = False,
    meaning: Meaning = IMPROVEMENT,
    seen: Seen | None = None,
) -> Edition:
    """Freeze the working copy and show it to readers now, or since `at`, a moment in the past.

    Draft facts that it shows become public at the same moment. Raises RefusedError, with the
    problems, where a check blocks, and while an edition is scheduled unless it is replaced; where
    readers see all of it already; and where the article is no longer as it was `seen`.
    """
    require(by, "publish", "article")
    require_meaning(meaning)
    if at and at > timezone.now():
        raise RefusedError(_("This moment is still to come: schedule the article for it."))
    now = standing(lock(article), at)
    require_seen(now, seen)
    _cancel_if_asked(now.scheduled, replace_scheduled)
    frozen = frozen_for(now.article)
    if now.scheduled is None:
        _require_change(now.live, frozen)
    asked = {"at": now.at, "by": by, "meaning": meaning}
    return _issue_noted(now, frozen, ReviewStepKind.PUBLISHED, **asked)


@transaction.atomic
def schedule_article(
    article: Article,
    *,
    at: datetime,
    by: Any,
    replace_scheduled: bool = False,
    meaning: Meaning = IMPROVEMENT,
    seen: Seen | None = None,
) -> Edition:
    """Freeze the working copy and show it to readers from `at`; until then nothing changes."""
    require(by, "publish", "article")
    require_meaning(meaning)
    now = standing(lock(article))
    require_seen(now, seen)
    if at <= now.at:
        raise RefusedError(_("This moment has passed. Choose a later one, or publish now."))
    _cancel_if_asked(now.scheduled, replace_scheduled)
    asked = {"at": at, "by": by, "meaning": meaning}
    return _issue_noted(now, frozen_for(now.article), ReviewStepKind.SCHEDULED, **asked)


@transaction.atomic
def cancel_schedule(article: Article, *, by: Any) -> None:
    """Take back the scheduled edition; what is live stays, without an end."""
    require(by, "publish", "article")
    now = standing(lock(article))
    if not now.scheduled:
        raise RefusedError(_("Nothing is scheduled for this article."))
    cancel(now.scheduled)
    frozen = frozen_for(now.article)
    note_newer_words(now.article, frozen)
    approve_again(now.article, frozen)
    bump_generation()


def frozen_for(article: Article) -> Frozen:
    """Freeze the working copy as publishing would, with an address made if it has none."""
    frozen = freeze_story(story_of(article))
    if not frozen["words"]["slug"]:
        frozen["words"]["slug"] = make_slug(article, article.headline)
    return frozen


def require_no_problem(
    article: Article, frozen: Frozen, at: datetime, *, is_fix: bool = False, said: str = ""
) -> None:
    """RefusedError, with every blocking problem, if there is one; `said` is its sentence."""
    problems = blocking(article, frozen, at=at, is_fix=is_fix)
    if problems:
        raise RefusedError(said or _("This cannot be published yet."), problems=problems)


def _require_change(live: Edition | None, frozen: Frozen) -> None:
    """RefusedError where the live edition shows these very words, and these facts."""
    if live is None or live.frozen["words"] != frozen["words"]:
        return
    if not shows_the_same(live.frozen, frozen):
        return
    if not drafts_among(frozen["facts"], timezone.now()):
        raise RefusedError(_("This is what readers see already: nothing was changed."))


def _check_and_prepare(article: Article, frozen: Frozen, at: datetime) -> None:
    """Refuse what checks block; else settle the address, the stage and the draft facts."""
    require_no_embargo(article, at)
    require_no_problem(article, frozen, at)
    done = {"stage": Stage.DRAFT, "has_newer_words": False}
    if article.slug != frozen["words"]["slug"]:
        # The address stays when the headline changes later.
        done |= {"slug": frozen["words"]["slug"], "version": F("version") + 1}
    Article.objects.filter(pk=article.pk).update(**done)
    article.slug, article.has_newer_words = frozen["words"]["slug"], False
    publish_facts(frozen["facts"], at)


def note_step(edition: Edition, kind: str, by: Any, kept: Revision | None = None) -> None:
    """Note which save became the edition, the newest or `kept`; history keeps it for ever."""
    article = edition.article
    revision = kept or newest_save(article, by=by)
    ReviewStep.objects.create(article=article, kind=kind, revision=revision, edition=edition, by=by)


def _cancel_if_asked(scheduled: Edition | None, replace_scheduled: bool) -> None:
    """Cancel what is scheduled, if anything is; RefusedError unless that was asked."""
    if scheduled is None:
        return
    if not replace_scheduled:
        raise RefusedError(
            _("An edition is scheduled already. Replace it, cancel it, or fix what is live."),
            editions=[scheduled],
        )
    cancel(scheduled)


def _issue_noted(
    now: Standing, frozen: Frozen, kind: str, *, at: datetime, by: Any, meaning: Meaning
) -> Edition:
    """Issue the working copy, frozen, in the place of what is live and of what was scheduled."""
    _check_and_prepare(now.article, frozen, at)
    asked = {"origin": Origin.PUBLISH, "by": by, "meaning": meaning_after(now.live, meaning)}
    edition = issue(now.article, frozen, at=at, instead_of=now.live, **asked)
    if now.scheduled:
        note_replaced(now.scheduled, edition)
    note_step(edition, kind, by)
    bump_generation()
    return edition
