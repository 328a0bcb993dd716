"""Says dates in Russian."""

from __future__ import annotations

from memorial.dates.parts import End, Era, Gap, Part, Precision, Qualifier, year_number
from memorial.dates.spoken.ru_words import preposition_from, words

_P, _Q = Precision, Qualifier

MOMENT: dict[tuple[Precision, Qualifier], str] = {
    (_P.YEAR, _Q.NONE): "{year_n}",
    (_P.YEAR, _Q.UNCERTAIN): "{year_n} (предположительно)",
    (_P.YEAR, _Q.APPROXIMATE): "около {year_g}",
    (_P.YEAR, _Q.BOTH): "около {year_g} (предположительно)",
    (_P.DECADE, _Q.NONE): "{first}-е годы",
    (_P.DECADE, _Q.UNCERTAIN): "{first}-е годы (предположительно)",
    (_P.DECADE, _Q.APPROXIMATE): "примерно {first}-е годы",
    (_P.DECADE, _Q.BOTH): "примерно {first}-е годы (предположительно)",
    (_P.YEARS, _Q.NONE): "{between}",
    (_P.YEARS, _Q.UNCERTAIN): "{between} (предположительно)",
    (_P.YEARS, _Q.APPROXIMATE): "примерно {between}",
    (_P.YEARS, _Q.BOTH): "примерно {between} (предположительно)",
    (_P.MONTH, _Q.NONE): "{month_n} {year_g}",
    (_P.MONTH, _Q.UNCERTAIN): "{month_n} {year_g} (предположительно)",
    (_P.MONTH, _Q.APPROXIMATE): "около {month_g} {year_g}",
    (_P.MONTH, _Q.BOTH): "около {month_g} {year_g} (предположительно)",
    (_P.DAY, _Q.NONE): "{day} {month_g} {year_g}",
    (_P.DAY, _Q.UNCERTAIN): "{day} {month_g} {year_g} (предположительно)",
    (_P.DAY, _Q.APPROXIMATE): "около {day} {month_g} {year_g}",
    (_P.DAY, _Q.BOTH): "около {day} {month_g} {year_g} (предположительно)",
    (_P.SEASON, _Q.NONE): "{season_n} {year_g}",
    (_P.SEASON, _Q.UNCERTAIN): "{season_n} {year_g} (предположительно)",
    (_P.SEASON, _Q.APPROXIMATE): "примерно {season_n} {year_g}",
    (_P.SEASON, _Q.BOTH): "примерно {season_n} {year_g} (предположительно)",
    (_P.NO_MONTH, _Q.NONE): "{year_n}, месяц неизвестен",
    (_P.NO_MONTH, _Q.UNCERTAIN): "{year_n} (предположительно), месяц неизвестен",
    (_P.NO_MONTH, _Q.APPROXIMATE): "около {year_g}, месяц неизвестен",
    (_P.NO_MONTH, _Q.BOTH): "около {year_g} (предположительно), месяц неизвестен",
    (_P.NO_DAY, _Q.NONE): "{month_n} {year_g}, день неизвестен",
    (_P.NO_DAY, _Q.UNCERTAIN): "{month_n} {year_g} (предположительно), день неизвестен",
    (_P.NO_DAY, _Q.APPROXIMATE): "около {month_g} {year_g}, день неизвестен",
    (_P.NO_DAY, _Q.BOTH): "около {month_g} {year_g} (предположительно), день неизвестен",
    (_P.NO_MONTH_NO_DAY, _Q.NONE): "{year_n}, месяц и день неизвестны",
    (_P.NO_MONTH_NO_DAY, _Q.UNCERTAIN): "{year_n} (предположительно), месяц и день неизвестны",
    (_P.NO_MONTH_NO_DAY, _Q.APPROXIMATE): "около {year_g}, месяц и день неизвестны",
    (_P.NO_MONTH_NO_DAY, _Q.BOTH): "около {year_g} (предположительно), месяц и день неизвестны",
}

