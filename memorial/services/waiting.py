"""Fixes of what is live that are written and not published: found again, published, let go."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from memorial.models import Article, Revision
from memorial.models.revision import RevisionPurpose
from memorial.services.correcting import IMPROVEMENT, Meaning
from memorial.services.fitting import Also
from memorial.services.fixing import Fix, fix_live
from memorial.services.issuing import lock
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.survivors import thaw_now


def waiting_fixes(article: Article) -> QuerySet[Revision]:
    """Return the fixes that no edition was made of, the newest first."""
    fixes = Revision.objects.of(article).filter(purpose=RevisionPurpose.FIX)
    return fixes.filter(review_steps__isnull=True).defer("frozen").select_related("saved_by")


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
