"""Which addresses elsewhere are in use: read in batches, kept in the table, and no others."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain, islice
from typing import Any

from memorial.models import CheckedLink, Edition, FollowChannel, Source, block_types
from memorial.text import web_links

BATCH = 200
LONGEST = 1000


def keep_links_in_use() -> tuple[int, int]:
    """Add links that are new and remove those no longer used; return how many of each.

    Of each link eight bytes are held while it runs, of stories one batch.
    """
    used: set[bytes] = set()
    added = 0
    links = links_in_use()
    while urls := list(islice(links, BATCH)):
        fresh = {url for url in urls if _mark(url) not in used}
        used |= {_mark(url) for url in fresh}
        added += _add(fresh)
    return added, _remove_others(used)


def links_in_use() -> Iterator[str]:
    """Yield every address elsewhere that readers or editors see, however often."""
    found = chain(_in_editions(), _in_working_copies(), _in_sources(), _in_channels())
    return (url for url in found if len(url) <= LONGEST)


def _in_editions() -> Iterator[str]:
    editions = Edition.objects.not_over().order_by("pk")
    for blocks in _values(editions, "frozen__words__blocks"):
        for block in blocks or []:
            yield from web_links(block["words"].get("html", ""))


def _in_working_copies() -> Iterator[str]:
    for model in block_types().values():
        if "html" in model.word_fields:
            for html in _values(model.objects.filter(html__icontains="http"), "html"):
                yield from web_links(html)


def _in_sources() -> Iterator[str]:
    for name in ("url", "archived_url"):
        yield from _values(Source.objects.exclude(**{name: ""}), name)


def _in_channels() -> Iterator[str]:
    yield from _values(FollowChannel.objects.filter(url__startswith="http"), "url")


def _values(rows: Any, name: str) -> Iterator[Any]:
    return rows.order_by("pk").values_list(name, flat=True).iterator(chunk_size=BATCH)


def _add(urls: Iterable[str]) -> int:
    urls = set(urls)
    known = set(CheckedLink.objects.filter(url__in=urls).values_list("url", flat=True))
    new = [CheckedLink(url=url) for url in sorted(urls - known)]
    CheckedLink.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _remove_others(used: set[bytes]) -> int:
    removed, last = 0, 0
    while rows := list(
        CheckedLink.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "url")[:BATCH]
    ):
        last = rows[-1][0]
        unused = [pk for pk, url in rows if _mark(url) not in used]
        removed += CheckedLink.objects.filter(pk__in=unused).delete()[0] if unused else 0
    return removed


def _mark(url: str) -> bytes:
    return blake2b(url.encode(), digest_size=8).digest()
