"""Presence: who else has a record's form open, told while it is open and forgotten after."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.models import Presence
from memorial.models.presence import EXPIRES_AFTER
from memorial.services.colleagues import name_of

#: How many forgotten rows one sign of life clears away; a busy desk clears more than it leaves.
CLEARED_AT_ONCE = 50
#: How many others are named; a form that more people have open says nothing new.
NAMED = 10


@dataclass(frozen=True)
class Saved:
    """The save that made the version which stands now: by whom, and when."""

    by: Any
    at: datetime


def note_presence(ref: str, *, by: Any, at: datetime | None = None) -> None:
    """Note that somebody has a record's form open, and forget some of those who left long ago."""
    at = at or timezone.now()
    forgotten = Presence.objects.filter(seen_at__lte=at - EXPIRES_AFTER)
    gone = list(forgotten.order_by("seen_at").values_list("pk", flat=True)[:CLEARED_AT_ONCE])
    # Who was taken for gone opens it anew, however many others wait to be cleared.
    forgotten.filter(Q(record=ref, user=by) | Q(pk__in=gone)).delete()
    # One statement: of two tabs that start at once, neither fails. The opening moment stays.
    Presence.objects.bulk_create(
        [Presence(record=ref, user=by, opened_at=at, seen_at=at)],
        update_conflicts=True,
        unique_fields=["record", "user"],
        update_fields=["seen_at"],
    )


def end_presence(ref: str, *, by: Any) -> None:
    """Forget that somebody has the form open: it was closed."""
    Presence.objects.filter(record=ref, user=by).delete()


def others_at(ref: str, *, by: Any, at: datetime | None = None) -> list[Presence]:
    """Return the others who have a record's form open, the first comer first: one query."""
    here = Presence.objects.current(at).filter(record=ref).exclude(user=by)
    return list(here.select_related("user").order_by("opened_at", "pk")[:NAMED])


def presence_sentences(others: list[Presence], at: datetime | None = None) -> list[str]:
    """Say who has the form open, and since when, a sentence each."""
    return [_opened(each, at or timezone.now()) for each in others]


def saved_sentence(saved: Saved | None, *, reader: Any, at: datetime | None = None) -> str:
    """Say who saved the record while this form was open, and what will happen."""
    if saved is None or saved.by is None:
        return _("Somebody saved this meanwhile: your save will show both texts.")
    name, minutes = name_of(saved.by), _minutes(saved.at, at or timezone.now())
    if saved.by == reader:
        return _saved_by_oneself(minutes)
    if minutes < 1:
        return _("%(name)s saved this just now: your save will show both texts.") % {"name": name}
    sentence = ngettext(
        "%(name)s saved this %(minutes)d minute ago: your save will show both texts.",
        "%(name)s saved this %(minutes)d minutes ago: your save will show both texts.",
        minutes,
    )
    return sentence % {"name": name, "minutes": minutes}


def _saved_by_oneself(minutes: int) -> str:
    if minutes < 1:
        return _("You saved this in another tab just now: a save here will show both texts.")
    sentence = ngettext(
        "You saved this in another tab %(minutes)d minute ago: a save here will show both texts.",
        "You saved this in another tab %(minutes)d minutes ago: a save here will show both texts.",
        minutes,
    )
    return sentence % {"minutes": minutes}


def _opened(presence: Presence, at: datetime) -> str:
    name, minutes = name_of(presence.user), _minutes(presence.opened_at, at)
    if minutes < 1:
        return _("%(name)s opened this just now.") % {"name": name}
    if minutes < 60:
        sentence = ngettext(
            "%(name)s opened this %(minutes)d minute ago.",
            "%(name)s opened this %(minutes)d minutes ago.",
            minutes,
        )
        return sentence % {"name": name, "minutes": minutes}
    hours = minutes // 60
    sentence = ngettext(
        "%(name)s opened this %(hours)d hour ago.",
        "%(name)s opened this %(hours)d hours ago.",
        hours,
    )
    return sentence % {"name": name, "hours": hours}


def _minutes(since: datetime, at: datetime) -> int:
    return max(0, int((at - since) / timedelta(minutes=1)))
