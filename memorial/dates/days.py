"""Counts days through every year, before and after the year one."""

# His eras begin on 0000-03-01; datetime.date counts 0001-01-01 as day 1.
_MARCH_YEAR_SHIFT = 305
_DAYS_IN_400_YEARS = 146_097


def days_from_civil(year: int, month: int, day: int) -> int:
    """Give the day number of a proleptic Gregorian day, year 0 being 1 BCE.

    Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil
    (https://howardhinnant.github.io/date_algorithms.html). The count is that of
    datetime.date.toordinal(), continued below 1.
    """
    march_year = year - (month <= 2)
    era, year_of_era = divmod(march_year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_IN_400_YEARS + day_of_era - _MARCH_YEAR_SHIFT


def civil_from_days(number: int) -> tuple[int, int, int]:
    """Give (year, month, day) of a day number: the inverse of days_from_civil, same source."""
    era, day_of_era = divmod(number + _MARCH_YEAR_SHIFT, _DAYS_IN_400_YEARS)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    march_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * march_month + 2) // 5 + 1
    month = march_month + 3 if march_month < 10 else march_month - 9
    return year_of_era + era * 400 + (month <= 2), month, day


def last_day_of_month(year: int, month: int) -> int:
    """Give the day number of the last day of a month."""
    return days_from_civil(year + month // 12, month % 12 + 1, 1) - 1


def month_length(year: int, month: int) -> int:
    """Give how many days a month has."""
    return last_day_of_month(year, month) - days_from_civil(year, month, 1) + 1
