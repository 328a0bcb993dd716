"""Whether words are quoted as they stand: spaces, capitals and kinds of quotation mark aside."""

import re
import unicodedata

from memorial.text import plain

_MARKER = re.compile(r'<a(?: [a-z]+="[^"]*")*? href="source:[0-9]{1,3}"[^>]*>.*?</a>', re.DOTALL)
_INSIDE_WORDS = re.compile(r"</?(?:a|em|s|span|strong|sub|sup)(?: [^>]*)?>")
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"') | dict.fromkeys("‘’‚‛‹›`´", "'"))
_LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?")
_EDGES = " \"'.,;:!?–—-"


def prose_words(html: str) -> str:
    """Return the words of clean HTML as they are read, without the numbers of its sources."""
    return plain(_INSIDE_WORDS.sub("", _MARKER.sub("", html)))


def occurs_in(quote: str, text: str) -> bool:
    """Whether `quote` stands in `text`, in whole words; “…” leaves out words between two parts."""
    parts = [part.strip(_EDGES) for part in _LEFT_OUT.split(_even(quote))]
    pattern = r"\b.*?\b".join(re.escape(part) for part in parts if part)
    return bool(pattern) and bool(re.search(rf"(?<!\w){pattern}(?!\w)", _even(text)))


def _even(text: str) -> str:
    """Return text with one kind of space, capital and quotation mark."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return " ".join(composed.translate(_MARKS).casefold().split())
