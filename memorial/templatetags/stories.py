"""Stories as pages: prose with its links, blocks in groups, numbered sources, figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from memorial.dates import DateError, EdtfDate
from memorial.story.page import ShownBlock, StoryPage

register = template.Library()

_LINK = re.compile(r'<a((?:\s+[a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r'\shref="([^"]*)"')
_PAGE_LANGUAGE = re.compile(rf"^/({'|'.join(code for code, _name in settings.LANGUAGES)})/")


def _href(link: re.Match[str]) -> str:
    found = _HREF.search(link[1])
    return found[1] if found else ""


def _is_known(number: str, sources: int) -> bool:
    return bool(re.fullmatch("[0-9]{1,3}", number)) and 1 <= int(number) <= sources


@dataclass
class _Prose:
    """One block of prose on its way to the page."""

    key: str
    addresses: Mapping[str, str]
    sources: int
    marked: int = field(default=0)

    def link(self, match: re.Match[str]) -> str:
        attributes, inner = match.groups()
        href = _href(match)
        if href.startswith("source:"):
            return self._marker(href.removeprefix("source:"), inner)
        if href.startswith("record:"):
            return self._record(href.removeprefix("record:"), inner)
        if href.startswith(("http:", "https:")):
            return f'<a{attributes} rel="noopener">{inner}</a>'
        return match[0]

    def _marker(self, number: str, inner: str) -> str:
        if not _is_known(number, self.sources):
            return f"<sup>{inner}</sup>"
        label = escape(_("source %(number)s") % {"number": int(number)})
        place = f"mark-{escape(self.key)}-{self.marked}"
        self.marked += 1
        return (
            f'<sup><a href="#source-{int(number)}" id="{place}" aria-label="{label}">'
            f"{inner}</a></sup>"
        )

    def _record(self, ref: str, inner: str) -> str:
        address = self.addresses.get(ref)
        if not address:
            return inner
        other = match[1] if (match := _PAGE_LANGUAGE.match(address)) else get_language()
        hreflang = f' hreflang="{other}"' if other != get_language() else ""
        return f'<a href="{escape(address)}"{hreflang}>{inner}</a>'


@register.simple_tag
def prose(html: str, *, key: str, addresses: Mapping[str, str], sources: int = 0) -> SafeString:
    """Show clean HTML: records and sources become links, or plain words where there is no page."""
    linked = _LINK.sub(_Prose(key, addresses or {}, sources).link, html)
    # Safe, and marked so here only: a story's HTML goes through `clean_html` when it is saved
    # and again when it is frozen, and what is put into it above is escaped.
    return mark_safe(linked)


@register.filter
def shown_sources(page: StoryPage) -> list[dict[str, Any]]:
    """Return the numbered sources; a page such as About rests on none but those it lists."""
    return page.sources if page.story.kind != "page" or page.story.sources else []


@register.filter
def marks_by_source(page: StoryPage) -> dict[int, list[str]]:
    """Return, by the number of a source, the ids of the markers that point at it."""
    marks: dict[int, list[str]] = {}
    for block in page.blocks:
        hrefs = [_href(match) for match in _LINK.finditer(block.words.get("html", ""))]
        markers = [href.removeprefix("source:") for href in hrefs if href.startswith("source:")]
        known = [number for number in markers if _is_known(number, len(shown_sources(page)))]
        for place, number in enumerate(known):
            marks.setdefault(int(number), []).append(f"mark-{block.key}-{place}")
    return marks


@register.filter
def marks_of(number: int, marks: Mapping[int, list[str]]) -> list[str]:
    return (marks or {}).get(number, [])


@register.filter
def source_numbers(sources: list[dict[str, Any]]) -> dict[str, int]:
    """Return the number of each source by its reference, and by those of its twins."""
    numbers = {source["ref"]: number for number, source in enumerate(sources, 1) if source}
    for source in filter(None, sources):
        for twin in source.get("twins", []):
            numbers.setdefault(twin, numbers[source["ref"]])
    return numbers


@dataclass(frozen=True)
class Group:
    """Blocks that stand together: a run of statements, or any other block alone.

    `level` is the rank of a heading inside it, one below the heading it stands under.
    """

    template: str
    blocks: list[ShownBlock]
    level: int
    leads_to_statements: bool = False

    @property
    def block(self) -> ShownBlock:
        return self.blocks[0]


@register.filter
def in_groups(blocks: list[ShownBlock]) -> list[Group]:
    groups: list[Group] = []
    level = 2
    for place, block in enumerate(blocks):
        follows = blocks[place + 1].type if place + 1 < len(blocks) else ""
        if block.type == "statement" and groups and groups[-1].block.type == "statement":
            groups[-1].blocks.append(block)
            continue
        if block.words.get("heading"):
            level = 3
        groups.append(Group(block.template, [block], level, follows == "statement"))
    return groups


@register.filter
def glance(page: StoryPage) -> list[tuple[str, str]]:
    """Return the figures of a story with what each counts; what there is none of is left out."""
    if page.story.kind == "page":
        return []
    officials = {
        taking_part["person"]["ref"]
        for block in page.blocks
        if block.type == "attendance" and block.records["unveiling"]
        for taking_part in block.records["unveiling"]["participations"]
        if taking_part["person"]
    }
    said, sources = page.statement_count, len(page.sources)
    counts = [
        (len(officials), ngettext("official is named", "officials are named", len(officials))),
        (said, ngettext("statement is recorded", "statements are recorded", said)),
        (sources, ngettext("source, listed below", "sources, listed below", sources)),
    ]
    figures = [(str(count), label) for count, label in counts if count]
    return figures + _year((page.unveiling or {}).get("date", ""))


def _year(text: str) -> list[tuple[str, str]]:
    try:
        date = EdtfDate.parse(text)
    except DateError:
        return []
    if date.year is None or date.year < 1:
        return []
    label = (
        _("the year of the unveiling") if date.is_day else _("the year; the day is not recorded")
    )
    return [(str(date.year), label)]


@register.filter
def has_materials(page: StoryPage) -> bool:
    """Whether any heading carries a material that a key must explain."""
    return any(block.words.get("material") for block in page.contents)


@register.filter
def edition_address(live: Any, number: int) -> str:
    """Return where readers find an edition of the article that `live` is the current one of."""
    return live.address_of(number) if live else ""
