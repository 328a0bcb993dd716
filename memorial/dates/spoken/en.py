"""Says dates in English."""

from __future__ import annotations

from memorial.dates.parts import End, Era, Gap, Part, Precision, Qualifier, era_of, year_number

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

YEAR = {Era.BEFORE: "{n} BCE", Era.NAMED: "{n} CE", Era.PLAIN: "{n}"}

# The words between which a year lies, and the same years as one word.
SPAN = {
    Era.BEFORE: ("{first}", "{last} BCE", "{first}–{last} BCE"),
    Era.CROSSING: ("{first} BCE", "{last} CE", "{first} BCE–{last} CE"),
    Era.NAMED: ("{first}", "{last} CE", "{first}–{last} CE"),
    Era.PLAIN: ("{first}", "{last}", "{first}–{last}"),
}

_P, _Q = Precision, Qualifier

MOMENT: dict[tuple[Precision, Qualifier], str] = {
    (_P.YEAR, _Q.NONE): "{year}",
    (_P.YEAR, _Q.UNCERTAIN): "{year} (uncertain)",
    (_P.YEAR, _Q.APPROXIMATE): "about {year}",
    (_P.YEAR, _Q.BOTH): "about {year} (uncertain)",
    (_P.DECADE, _Q.NONE): "{first}s",
    (_P.DECADE, _Q.UNCERTAIN): "{first}s (uncertain)",
    (_P.DECADE, _Q.APPROXIMATE): "about the {first}s",
    (_P.DECADE, _Q.BOTH): "about the {first}s (uncertain)",
    (_P.YEARS, _Q.NONE): "between {first} and {last}",
    (_P.YEARS, _Q.UNCERTAIN): "between {first} and {last} (uncertain)",
    (_P.YEARS, _Q.APPROXIMATE): "between about {first} and about {last}",
    (_P.YEARS, _Q.BOTH): "between about {first} and about {last} (uncertain)",
    (_P.MONTH, _Q.NONE): "{month} {year}",
    (_P.MONTH, _Q.UNCERTAIN): "{month} {year} (uncertain)",
    (_P.MONTH, _Q.APPROXIMATE): "about {month} {year}",
    (_P.MONTH, _Q.BOTH): "about {month} {year} (uncertain)",
    (_P.DAY, _Q.NONE): "{day} {month} {year}",
    (_P.DAY, _Q.UNCERTAIN): "{day} {month} {year} (uncertain)",
    (_P.DAY, _Q.APPROXIMATE): "about {day} {month} {year}",
    (_P.DAY, _Q.BOTH): "about {day} {month} {year} (uncertain)",
    (_P.SEASON, _Q.NONE): "{season} {year}",
    (_P.SEASON, _Q.UNCERTAIN): "{season} {year} (uncertain)",
    (_P.SEASON, _Q.APPROXIMATE): "about {season} {year}",
    (_P.SEASON, _Q.BOTH): "about {season} {year} (uncertain)",
    (_P.NO_MONTH, _Q.NONE): "{year}, month unknown",
    (_P.NO_MONTH, _Q.UNCERTAIN): "{year} (uncertain), month unknown",
    (_P.NO_MONTH, _Q.APPROXIMATE): "about {year}, month unknown",
    (_P.NO_MONTH, _Q.BOTH): "about {year} (uncertain), month unknown",
    (_P.NO_DAY, _Q.NONE): "{month} {year}, day unknown",
    (_P.NO_DAY, _Q.UNCERTAIN): "{month} {year} (uncertain), day unknown",
    (_P.NO_DAY, _Q.APPROXIMATE): "about {month} {year}, day unknown",
    (_P.NO_DAY, _Q.BOTH): "about {month} {year} (uncertain), day unknown",
    (_P.NO_MONTH_NO_DAY, _Q.NONE): "{year}, month and day unknown",
    (_P.NO_MONTH_NO_DAY, _Q.UNCERTAIN): "{year} (uncertain), month and day unknown",
    (_P.NO_MONTH_NO_DAY, _Q.APPROXIMATE): "about {year}, month and day unknown",
    (_P.NO_MONTH_NO_DAY, _Q.BOTH): "about {year} (uncertain), month and day unknown",
}

# As an end of an interval these sound otherwise; the rest is said as it is alone.
END: dict[tuple[Precision, Qualifier], str] = MOMENT | {
    (_P.DECADE, _Q.NONE): "the {first}s",
    (_P.DECADE, _Q.UNCERTAIN): "the {first}s (uncertain)",
    (_P.YEARS, _Q.NONE): "a year in {span}",
    (_P.YEARS, _Q.UNCERTAIN): "a year in {span} (uncertain)",
    (_P.YEARS, _Q.APPROXIMATE): "a year in about {span}",
    (_P.YEARS, _Q.BOTH): "a year in about {span} (uncertain)",
    (_P.NO_MONTH, _Q.NONE): "{year} (month unknown)",
    (_P.NO_MONTH, _Q.UNCERTAIN): "{year} (uncertain, month unknown)",
    (_P.NO_MONTH, _Q.APPROXIMATE): "about {year} (month unknown)",
    (_P.NO_MONTH, _Q.BOTH): "about {year} (uncertain, month unknown)",
    (_P.NO_DAY, _Q.NONE): "{month} {year} (day unknown)",
    (_P.NO_DAY, _Q.UNCERTAIN): "{month} {year} (uncertain, day unknown)",
    (_P.NO_DAY, _Q.APPROXIMATE): "about {month} {year} (day unknown)",
    (_P.NO_DAY, _Q.BOTH): "about {month} {year} (uncertain, day unknown)",
    (_P.NO_MONTH_NO_DAY, _Q.NONE): "{year} (month and day unknown)",
    (_P.NO_MONTH_NO_DAY, _Q.UNCERTAIN): "{year} (uncertain, month and day unknown)",
    (_P.NO_MONTH_NO_DAY, _Q.APPROXIMATE): "about {year} (month and day unknown)",
    (_P.NO_MONTH_NO_DAY, _Q.BOTH): "about {year} (uncertain, month and day unknown)",
}

STRETCH: dict[tuple[Gap | None, Gap | None], str] = {
    (None, None): "{start} to {end}",
    (None, Gap.OPEN): "since {start}",
    (None, Gap.UNKNOWN): "from {start}, end not known",
    (Gap.OPEN, None): "until {end}",
    (Gap.UNKNOWN, None): "until {end}, start not known",
}


def moment(part: Part) -> str:
    """Say a simple date."""
    return MOMENT[part.precision, part.qualifier].format(**_words(part))


def stretch(start: End, end: End) -> str:
    """Say an interval."""
    gaps = (
        start if isinstance(start, Gap) else None,
        end if isinstance(end, Gap) else None,
    )
    return STRETCH[gaps].format(start=_end(start), end=_end(end))


def _end(end: End) -> str:
    if isinstance(end, Gap):
        return ""
    return END[end.precision, end.qualifier].format(**_words(end))


def _words(part: Part) -> dict[str, str]:
    first, last, span = (
        word.format(first=year_number(part.first_year), last=year_number(part.last_year))
        for word in SPAN[part.era]
    )
    era = era_of(part.first_year, part.first_year)
    return {
        "year": YEAR[era].format(n=year_number(part.first_year)),
        "first": first,
        "last": last,
        "span": span,
        "month": MONTHS[part.month - 1] if part.month else "",
        "day": str(part.day or ""),
        "season": SEASONS[part.season] if part.season else "",
    }
