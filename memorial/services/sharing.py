"""Share links: an outsider reads one draft, for a while.

Nothing else lets public pages read a working copy; `find_draft` is the only door.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import Article, ShareLink
from memorial.services.permitting import may, require
from memorial.services.publishing import frozen_for
from memorial.services.refusing import RefusedError
from memorial.story.frozen import Frozen

DAYS = 7
MOST_DAYS = 30
LABEL_LENGTH = 120

_SIGNER = Signer(salt="memorial.share", sep=".")


@dataclass(frozen=True)
class Draft:
    """What a share link leads to; `frozen` is None once the link is over."""

    language: str
    expires_at: datetime
    frozen: Frozen | None


def make_share_link(article: Article, *, by: Any, days: int = DAYS, label: str = "") -> ShareLink:
    """Make a link to the working copy of an article, good for 1 to 30 days from now."""
    require(by, "change", "article")
    label = " ".join(label.split())
    if not 1 <= days <= MOST_DAYS:
        raise RefusedError(_("A link lasts from 1 to 30 days."))
    if len(label) > LABEL_LENGTH:
        raise RefusedError(_("Say in 120 characters at most for whom the link is."))
    expires_at = timezone.now() + timedelta(days=days)
    return ShareLink.objects.create(article=article, label=label, made_by=by, expires_at=expires_at)


def revoke_share_link(link: ShareLink, *, by: Any) -> None:
    """Close a link at once and for ever: one's own, or as an editor anybody's."""
    require(by, "change", "article")
    if not may_revoke(link, by):
        raise RefusedError(_("Somebody else made this link: ask an editor to revoke it."))
    ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def may_revoke(link: ShareLink, by: Any) -> bool:
    is_own = by is not None and link.made_by_id == by.pk
    return is_own or may(by, "review", "article")


def token_of(link: ShareLink) -> str:
    """Return the secret part of the link's address: its number and its article's, signed."""
    return _SIGNER.sign(f"{link.pk}-{link.article_id}")


def find_draft(token: str, at: datetime | None = None) -> Draft | None:
    """Return what a token leads to at a moment; None for a forged one and a deleted article.

    The article is the one that the signature names, whatever else the address says.
    """
    try:
        number, _dash, article = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    links = ShareLink.objects.filter(pk=number, article_id=article)
    link = links.select_related("article").first()
    if link is None:
        return None
    is_open = ShareLink.objects.open(at).filter(pk=link.pk).exists()
    frozen = frozen_for(link.article) if is_open else None
    return Draft(link.article.language, link.expires_at, frozen)
