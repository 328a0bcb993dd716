"""Links in prose: addresses of this site's pages become references that never break."""

import re
from dataclasses import replace

from django.conf import settings

from memorial.models import Address
from memorial.story.refs import ref_to
from memorial.story.values import Block, Story

_LANGUAGE = "|".join(code for code, _ in settings.LANGUAGES)
_PAGES = {
    "monuments": "monument",
    "officials": "person",
    "people": "person",
    "unveilings": "unveiling",
}
# Only inside a tag: prose may also speak of `href="…"`.
_HREF = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href=)"([^"]*)"')
_RECORD_PAGE = re.compile(
    rf"^/(?:{_LANGUAGE})/({'|'.join(_PAGES)})/([0-9]{{1,9}})(?:-[^/]*)?/?(?:[#?].*)?$"
)
_ARTICLE_PAGE = re.compile(rf"^/({_LANGUAGE})/articles/([a-zA-Z0-9_-]+)/?(?:[#?].*)?$")


def link_records(story: Story) -> Story:
    """Return `story` with links to this site's own pages as `record:` references."""
    return replace(story, blocks=tuple(_linked(block) for block in story.blocks))


def reference_for(address: str) -> str:
    """Return the reference (`record:monument:3`) for an address of this site, else the address."""
    path = _own_path(address)
    if match := _RECORD_PAGE.match(path):
        return f"record:{ref_to(_PAGES[match[1]], int(match[2]))}"
    if match := _ARTICLE_PAGE.match(path):
        known = Address.objects.filter(language=match[1], slug=match[2]).first()
        return f"record:{ref_to('article', known.article_id)}" if known else address
    return address


def link_html(html: str) -> str:
    """Return clean HTML with its links to this site's own pages as `record:` references."""
    return _HREF.sub(lambda match: f'{match[1]}"{reference_for(match[2])}"', html)


def _linked(block: Block) -> Block:
    if 'href="' not in block.words.get("html", ""):
        return block
    return replace(block, words={**block.words, "html": link_html(block.words["html"])})


def _own_path(address: str) -> str:
    """Return the path of an address on one of this site's hosts, or the empty string."""
    if address.startswith("/"):
        return address
    match = re.match(r"^https?://([^/:]+)(?::\d+)?(/.*)$", address)
    return match[2] if match and match[1] in settings.ALLOWED_HOSTS else ""