# An end of an interval by precision and doubt: genitive (с, до) and accusative (по).
END: dict[tuple[Precision, bool], tuple[str, str]] = {
    (_P.YEAR, False): ("{year_g}", "{year_n}"),
    (_P.YEAR, True): ("{year_g} (предположительно)", "{year_n} (предположительно)"),
    (_P.DECADE, False): ("{first}-х годов", "{first}-е годы"),
    (_P.DECADE, True): ("{first}-х годов (предположительно)", "{first}-е годы (предположительно)"),
    (_P.YEARS, False): ("одного из {span}", "один из {span}"),
    (_P.YEARS, True): ("одного из {span} (предположительно)", "один из {span} (предположительно)"),
    (_P.MONTH, False): ("{month_g} {year_g}", "{month_n} {year_g}"),
    (_P.MONTH, True): (
        "{month_g} {year_g} (предположительно)",
        "{month_n} {year_g} (предположительно)",
    ),
    (_P.DAY, False): ("{day} {month_g} {year_g}", "{day} {month_g} {year_g}"),
    (_P.DAY, True): (
        "{day} {month_g} {year_g} (предположительно)",
        "{day} {month_g} {year_g} (предположительно)",
    ),
    (_P.SEASON, False): ("{season_g} {year_g}", "{season_a} {year_g}"),
    (_P.SEASON, True): (
        "{season_g} {year_g} (предположительно)",
        "{season_a} {year_g} (предположительно)",
    ),
    (_P.NO_MONTH, False): ("{year_g} (месяц неизвестен)", "{year_n} (месяц неизвестен)"),
    (_P.NO_MONTH, True): (
        "{year_g} (предположительно, месяц неизвестен)",
        "{year_n} (предположительно, месяц неизвестен)",
    ),
    (_P.NO_DAY, False): (
        "{month_g} {year_g} (день неизвестен)",
        "{month_n} {year_g} (день неизвестен)",
    ),
    (_P.NO_DAY, True): (
        "{month_g} {year_g} (предположительно, день неизвестен)",
        "{month_n} {year_g} (предположительно, день неизвестен)",
    ),
    (_P.NO_MONTH_NO_DAY, False): (
        "{year_g} (месяц и день неизвестны)",
        "{year_n} (месяц и день неизвестны)",
    ),
    (_P.NO_MONTH_NO_DAY, True): (
        "{year_g} (предположительно, месяц и день неизвестны)",
        "{year_n} (предположительно, месяц и день неизвестны)",
    ),
}

# Unmarked years run into each other, as every Russian inscription has them.
YEARS_RUN = {
    Era.BEFORE: "{first}–{last} годы до н.\u00a0э.",
    Era.NAMED: "{first}–{last} годы н.\u00a0э.",
    Era.PLAIN: "{first}–{last} годы",
}

# By what each end is: a gap, or a date that is approximate (True) or not.
STRETCH: dict[tuple[bool | Gap, bool | Gap], str] = {
    (False, False): "{s} {start} по {until}",
    (False, True): "{s} {start} примерно по {until}",
    (True, False): "примерно {s} {start} по {until}",
    (True, True): "примерно {s} {start} примерно по {until}",
    (False, Gap.OPEN): "{s} {start}",
    (True, Gap.OPEN): "примерно {s} {start}",
    (False, Gap.UNKNOWN): "{s} {start}, конец неизвестен",
    (True, Gap.UNKNOWN): "примерно {s} {start}, конец неизвестен",
    (Gap.OPEN, False): "до {end}",
    (Gap.OPEN, True): "примерно до {end}",
    (Gap.UNKNOWN, False): "до {end}, начало неизвестно",
    (Gap.UNKNOWN, True): "примерно до {end}, начало неизвестно",
}


def moment(part: Part) -> str:
    """Say a simple date."""
    return MOMENT[part.precision, part.qualifier].format(**words(part))


def stretch(start: End, end: End) -> str:
    """Say an interval."""
    if isinstance(start, Part) and isinstance(end, Part) and _run_together(start, end):
        first, last = year_number(start.first_year), year_number(end.first_year)
        return YEARS_RUN[start.era].format(first=first, last=last)
    from_genitive, _ = _cases(start)
    to_genitive, to_accusative = _cases(end)
    return STRETCH[_kind(start), _kind(end)].format(
        s="" if isinstance(start, Gap) else preposition_from(start),
        start=from_genitive,
        end=to_genitive,
        until=to_accusative,
    )


def _run_together(start: Part, end: Part) -> bool:
    plain_years = all(
        part.precision is Precision.YEAR and part.qualifier is Qualifier.NONE
        for part in (start, end)
    )
    return plain_years and start.era is end.era and start.first_year < end.first_year


def _kind(end: End) -> bool | Gap:
    return end if isinstance(end, Gap) else end.qualifier.is_approximate


def _cases(end: End) -> tuple[str, str]:
    if isinstance(end, Gap):
        return "", ""
    genitive, accusative = END[end.precision, end.qualifier.is_uncertain]
    forms = words(end)
    return genitive.format(**forms), accusative.format(**forms)
