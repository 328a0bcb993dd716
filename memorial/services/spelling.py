"""Words in any spelling: case, diacritics, hyphens, apostrophes and spaces apart."""

import re
from collections import defaultdict
from functools import lru_cache
from unicodedata import category, normalize

from django.db.models import Q

# In brackets of a regular expression: a hyphen that stands first is a hyphen.
_JOINTS = "-\u00ad\u2010-\u2015'`\u00b4\u00b7\u02b9-\u02bf\u2018\u2019"
_MARKS = "\u0300-\u036f"
_SPACES = " \u00a0\u202f"
_JOINED = f"[{_JOINTS}{_MARKS}]*"
_SPACED = f"[{_JOINTS}{_MARKS}{_SPACES}]*"
_PARTS = re.compile(f"[{_JOINTS}{_SPACES}]+")
#: Shorter words would be found across the border of any two: "gate" in "being at ease".
_LONG = 6
_LONGEST = 100
#: Latin, Greek and Cyrillic; other scripts have no letters that carry marks in names.
_ALPHABETS = (range(0x41, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00))
_NO_MARKS = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"}


def says(path: str, words: str) -> Q:
    """Return the condition that a column holds these words, in whatever spelling."""
    pattern = _pattern(words) if len(words) <= _LONGEST else ""
    # A regular expression, for both databases know all letters in it: SQLite's LIKE does not.
    return Q(**{f"{path}__regex": pattern}) if pattern else Q(**{f"{path}__icontains": words})


@lru_cache
def _pattern(words: str) -> str:
    parts = [part for part in map(_bare, _PARTS.split(words)) if part]
    # Korean is counted by its letters, not by its syllables.
    is_long = len(normalize("NFD", "".join(parts))) >= _LONG
    between = _SPACED if is_long else _JOINED
    return _SPACED.join(between.join(map(_any_case, part)) for part in parts)


def _bare(words: str) -> str:
    marked = normalize("NFD", words)
    return normalize("NFC", "".join(each for each in marked if category(each) != "Mn"))


def _any_case(letter: str) -> str:
    spellings = _SPELLINGS.get(_base(letter)) or {letter.lower(), letter.upper()}
    ways = sorted(each for each in spellings if len(each) == 1)
    return f"[{''.join(ways)}]" if len(ways) > 1 else re.escape(letter)


def _base(letter: str) -> str:
    bare = normalize("NFD", letter)[0].lower()
    return _NO_MARKS.get(bare, bare)


def _all_spellings() -> dict[str, set[str]]:
    spellings = defaultdict(set)
    for letter in (chr(code) for alphabet in _ALPHABETS for code in alphabet):
        if letter.isalpha():
            spellings[_base(letter)].add(letter)
    return dict(spellings)


_SPELLINGS = _all_spellings()
