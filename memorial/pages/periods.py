"""How an edition came about, and how it stands to readers: live, scheduled, replaced, withheld."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from memorial.models import Edition
from memorial.models.edition import Origin
from memorial.services.moments import in_words_with_offset


@dataclass(frozen=True)
class Period:
    """The mark of an edition, its shape and its words, and its times in words."""

    shape: str
    mark: str
    said: str


def period_of(edition: Edition, at: datetime | None = None) -> Period:
    """Return how an edition stands at a moment: now, if none is given."""
    kind, shape = _kind_of(edition, at or timezone.now())
    until, withheld = edition.live_until, getattr(edition, "withholding", None)
    said = {
        "from": in_words_with_offset(edition.live_from),
        "until": in_words_with_offset(until) if until else "",
        "at": in_words_with_offset(withheld.at) if withheld else "",
        "number": edition.closed_by.number if kind == "replaced" else "",
    }
    mark, sentence = _WORDS[kind]()
    return Period(shape, mark, sentence % said)


def said_edition(edition: Edition) -> str:
    """Return what an editor calls an edition among others: its number, and how it stands."""
    said = {"number": edition.number, "period": period_of(edition).said}
    return _("Edition %(number)d: %(period)s") % said


def origin_of(edition: Edition) -> str:
    """Return how an edition came about; "" for one that was published or scheduled."""
    if edition.origin == Origin.PUBLISH:
        return ""
    is_scheduled = edition.made_at < edition.live_from
    if edition.origin == Origin.FIX and is_scheduled:
        return _("scheduled edition, changed by a fix")
    return edition.get_origin_display()


def _kind_of(edition: Edition, at: datetime) -> tuple[str, str]:
    """Return how it stands, by a name of `_WORDS`, and the shape of its mark."""
    begin, end = edition.live_from, edition.live_until
    if begin == end:
        return "replaced" if edition.closed_by_id else "cancelled", "none"
    if begin > at:
        return "scheduled", "sch"
    if end is None or end > at:
        return "ending" if end else "live", "live"
    return ("withheld", "none") if getattr(edition, "withholding", None) else ("over", "draft")


_WORDS = {
    "cancelled": lambda: (
        _("cancelled, never published"),
        _("cancelled, never published; it was scheduled for %(from)s"),
    ),
    "replaced": lambda: (
        _("replaced, never published"),
        _("replaced by edition %(number)s before it was shown; it was scheduled for %(from)s"),
    ),
    "scheduled": lambda: (
        pgettext("how an edition stands", "scheduled"),
        _("scheduled for %(from)s"),
    ),
    "live": lambda: (_("live now"), _("live now, since %(from)s")),
    "ending": lambda: (_("live now"), _("live now, from %(from)s until %(until)s")),
    "over": lambda: (_("was live"), _("was live from %(from)s until %(until)s")),
    "withheld": lambda: (
        pgettext("how an edition stands", "withheld"),
        _("withheld on %(at)s; it was live from %(from)s until %(until)s"),
    ),
}
