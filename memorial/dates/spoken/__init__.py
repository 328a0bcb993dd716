"""Says a date in the language asked for."""

from collections.abc import Callable
from typing import NamedTuple

from memorial.dates.parts import End, Gap, Part
from memorial.dates.spoken import en, ko, ru


class Speaker(NamedTuple):
    """What a language has to be able to say."""

    moment: Callable[[Part], str]
    stretch: Callable[[End, End], str]


_ENGLISH = Speaker(en.moment, en.stretch)

SPEAKERS: dict[str, Speaker] = {
    "en": _ENGLISH,
    "ru": Speaker(ru.moment, ru.stretch),
    "ko": Speaker(ko.moment, ko.stretch),
}


def say(start: End, end: End | None, language: str) -> str:
    """Say a simple date (no end) or an interval."""
    speaker = SPEAKERS.get(language.partition("-")[0].lower(), _ENGLISH)
    if end is not None:
        return speaker.stretch(start, end)
    if isinstance(start, Gap):
        raise TypeError("a gap alone is no date")
    return speaker.moment(start)
