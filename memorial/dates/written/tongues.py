"""What a date in words is made of, a language each: the tables of `spoken`, and other habits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from memorial.dates.parts import Precision, Qualifier
from memorial.dates.spoken import en, ko, ru, ru_words


@dataclass(frozen=True, eq=False)
class Tongue:
    """How one language writes dates.

    `moments` says each kind of date in a pattern; `slots` how what is put into it is written;
    `also` what stands for a word of a pattern too; `swaps` the orders that are usual besides.
    """

    moments: Mapping[tuple[Precision, Qualifier], str]
    slots: Mapping[str, str]
    months: Iterable[tuple[str, ...]]
    seasons: Mapping[int, tuple[str, ...]]
    also: Mapping[str, str]
    swaps: tuple[tuple[str, str], ...] = ()
    has_spaces: bool = field(default=True)

    def month(self, word: str) -> int | None:
        """Return the number of a month by its name, or by three letters of it and more."""
        if word.isdecimal():
            return int(word)
        for number, names in enumerate(self.months, 1):
            if any(name.casefold().startswith(word) for name in names):
                return number
        return None

    def season(self, word: str) -> int | None:
        return next((number for number, names in self.seasons.items() if word in names), None)


def _either(names: Iterable[Iterable[str]]) -> str:
    return "|".join(sorted((each for some in names for each in some), key=len, reverse=True))


_NAMED_MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
_PLAIN = "(?P<plain>[0-9]{3,4})"
_BEFORE, _NAMED = "(?P<before>[0-9]{1,13})", "(?P<named>[0-9]{1,13})"

_EN_SEASONS = {number: (name,) for number, name in en.SEASONS.items()} | {23: ("autumn", "fall")}
_ENGLISH = Tongue(
    moments=en.MOMENT,
    slots={
        "year": rf"(?:{_BEFORE}\s*bce?|{_NAMED}\s*(?:ce|ad)|{_PLAIN})",
        "first": _PLAIN,
        "month": _NAMED_MONTH,
        "day": r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?",
        "season": f"(?P<season>{_either(_EN_SEASONS.values())})",
    },
    months=[(name, "Sept") if name == "September" else (name,) for name in en.MONTHS],
    seasons=_EN_SEASONS,
    also={
        "about ": r"(?:(?:about|around|approximately|circa|ca?\.?)\s*)",
        " (uncertain)": r"(?:\s+\(uncertain\)|\s*\?)",
    },
    swaps=(
        ("{day} {month} {year}", "{month} {day}, {year}"),
        ("{day} {month} {year}", "{month} {day} {year}"),
        ("{day} {month} {year}", "{day} {month}, {year}"),
        ("{month} {year}", "{month}, {year}"),
        ("{first}s", "the {first}s"),
        ("{first}s", "{first}'s"),
        ("{first}s", "{first}’s"),
    ),
)

_RU_YEAR = r"\s*(?:года?|г\.?)?"
_RU_YEARS = (
    rf"(?:{_BEFORE}{_RU_YEAR}\s*до\s*н\.?\s*э\.?|{_NAMED}{_RU_YEAR}\s*н\.?\s*э\.?"
    rf"|{_PLAIN}{_RU_YEAR})"
)
_RU_SEASON = f"(?P<season>{_either(ru_words.SEASONS.values())})"
_RU_ABOUT = r"(?:(?:около|ок\.?|примерно|приблизительно)\s*)"
_RUSSIAN = Tongue(
    moments=ru.MOMENT,
    slots={
        **dict.fromkeys(("year_n", "year_g"), _RU_YEARS),
        **dict.fromkeys(("month_n", "month_g"), _NAMED_MONTH),
        **dict.fromkeys(("season_n", "season_g"), _RU_SEASON),
        "first": _PLAIN,
        "day": "(?P<day>[0-9]{1,2})(?:-?го)?",
    },
    months=ru_words.MONTHS,
    seasons=ru_words.SEASONS,
    also={
        "около ": _RU_ABOUT,
        "примерно ": _RU_ABOUT,
        "-е годы": r"\s*-?\s*[ех](?:\s+(?:годы|годов|гг\.?))?",
        " (предположительно)": r"(?:\s+\(предположительно\)|\s*\?)",
    },
)

_KO_ABOUT = "(?:경|쯤|무렵)"
_KOREAN = Tongue(
    moments=ko.MOMENT,
    slots={
        "year": f"(?:기원전{_BEFORE}년|서기{_NAMED}년|{_PLAIN}년)",
        "month": "(?P<month>[0-9]{1,2})",
        "day": "(?P<day>[0-9]{1,2})",
        "season": f"(?P<season>{'|'.join(ko.SEASONS.values())})",
    },
    months=(),
    seasons={number: (name,) for number, name in ko.SEASONS.items()},
    also={"경": _KO_ABOUT, "무렵": _KO_ABOUT, "(추정)": r"(?:\(추정\)|\?)"},
    swaps=(
        ("{year}{month}월{day}일경", "약{year}{month}월{day}일"),
        ("{year}{month}월경", "약{year}{month}월"),
        ("{year}경", "약{year}"),
    ),
    has_spaces=False,
)

TONGUES = (_ENGLISH, _RUSSIAN, _KOREAN)
