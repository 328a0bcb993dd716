"""Embargoes: nothing of an article is live before its moment."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import Article
from memorial.services.moments import in_words_with_zone
from memorial.services.refusing import RefusedError


def embargo_until(article: Article, at: datetime) -> datetime | None:
    """Return the moment that a working copy has to wait for at `at`; None where it has not."""
    return article.not_before if article.not_before and article.not_before > at else None


def embargo_in_words(until: datetime) -> str:
    message = _("There is an embargo until %(moment)s: schedule the article for then or later.")
    return message % {"moment": in_words_with_zone(until)}


def require_no_embargo(article: Article, at: datetime) -> None:
    """RefusedError, with the moment and its zone, if readers must not see the article at `at`."""
    until = embargo_until(article, at)
    if until:
        raise RefusedError(embargo_in_words(until))


def require_keeps_schedule(article: Article, not_before: datetime | None) -> None:
    """RefusedError if an embargo is set past the moment that an edition is scheduled for."""
    if not_before is None:
        return
    early = article.editions.scheduled(timezone.now()).filter(live_from__lt=not_before)
    edition = early.without_story().first()
    if edition:
        message = _(
            "Edition %(number)d is scheduled for %(moment)s, which is earlier. "
            "Cancel it first, or choose an earlier moment here."
        )
        moment = in_words_with_zone(edition.live_from)
        raise RefusedError(
            message % {"number": edition.number, "moment": moment}, editions=[edition]
        )
