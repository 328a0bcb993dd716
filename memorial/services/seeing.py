"""What a publisher had before their eyes: if it is so no longer, they look again first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from memorial.services.refusing import RefusedError
from memorial.services.standing import Standing


@dataclass(frozen=True)
class Seen:
    """The version of the working copy; the numbers of the live and scheduled editions, 0 for none.

    What is None was not looked at.
    """

    version: int | None = None
    live: int | None = None
    scheduled: int | None = None


def seen_in(now: Standing) -> Seen:
    """Return what somebody sees who looks at the article as it stands."""
    return Seen(now.article.version, _number(now.live), _number(now.scheduled))


def require_seen(now: Standing, seen: Seen | None) -> None:
    """RefusedError if the article is not as it was seen; a form posted twice ends here."""
    if seen is None:
        return
    if seen.live not in (None, _number(now.live)):
        raise RefusedError(_("What is live changed while you were reading: look at it again."))
    if seen.scheduled not in (None, _number(now.scheduled)):
        raise RefusedError(_("What is scheduled changed while you were reading: look at it again."))
    if seen.version not in (None, now.article.version):
        raise RefusedError(_("Somebody saved this while you were reading: look at it again."))


def _number(edition: object) -> int:
    return getattr(edition, "number", 0)
