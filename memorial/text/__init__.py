"""Plain text and HTML: made clean, counted and told apart by script."""

import re
import unicodedata
from collections.abc import Callable
from html import escape, unescape

import nh3

TAGS = {"p", "br", "h3", "h4", "strong", "em", "s", "sub", "sup", "ul", "ol", "li", "blockquote"}
TAGS |= {"a", "hr", "span", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href", "hreflang", "lang"},
    "span": {"lang"},
    "p": {"lang"},
    "blockquote": {"lang"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
#: `record:person:3` is a link to a record, `source:1` a marker to the article's first source.
SCHEMES = {"http", "https", "mailto", "tel", "geo", "record", "source"}

# Only inside a tag: prose may also speak of `href="…"`.
_LINK_TO = r'<a(?: [a-z]+="[^"]*")*? href="'
RECORD_LINK = re.compile(_LINK_TO + r'record:([a-z]+):([0-9]{1,9})"')
SOURCE_MARKER = re.compile(_LINK_TO + r'source:([0-9]{1,3})"')
_WEB_LINK = re.compile(_LINK_TO + r'(https?://[^"]*)"', re.IGNORECASE)
_QUOTE_BLOCK = re.compile(r"<blockquote[^>]*>.*?</blockquote>", re.DOTALL)
_LINE_END = re.compile(r"<(?:/(?:p|li|h3|h4|td|th)|br|hr)\s*/?>")
_MARKER = re.compile(_LINK_TO + r'source:([0-9]{1,3})"[^>]*>.*?</a>', re.DOTALL)
_LINK = re.compile(_LINK_TO + r'([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ROW_END = re.compile(r"<br>|<hr>|</(?:p|li|h3|h4|tr|blockquote)>")
_LINE_ENDS = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|tr|th|td|table|br|hr)\b[^>]*>")
_HOUSE_LINK = re.compile(r"record:[a-z]+:[0-9]{1,9}|source:[0-9]{1,3}")
_INVISIBLE = re.compile(r"[\x00-\x20]+")
_EMPTY = re.compile(r"(?:\s|&nbsp;|\u00a0|<p>|</p>|<br>)*")
_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "HANGUL": "Hang", "CJK": "Hani"}


def _safe_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Drop an address that leads elsewhere than it looks (`//host`, `\\\\host`), or nowhere."""
    if attribute != "href":
        return value
    # Browsers read an address without these characters.
    address = _INVISIBLE.sub("", value)
    is_of_the_house = address.lower().startswith(("record:", "source:"))
    if is_of_the_house and not _HOUSE_LINK.fullmatch(value.strip()):
        return None
    return None if re.match(r"[/\\]{2}", address) else value.strip()


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    attribute_filter=_safe_attribute,
    link_rel=None,
    strip_comments=True,
)


def clean_html(html: str) -> str:
    """Return `html` with only the tags, attributes and link schemes of the house.

    An HTML fragment that holds no words and no rule comes back as the empty string.
    """
    cleaned = _cleaner.clean(html.replace("\x00", ""))
    return "" if _EMPTY.fullmatch(cleaned) else cleaned


def linked_records(html: str) -> list[str]:
    """Return the references (`person:3`) that clean HTML links to, in order, once each."""
    return list(
        dict.fromkeys(f"{kind}:{int(number)}" for kind, number in RECORD_LINK.findall(html))
    )


def source_markers(html: str) -> list[int]:
    """Return the numbers of the sources that clean HTML points at, in order."""
    return [int(number) for number in SOURCE_MARKER.findall(html)]


def web_links(html: str) -> list[str]:
    """Return the addresses of the web that clean HTML links to, in order, once each."""
    return list(dict.fromkeys(unescape(url) for url in _WEB_LINK.findall(html)))


def paragraphs(html: str) -> list[str]:
    """Return the words of clean HTML, a paragraph, line or cell each, block quotations left out."""
    lines = _LINE_END.split(_QUOTE_BLOCK.sub("<br>", html))
    return [text for line in lines if (text := plain(line))]


def plain(html: str) -> str:
    """Return the words of clean HTML, without tags and with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def readable(html: str, named: Callable[[str], str] = str) -> str:
    """Return clean HTML as lines of plain words, with where its links lead in brackets.

    `named` says what a reader calls a record (`person:3`); a marker reads as its number.
    """
    said = _MARKER.sub(lambda link: f"[{link[1]}]", html)
    said = _LINK.sub(lambda link: f"{link[2]} [{_led_to(link[1], named)}]", said)
    lines = _ROW_END.sub("\n", said.replace("<li>", "• "))
    return "\n".join(line for line in map(plain, lines.split("\n")) if line)


def _led_to(address: str, named: Callable[[str], str]) -> str:
    shown = named(address.removeprefix("record:")) if address.startswith("record:") else address
    return escape(shown)


def count_words(text: str) -> int:
    """Count words of plain text; runs of Hangul count as their spaced words do."""
    return len(text.split())


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the first letter's script, or `Zyyy` where unknown."""
    for character in text:
        if character.isalpha():
            family = unicodedata.name(character, "").split(" ")[0]
            return _SCRIPTS.get(family, "Zyyy")
    return "Zyyy"


def initials(name: str) -> str:
    """Return the letters for a medallion: one for Hangul and Han, else first and last."""
    words = [word for word in re.split(r"[\s\-]+", name) if word[:1].isalpha()]
    if not words:
        return ""
    if script_of(words[0]) in {"Hang", "Hani"} or len(words) == 1:
        return words[0][0]
    return (words[0][0] + words[-1][0]).upper()


def lines(html: str) -> str:
    """Return the words of clean HTML, a line for each paragraph, heading, item or cell.

    A marker stands as the number of its source in brackets.
    """
    marked = _MARKER.sub(r"[\1]", html)
    parts = (re.sub(r"<[^>]*>", "", part) for part in _LINE_ENDS.split(marked))
    return "\n".join(words for words in map(plain, parts) if words)
