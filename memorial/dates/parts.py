"""Holds what one EDTF date says, piece by piece, and the days it can mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from memorial.dates.days import days_from_civil, last_day_of_month

# A bare number outside these is not plainly a year; with it the era has to be said.
FIRST_PLAIN_YEAR = 100
LAST_PLAIN_YEAR = 9999


class Precision(Enum):
    """How much of a date is known."""

    YEAR = "year"
    DECADE = "decade"
    YEARS = "years"
    MONTH = "month"
    DAY = "day"
    SEASON = "season"
    NO_MONTH = "year, month unknown"
    NO_DAY = "month, day unknown"
    NO_MONTH_NO_DAY = "year, month and day unknown"


class Qualifier(Enum):
    """The mark EDTF puts behind a date."""

    NONE = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"

    @property
    def is_uncertain(self) -> bool:
        return self in (Qualifier.UNCERTAIN, Qualifier.BOTH)

    @property
    def is_approximate(self) -> bool:
        return self in (Qualifier.APPROXIMATE, Qualifier.BOTH)


class Gap(Enum):
    """What stands for an interval's end that is no date."""

    OPEN = ".."
    UNKNOWN = ""


class Era(Enum):
    """How a year, or a run of years, has to be told apart from the other era."""

    BEFORE = "before the common era"
    CROSSING = "from one era into the other"
    NAMED = "of the common era, which has to be said"
    PLAIN = "of the common era, which goes without saying"


def era_of(first_year: int, last_year: int) -> Era:
    """Tell the era of the years from first to last, year 0 being 1 BCE."""
    if last_year < 1:
        return Era.BEFORE
    if first_year < 1:
        return Era.CROSSING
    is_plain = first_year >= FIRST_PLAIN_YEAR and last_year <= LAST_PLAIN_YEAR
    return Era.PLAIN if is_plain else Era.NAMED


def year_number(year: int) -> int:
    """Give the number people say: EDTF's year 0 is 1 BCE, -43 is 44 BCE."""
    return year if year > 0 else 1 - year


@dataclass(frozen=True)
class Part:
    """A simple date, or one end of an interval.

    Seasons are the northern ones: spring is March to May, summer June to August, autumn
    September to November, winter December of the year named to February of the next.

    A qualifier does not widen the bounds: how wide "about" is nobody knows, and a number
    made up here would be taken for knowledge. The spoken words keep the doubt.
    """

    precision: Precision
    qualifier: Qualifier
    first_year: int
    last_year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None

    @property
    def earliest(self) -> int:
        return days_from_civil(self.first_year, self._first_month, self.day or 1)

    @property
    def latest(self) -> int:
        if self.day is not None:
            return self.earliest
        if self.season is not None:
            years, month = divmod(self._first_month + 1, 12)
            return last_day_of_month(self.last_year + years, month + 1)
        return last_day_of_month(self.last_year, self.month or 12)

    @property
    def era(self) -> Era:
        return era_of(self.first_year, self.last_year)

    @property
    def _first_month(self) -> int:
        if self.season is not None:
            return (self.season - 20) * 3
        return self.month or 1


End = Part | Gap
