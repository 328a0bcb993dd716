"""Says dates in Korean."""

from __future__ import annotations

from memorial.dates.parts import End, Era, Gap, Part, Precision, Qualifier, era_of, year_number

SEASONS = {21: "봄", 22: "여름", 23: "가을", 24: "겨울"}

YEAR = {Era.BEFORE: "기원전 {n}년", Era.NAMED: "서기 {n}년", Era.PLAIN: "{n}년"}

# Without its own era the last year would be heard as one before the common era too.
LAST_YEAR = YEAR | {Era.CROSSING: YEAR[Era.NAMED]}

_P, _Q = Precision, Qualifier

MOMENT: dict[tuple[Precision, Qualifier], str] = {
    (_P.YEAR, _Q.NONE): "{year}",
    (_P.YEAR, _Q.UNCERTAIN): "{year}(추정)",
    (_P.YEAR, _Q.APPROXIMATE): "{year}경",
    (_P.YEAR, _Q.BOTH): "{year}경(추정)",
    (_P.DECADE, _Q.NONE): "{year}대",
    (_P.DECADE, _Q.UNCERTAIN): "{year}대(추정)",
    (_P.DECADE, _Q.APPROXIMATE): "{year}대 무렵",
    (_P.DECADE, _Q.BOTH): "{year}대 무렵(추정)",
    (_P.YEARS, _Q.NONE): "{year}에서 {last} 사이",
    (_P.YEARS, _Q.UNCERTAIN): "{year}에서 {last} 사이(추정)",
    (_P.YEARS, _Q.APPROXIMATE): "대략 {year}에서 {last} 사이",
    (_P.YEARS, _Q.BOTH): "대략 {year}에서 {last} 사이(추정)",
    (_P.MONTH, _Q.NONE): "{year} {month}월",
    (_P.MONTH, _Q.UNCERTAIN): "{year} {month}월(추정)",
    (_P.MONTH, _Q.APPROXIMATE): "{year} {month}월경",
    (_P.MONTH, _Q.BOTH): "{year} {month}월경(추정)",
    (_P.DAY, _Q.NONE): "{year} {month}월 {day}일",
    (_P.DAY, _Q.UNCERTAIN): "{year} {month}월 {day}일(추정)",
    (_P.DAY, _Q.APPROXIMATE): "{year} {month}월 {day}일경",
    (_P.DAY, _Q.BOTH): "{year} {month}월 {day}일경(추정)",
    (_P.SEASON, _Q.NONE): "{year} {season}",
    (_P.SEASON, _Q.UNCERTAIN): "{year} {season}(추정)",
    (_P.SEASON, _Q.APPROXIMATE): "{year} {season} 무렵",
    (_P.SEASON, _Q.BOTH): "{year} {season} 무렵(추정)",
    (_P.NO_MONTH, _Q.NONE): "{year}(월 미상)",
    (_P.NO_MONTH, _Q.UNCERTAIN): "{year}(추정, 월 미상)",
    (_P.NO_MONTH, _Q.APPROXIMATE): "{year}경(월 미상)",
    (_P.NO_MONTH, _Q.BOTH): "{year}경(추정, 월 미상)",
    (_P.NO_DAY, _Q.NONE): "{year} {month}월(일 미상)",
    (_P.NO_DAY, _Q.UNCERTAIN): "{year} {month}월(추정, 일 미상)",
    (_P.NO_DAY, _Q.APPROXIMATE): "{year} {month}월경(일 미상)",
    (_P.NO_DAY, _Q.BOTH): "{year} {month}월경(추정, 일 미상)",
    (_P.NO_MONTH_NO_DAY, _Q.NONE): "{year}(월일 미상)",
    (_P.NO_MONTH_NO_DAY, _Q.UNCERTAIN): "{year}(추정, 월일 미상)",
    (_P.NO_MONTH_NO_DAY, _Q.APPROXIMATE): "{year}경(월일 미상)",
    (_P.NO_MONTH_NO_DAY, _Q.BOTH): "{year}경(추정, 월일 미상)",
}

# As an end of an interval these sound otherwise; the rest is said as it is alone.
END: dict[tuple[Precision, Qualifier], str] = MOMENT | {
    (_P.YEARS, _Q.NONE): "{year}에서 {last} 사이의 어느 해",
    (_P.YEARS, _Q.UNCERTAIN): "{year}에서 {last} 사이의 어느 해(추정)",
    (_P.YEARS, _Q.APPROXIMATE): "대략 {year}에서 {last} 사이의 어느 해",
    (_P.YEARS, _Q.BOTH): "대략 {year}에서 {last} 사이의 어느 해(추정)",
}

STRETCH: dict[tuple[Gap | None, Gap | None], str] = {
    (None, None): "{start}부터 {end}까지",
    (None, Gap.OPEN): "{start}부터",
    (None, Gap.UNKNOWN): "{start}부터(종료 시점 미상)",
    (Gap.OPEN, None): "{end}까지",
    (Gap.UNKNOWN, None): "{end}까지(시작 시점 미상)",
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
    era = era_of(part.first_year, part.first_year)
    return {
        "year": YEAR[era].format(n=year_number(part.first_year)),
        "last": LAST_YEAR[part.era].format(n=year_number(part.last_year)),
        "month": str(part.month or ""),
        "day": str(part.day or ""),
        "season": SEASONS[part.season] if part.season else "",
    }
