"""Taking back what readers see, with a reason: a page, or an edition that is live no more."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import (
    Article,
    Edition,
    ReviewStep,
    ReviewStepKind,
    Withdrawal,
    Withholding,
)
from memorial.services.issuing import cancel, close
from memorial.services.permitting import require
from memorial.services.publishing import frozen_for
from memorial.services.refusing import RefusedError
from memorial.services.saving import note_newer_words
from memorial.services.standing import lock, standing
from memorial.services.transitions import bump_generation


@transaction.atomic
def withdraw_article(
    article: Article, *, reason: str, by: Any, replacement: Article | None = None
) -> Withdrawal:
    """Take the page back, with a reason that readers see; cancels what is scheduled."""
    require(by, "publish", "article")
    now = standing(lock(article))
    if not reason.strip():
        raise RefusedError(_("Give the reason: readers who come to the page will see it."))
    if replacement and replacement.pk == article.pk:
        raise RefusedError(_("A page cannot stand in for itself: choose another article."))
    if not (now.live or now.scheduled):
        raise RefusedError(_("Nothing of this article is live or scheduled."))
    if now.scheduled:
        cancel(now.scheduled)
        note_newer_words(now.article, frozen_for(now.article))
    if now.live:
        close(now.live, now.at)
    withdrawal = Withdrawal.objects.create(
        article=now.article, at=now.at, reason=reason.strip(), replacement=replacement, by=by
    )
    ReviewStep.objects.create(
        article=now.article, kind=ReviewStepKind.WITHDRAWN, note=withdrawal.reason, by=by
    )
    bump_generation()
    return withdrawal


@transaction.atomic
def withhold_edition(edition: Edition, *, reason: str, by: Any) -> Withholding:
    """Keep an old edition from readers; the live one is withdrawn instead."""
    require(by, "publish", "article")
    lock(edition.article)
    edition.refresh_from_db(fields=["live_until"])
    if not reason.strip():
        raise RefusedError(_("Give the reason: readers who come to the edition will see it."))
    if edition.live_until is None or edition.live_until > timezone.now():
        raise RefusedError(_("This edition is live or scheduled: withdraw the article instead."))
    withholding, is_new = Withholding.objects.get_or_create(
        edition=edition, defaults={"at": timezone.now(), "reason": reason.strip(), "by": by}
    )
    if not is_new:
        raise RefusedError(_("This edition is withheld already."))
    bump_generation()
    return withholding
