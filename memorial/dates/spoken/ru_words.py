"""Holds the Russian forms of months, seasons and years."""

from __future__ import annotations

from memorial.dates.parts import Era, Part, Precision, era_of, year_number

# Nominative (which is the accusative too) and genitive.
MONTHS = (
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)

# Nominative, genitive, accusative.
SEASONS = {
    21: ("весна", "весны", "весну"),
    22: ("лето", "лета", "лето"),
    23: ("осень", "осени", "осень"),
    24: ("зима", "зимы", "зиму"),
}

# Nominative (which is the accusative too) and genitive.
YEAR = {
    Era.BEFORE: ("{n} год до н.\u00a0э.", "{n} года до н.\u00a0э."),
    Era.NAMED: ("{n} год н.\u00a0э.", "{n} года н.\u00a0э."),
    Era.PLAIN: ("{n} год", "{n} года"),
}

# Between which years, and out of which years.
SPAN = {
    Era.BEFORE: (
        "между {first} и {last} годами до н.\u00a0э.",
        "{first}–{last} годов до н.\u00a0э.",
    ),
    Era.CROSSING: (
        "между {first} годом до н.\u00a0э. и {last} годом н.\u00a0э.",
        "годов с {first} года до н.\u00a0э. по {last} год н.\u00a0э.",
    ),
    Era.NAMED: ("между {first} и {last} годами н.\u00a0э.", "{first}–{last} годов н.\u00a0э."),
    Era.PLAIN: ("между {first} и {last} годами", "{first}–{last} годов"),
}

# What an end of an interval begins with when it is said; the rest begins with a word.
_BEGINS_WITH_YEAR = (
    Precision.YEAR,
    Precision.DECADE,
    Precision.NO_MONTH,
    Precision.NO_MONTH_NO_DAY,
)


def words(part: Part) -> dict[str, str]:
    """Give every form the patterns can ask for."""
    first, last = year_number(part.first_year), year_number(part.last_year)
    year_n, year_g = YEAR[era_of(part.first_year, part.first_year)]
    between, span = SPAN[part.era]
    month_n, month_g = MONTHS[part.month - 1] if part.month else ("", "")
    season_n, season_g, season_a = SEASONS[part.season] if part.season else ("", "", "")
    return {
        "year_n": year_n.format(n=first),
        "year_g": year_g.format(n=first),
        "first": str(first),
        "between": between.format(first=first, last=last),
        "span": span.format(first=first, last=last),
        "month_n": month_n,
        "month_g": month_g,
        "day": str(part.day or ""),
        "season_n": season_n,
        "season_g": season_g,
        "season_a": season_a,
    }


def preposition_from(part: Part) -> str:
    """Give the form of "from" that fits the word the date begins with when it is read out."""
    if part.precision in _BEGINS_WITH_YEAR:
        return _before_ordinal(year_number(part.first_year))
    return _before_ordinal(part.day) if part.day else "с"


def _before_ordinal(number: int) -> str:
    # "со второго", "со сто первого", "со стотысячного", but "с сотого".
    leading = number
    while leading >= 1000:
        leading //= 1000
    begins_with_hundred = 100 <= leading < 200 and number != 100
    return "со" if number == 2 or begins_with_hundred else "с"
