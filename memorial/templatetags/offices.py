"""The offices chart: a bar for each dated tenure, the days of ceremonies marked across them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from memorial.dates import BEGINNING, END, EdtfDate
from memorial.models import Tenure, Unveiling
from memorial.models.fields import words_in_any_language

register = template.Library()

WIDTH = 1000
HEIGHT = 24
TICKS = 5
#: Distances of the engraver's lines: upright for the register, level for the day.
UPRIGHT, LEVEL = 10, 4
_YEAR = 365.2425


@dataclass(frozen=True)
class Span:
    """A stretch of the chart, in units of its width; `hatch` draws the lines on it."""

    x: float
    width: float
    hatch: str = ""


@dataclass(frozen=True)
class Row:
    """A tenure; `bar` is None where no dates are recorded."""

    tenure: Tenure
    bar: Span | None
    held_at: EdtfDate | None

    @property
    def is_open(self) -> bool:
        """Whether one end of the bar is drawn, not recorded."""
        return not (self.tenure.start and self.tenure.end)


@dataclass(frozen=True)
class Chart:
    rows: list[Row]
    marks: list[Span]
    marked: list[EdtfDate]
    years: list[int]


@dataclass(frozen=True)
class _Axis:
    first: int
    last: int

    def span(self, earliest: int, latest: int) -> tuple[float, float]:
        scale = WIDTH / ((self.last - self.first) * _YEAR)
        start = (max(earliest, _day(self.first)) - _day(self.first)) * scale
        end = (min(latest + 1, _day(self.last)) - _day(self.first)) * scale
        return round(start, 1), round(max(end - start, 2), 1)


@register.simple_tag
def office_of(tenure: Tenure) -> dict[str, dict[str, str]]:
    """Return the title as held and the organisation, each as `{"text", "lang"}`."""
    title = words_in_any_language(tenure, "title")
    label = {"text": tenure.office.label, "lang": settings.LANGUAGE_CODE}
    return {
        "title": title if title["text"] else label,
        "organisation": tenure.office.organisation.name,
    }


@register.filter
def tenure_dates(tenure: Tenure) -> str:
    """Say from when to when an office was held, as far as that is recorded."""
    language = get_language() or "en"
    start, end, known = (
        date.spoken(language) if date else "" for date in (tenure.start, tenure.end, tenure.as_of)
    )
    if start and end:
        return _("From %(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("From %(start)s; the end is not recorded") % {"start": start}
    if end:
        return _("Until %(end)s; the start is not recorded") % {"end": end}
    if known:
        return _("Known for %(day)s; dates not recorded") % {"day": known}
    return _("Dates not recorded")


@register.filter
def unlocalised(number: float) -> str:
    """Return a number as SVG reads it, whatever the language of the page."""
    return str(number)


@register.filter
def offices_chart(tenures: Iterable[Tenure], ceremonies: Iterable[Unveiling]) -> Chart:
    """Lay out tenures in order; without any dated one there are rows but no axis."""
    held, days = list(tenures), _days(ceremonies)
    axis = _axis(held, days)
    if axis is None:
        return Chart([Row(tenure, None, _held_at(tenure, days)) for tenure in held], [], [], [])
    rows = [Row(tenure, _bar(tenure, axis, days), _held_at(tenure, days)) for tenure in held]
    step = (axis.last - axis.first) / TICKS
    years = list(dict.fromkeys(round(axis.first + step * tick) for tick in range(TICKS + 1)))
    marks = [Span(*axis.span(day.earliest, day.latest)) for day in days]
    return Chart(rows, marks, days, years)


def _days(ceremonies: Iterable[Unveiling]) -> list[EdtfDate]:
    dates = [ceremony.date for ceremony in ceremonies if ceremony.date]
    known = [date for date in dates if date.earliest > BEGINNING and date.latest < END]
    return sorted(set(known))


def _axis(tenures: list[Tenure], days: list[EdtfDate]) -> _Axis | None:
    dates = [date for tenure in tenures for date in (tenure.start, tenure.end) if date]
    bounds = [bound for date in dates for bound in (date.earliest, date.latest)]
    bounds = [bound for bound in bounds if BEGINNING < bound < END]
    if not bounds:
        return None
    bounds += [bound for day in days for bound in (day.earliest, day.latest)]
    first, last = _year(min(bounds)), _year(max(bounds)) + 1
    # As many whole years as the ticks divide evenly.
    return _Axis(first, first + -(-(last - first) // TICKS) * TICKS)


def _bar(tenure: Tenure, axis: _Axis, days: list[EdtfDate]) -> Span | None:
    if not tenure.start and not tenure.end:
        return None
    earliest = tenure.start.earliest if tenure.start else BEGINNING
    latest = tenure.end.latest if tenure.end else END
    x, width = axis.span(earliest, latest)
    if _held_at(tenure, days):
        lines = range(LEVEL, HEIGHT, LEVEL)
        return Span(x, width, "".join(f"M{x} {line}h{width}" for line in lines))
    lines = range(UPRIGHT, int(width), UPRIGHT)
    return Span(x, width, "".join(f"M{round(x + line, 1)} 0v{HEIGHT}" for line in lines))


def _held_at(tenure: Tenure, days: list[EdtfDate]) -> EdtfDate | None:
    """Return the latest ceremony that falls wholly within the dates of a tenure."""
    if not tenure.start:
        return None
    end: Any = tenure.end.latest if tenure.end else END
    held = [day for day in days if tenure.start.latest <= day.earliest and day.latest <= end]
    return held[-1] if held else None


def _day(year: int) -> float:
    return (year - 1) * _YEAR


def _year(day: int) -> int:
    return int(day // _YEAR) + 1
