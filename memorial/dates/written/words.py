"""Reads dates in words, by the very patterns and names that `spoken` says them with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from memorial.dates.parts import Precision
from memorial.dates.written.tongues import TONGUES, Tongue

#: How EDTF writes each precision that words are read for; runs of years and spans are not.
_EDTF = {
    Precision.YEAR: "{year}",
    Precision.DECADE: "{decade}X",
    Precision.MONTH: "{year}-{month:02}",
    Precision.DAY: "{year}-{month:02}-{day:02}",
    Precision.SEASON: "{year}-{season}",
    Precision.NO_MONTH: "{year}-XX",
    Precision.NO_DAY: "{year}-{month:02}-XX",
    Precision.NO_MONTH_NO_DAY: "{year}-XX-XX",
}

_SLOT = re.compile(r"\{(\w+)\}")


def in_words(text: str) -> Iterator[str]:
    """Yield the EDTF of everything that a text in words can mean, valid or not."""
    for tongue in TONGUES:
        words = text if tongue.has_spaces else text.replace(" ", "")
        for pattern, edtf in _ways(tongue):
            found = pattern.fullmatch(words)
            values = _values(found, tongue) if found else {}
            if values and ("{decade}" not in edtf or _is_decade(values["first"])):
                yield edtf.format(**values)


@cache
def _ways(tongue: Tongue) -> list[tuple[re.Pattern[str], str]]:
    """Return every pattern of a tongue, with the EDTF that it stands for."""
    ways = []
    for (precision, qualifier), template in tongue.moments.items():
        if precision in _EDTF:
            edtf = _EDTF[precision] + qualifier.value
            ways += [(_pattern(each, tongue), edtf) for each in _variants(template, tongue)]
    return ways


def _variants(template: str, tongue: Tongue) -> list[str]:
    if not tongue.has_spaces:
        template = template.replace(" ", "")
    others = [template.replace(*swap) for swap in tongue.swaps if swap[0] in template]
    return [template, *others]


def _pattern(template: str, tongue: Tongue) -> re.Pattern[str]:
    parts = _SLOT.split(template)
    literals = [_literal(each, tongue.also) for each in parts[::2]]
    slots = [tongue.slots[name] for name in parts[1::2]]
    pieces = [piece for pair in zip(literals, [*slots, ""], strict=True) for piece in pair]
    return re.compile("".join(pieces))


def _literal(text: str, also: Mapping[str, str]) -> str:
    """Return the pattern of what stands between slots, with what is written for it as well."""
    known = "|".join(re.escape(each) for each in also)
    parts = re.split(f"({known})", text.casefold())
    escaped = (also.get(part) or re.escape(part) for part in parts)
    return "".join(escaped).replace(r"\ ", r"\s+")


def _values(found: re.Match[str], tongue: Tongue) -> dict[str, Any]:
    """Return what EDTF writes for the words found; nothing where one of them names nothing."""
    said = {name: word for name, word in found.groupdict().items() if word}
    year = _year(said)
    if year is None:
        return {}
    values: dict[str, Any] = {"first": year, "year": _edtf_year(year), "decade": f"{year // 10:03}"}
    for name, number_of in (("month", tongue.month), ("season", tongue.season), ("day", int)):
        if name in said and not (number := number_of(said[name])):
            return {}
        values[name] = number if name in said else 0
    return values


def _year(said: Mapping[str, str]) -> int | None:
    if number := int(said.get("before", 0)):
        return 1 - number
    return int(said.get("named") or said.get("plain") or 0) or None


def _edtf_year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _is_decade(year: int) -> bool:
    # The nineteen-hundreds are a decade to some and a century to others.
    return year >= 100 and year % 10 == 0 and year % 100 != 0
