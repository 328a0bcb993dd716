"""Moments in the site's zone: said in words, with the zone, and read from what a clock shows."""

from datetime import UTC, datetime, timedelta

from django.utils import dateformat
from django.utils.timezone import get_current_timezone, get_current_timezone_name, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


class ClockChangeError(ValueError):
    """A clock showed this time never, or twice; `choices` are moments that may be meant."""

    def __init__(self, message: str, choices: tuple[datetime, datetime]) -> None:
        super().__init__(message)
        self.choices = choices


def in_words(at: datetime) -> str:
    """Say a day and a time in the language of the page."""
    return dateformat.format(localtime(at), _written())


def in_words_with_zone(at: datetime) -> str:
    """Say the same with the zone: “5 May 2026, 10:00 (Europe/Moscow, UTC+3)”."""
    return _with_zone() % {"moment": in_words(at), "zone": zone_at(at)}


def pattern() -> dict[str, str]:
    """Return how a moment with its zone is written, for a script that says one of its own."""
    return {
        "zone": get_current_timezone_name(),
        "written": _written(),
        "with_zone": _with_zone(),
    }


def in_words_with_offset(at: datetime) -> str:
    """Say the same where there is little room: “5 May 2026, 10:00 UTC+3”."""
    return _("%(moment)s %(zone)s") % {"moment": in_words(at), "zone": _offset_at(at)}


def time_with_offset(at: datetime) -> str:
    """Say the time of day alone: “10:00 UTC+3”."""
    return _("%(moment)s %(zone)s") % {"moment": f"{localtime(at):%H:%M}", "zone": _offset_at(at)}


def zone_at(at: datetime) -> str:
    """Name the site's zone as it is at a moment: “Europe/Moscow, UTC+3”; UTC is “UTC”."""
    name = get_current_timezone_name()
    return name if name == "UTC" else f"{name}, {_offset_at(at)}"


def from_clock(shown: datetime) -> datetime:
    """Return the moment at which a clock in the site's zone shows a time.

    Raises ClockChangeError, with a sentence, where clocks skip that time or show it twice.
    """
    zone = get_current_timezone()
    first, second = (shown.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    ahead = (second.utcoffset() or timedelta()) - (first.utcoffset() or timedelta())
    if not ahead:
        return first
    if ahead > timedelta():
        # Either side of the gap: the same clock before it was put forward, or after.
        before, after = (each.astimezone(UTC).astimezone(zone) for each in (second, first))
        raise ClockChangeError(_skipped(shown, before, after), (before, after))
    raise ClockChangeError(_shown_twice(shown, first, second), (first, second))


def comes_twice(at: datetime) -> bool:
    """Whether the site's clocks show the time of this moment twice that day."""
    try:
        from_clock(localtime(at).replace(tzinfo=None))
    except ClockChangeError:
        return True
    return False


def clock_with_offset(at: datetime) -> str:
    """Return the time of day with its distance from UTC, as it can be typed: “02:30+01:00”."""
    return localtime(at).time().isoformat("minutes") + localtime(at).isoformat()[-6:]


def _written() -> str:
    return pgettext("how a day and a time are written, see Django’s `date`", "j F Y, H:i")


def _with_zone() -> str:
    return _("%(moment)s (%(zone)s)")


def _skipped(shown: datetime, before: datetime, after: datetime) -> str:
    message = _(
        "There is no %(time)s on %(day)s in %(zone)s: clocks are put forward then. "
        "Write %(before)s or %(after)s, whichever you mean."
    )
    return message % {
        **_named(shown),
        "before": _clock(before, shown),
        "after": _clock(after, shown),
    }


def _shown_twice(shown: datetime, first: datetime, second: datetime) -> str:
    message = _(
        "%(time)s comes twice on %(day)s in %(zone)s: clocks are put back then. "
        "Write %(first)s for the first or %(second)s for the second."
    )
    return message % {
        **_named(shown),
        "first": clock_with_offset(first),
        "second": clock_with_offset(second),
    }


def _clock(at: datetime, shown: datetime) -> str:
    """Say the time of day, and the day too where clocks change at midnight."""
    return f"{at:%H:%M}" if at.date() == shown.date() else in_words(at)


def _named(shown: datetime) -> dict[str, str]:
    written = pgettext("how a day is written, see Django’s `date`", "j F Y")
    return {
        "time": f"{shown:%H:%M}",
        "day": dateformat.format(shown, written),
        "zone": get_current_timezone_name(),
    }


def _offset_at(at: datetime) -> str:
    """Name the site's zone by its distance from UTC at a moment: “UTC+3”; UTC is “UTC”."""
    return "UTC" if get_current_timezone_name() == "UTC" else f"UTC{_offset(localtime(at))}"


def _offset(at: datetime) -> str:
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
