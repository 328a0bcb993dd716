"""Fixes of what is live that are written and not published: kept, found, published, let go."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, Revision
from memorial.models.revision import RevisionPurpose
from memorial.services.correcting import IMPROVEMENT, Meaning
from memorial.services.fitting import Also
from memorial.services.fixing import Fix, fix_live
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_story
from memorial.services.standing import lock
from memorial.services.survivors import thaw_now
from memorial.story.frozen import Frozen


def waiting_fixes(article: Article) -> QuerySet[Revision]:
    """Return the fixes that no edition was made of, the newest first."""
    fixes = Revision.objects.of(article).filter(purpose=RevisionPurpose.FIX)
    return fixes.filter(review_steps__isnull=True).without_story().select_related("saved_by")


@transaction.atomic
def keep_fix(
    article: Article,
    fixed: Frozen,
    *,
    base: Edition,
    by: Any,
    instead_of: Revision | None = None,
) -> Revision:
    """Keep a fix until it is published, in the place of one's own that it goes on from.

    A form that is sent twice is one fix: the second time finds the first, published or not.
    """
    require(by, "publish", "article")
    lock(article)
    kept = _same_fix(article, fixed, base, by)
    kept = kept or keep_story(article, fixed, by=by, purpose=RevisionPurpose.FIX, base=base)
    if instead_of:
        before = waiting_fixes(article).filter(pk=instead_of.pk, saved_by=by)
        before.exclude(pk=kept.pk).delete()
    return kept


def _same_fix(article: Article, fixed: Frozen, base: Edition, by: Any) -> Revision | None:
    """Return the fix that somebody made of the same edition with the same words, if any."""
    mine = Revision.objects.of(article).filter(purpose=RevisionPurpose.FIX, saved_by=by, base=base)
    mine = mine.filter(headline=fixed["words"]["headline"])
    words = _without_keys(fixed)
    return next((each for each in mine.iterator() if _without_keys(each.frozen) == words), None)


def _without_keys(frozen: Frozen) -> dict[str, Any]:
    """Return the words; each sending of a form gives a block that was put in another key."""
    words = frozen["words"]
    return {**words, "blocks": [{**block, "key": ""} for block in words["blocks"]]}


@transaction.atomic
def publish_fix(
    article: Article, kept: Revision, *, by: Any, also: Also = (), meaning: Meaning = IMPROVEMENT
) -> Fix:
    """Publish a fix that waits; it waits no longer. See `fix_live`."""
    require(by, "publish", "article")
    lock(article)
    if kept.review_steps.exists():
        raise RefusedError(_("This fix was published already."))
    story = thaw_now(kept.frozen)
    return fix_live(article, story, by=by, also=also, base=kept.base, meaning=meaning, kept=kept)


@transaction.atomic
def let_fix_go(article: Article, kept: Revision, *, by: Any) -> None:
    """Forget a fix that waits; what became an edition stays in the history."""
    require(by, "publish", "article")
    lock(article)
    if not waiting_fixes(article).filter(pk=kept.pk).exists():
        raise RefusedError(_("This fix does not wait any more."))
    kept.delete()
