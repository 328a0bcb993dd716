"""Keeps an EDTF text as written together with the days it can mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from memorial.dates.days import civil_from_days
from memorial.dates.parts import End, Gap, Part, Precision, Qualifier
from memorial.dates.reading import DateError, read_part
from memorial.dates.spoken import say

BEGINNING: int = -(10**15)
END: int = 10**15

MAX_LENGTH = 60

_SIMPLE = (Precision.YEAR, Precision.MONTH, Precision.DAY)


@dataclass(frozen=True, order=True)
class EdtfDate:
    """A date as someone wrote it: nothing it leaves out is filled in.

    The bounds are day numbers of the proleptic Gregorian calendar, counted as
    datetime.date.toordinal() counts, continued below 1 for the years before the common era.
    They are what the text strictly means; see Part for seasons and qualifiers. An end that
    is open or unknown gives BEGINNING or END.
    """

    earliest: int
    latest: int
    text: str
    start: End = field(compare=False, repr=False)
    end: End | None = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> EdtfDate:
        """Read a text, or raise DateError."""
        written = text.strip()
        if not written or len(written) > MAX_LENGTH:
            raise DateError(text)
        return _parse(written)

    def __str__(self) -> str:
        return self.text

    @property
    def is_day(self) -> bool:
        """Whether it is one exact day, written as such and not in doubt."""
        return self._plain_precision is Precision.DAY

    @property
    def is_open_start(self) -> bool:
        """Whether it has no start (`..`); a start nobody knows is not open."""
        return self.start is Gap.OPEN

    @property
    def is_open_end(self) -> bool:
        """Whether it has not ended (`..`); an end nobody knows is not open."""
        return self.end is Gap.OPEN

    @property
    def year(self) -> int | None:
        """The one EDTF year it lies within (0 is 1 BCE), if it lies within one."""
        if self.earliest == BEGINNING or self.latest == END:
            return None
        first, last = civil_from_days(self.earliest)[0], civil_from_days(self.latest)[0]
        return first if first == last else None

    @property
    def machine(self) -> str | None:
        """The value for <time datetime>; None where HTML has no way to say the date."""
        has_html_year = self.year is not None and 1 <= self.year <= 9999
        return self.text if has_html_year and self._plain_precision in _SIMPLE else None

    def overlaps(self, other: EdtfDate) -> bool:
        """Whether both could be the same time."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def precedes(self, other: EdtfDate) -> bool:
        """Whether it surely ends before the other starts."""
        return self.latest < other.earliest

    def spoken(self, language: str) -> str:
        """Say it in a language; one that is not known is answered in English."""
        return say(self.start, self.end, language)

    @property
    def _plain_precision(self) -> Precision | None:
        if self.end is not None or not isinstance(self.start, Part):
            return None
        return self.start.precision if self.start.qualifier is Qualifier.NONE else None


# Even the grammar of one kind takes the library a third of a millisecond.
@lru_cache(maxsize=4096)
def _parse(text: str) -> EdtfDate:
    try:
        first, slash, second = text.partition("/")
        start = _end(first) if slash else read_part(text)
        end = _end(second) if slash else None
    except DateError as error:
        raise DateError(text) from error
    if isinstance(start, Gap) and isinstance(end, Gap):
        # An interval of two gaps names no day at all.
        raise DateError(text)
    last = start if end is None else end
    earliest = start.earliest if isinstance(start, Part) else BEGINNING
    latest = last.latest if isinstance(last, Part) else END
    if latest < earliest:
        raise DateError(text)
    return EdtfDate(earliest, latest, text, start, end)


def _end(text: str) -> End:
    return Gap(text) if text in ("", "..") else read_part(text)
