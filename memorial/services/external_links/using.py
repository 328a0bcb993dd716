"""Where a link is used, and the archived copy of a source in the place of a dead address."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import reversion
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.html import escape

from memorial.models import Article, CheckedLink, ProseBlock, Source
from memorial.services.external_links.answers import PROBLEMS
from memorial.services.permitting import require
from memorial.services.refreshing import Followed, show_or_file
from memorial.services.transitions import bump_generation

#: So many uses of a link are named.
MOST = 5


@dataclass
class UsedLink:
    """A link, what it answered in words, and where it is used: sources and articles, some."""

    link: CheckedLink
    sources: list[Source] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    @property
    def answer(self) -> Any:
        return PROBLEMS.get(self.link.problem, "")

    @property
    def has_archived_copy(self) -> bool:
        """Whether a source here could lead its readers to a copy and does not yet."""
        return any(
            source.url == self.link.url and source.archived_url and not source.url_is_dead
            for source in self.sources
        )


def with_uses(links: Iterable[CheckedLink]) -> list[UsedLink]:
    """Return links with the sources and working copies that use them: three queries and one a link.

    A word search over prose is bounded by the page of links that is shown.
    """
    links = list(links)
    by_url = _sources_at({link.url for link in links})
    used = []
    for link in links:
        blocks = ProseBlock.objects.filter(html__contains=f'"{escape(link.url)}"')
        numbers = list(blocks.order_by().values_list("parent_id", flat=True).distinct()[:MOST])
        articles = list(Article.objects.filter(pk__in=numbers)) if numbers else []
        used.append(UsedLink(link, by_url[link.url][:MOST], articles))
    return used


@dataclass
class Led:
    """The sources that lead to their archived copy now, and what became of their pages."""

    sources: list[Source]
    pages: Followed


@transaction.atomic
def lead_to_archived_copy(link: CheckedLink, *, by: Any) -> Led:
    """Mark the sources at a dead address that have an archived copy, and keep the address.

    Live pages follow at once where `by` may publish; else a task is filed for each source.
    """
    require(by, "change", "source")
    at_address = Source.objects.filter(url=link.url, url_is_dead=False).exclude(archived_url="")
    sources = list(at_address.select_for_update().order_by("pk"))
    for source in sources:
        _mark_dead(source, by)
    led = Led(sources, show_or_file(sources, by=by))
    if sources:
        bump_generation()
    return led


def _mark_dead(source: Source, by: Any) -> None:
    """Change the row as a save of its form would: a version, a moment, a state in its history."""
    with reversion.create_revision():
        Source.objects.filter(pk=source.pk).update(
            url_is_dead=True, version=F("version") + 1, changed_at=timezone.now()
        )
        source.refresh_from_db()
        reversion.add_to_revision(source)
        if by is not None:
            reversion.set_user(by)


def _sources_at(urls: set[str]) -> dict[str, list[Source]]:
    by_url = defaultdict(list)
    for name in ("url", "archived_url"):
        for source in Source.objects.filter(**{f"{name}__in": urls}).order_by("pk"):
            by_url[getattr(source, name)].append(source)
    return by_url
