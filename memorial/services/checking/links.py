"""Checks of what prose points at: sources, records, other articles, addresses elsewhere."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.models import CheckedLink, Edition, Revision
from memorial.services.checking.piece import Piece, Problem
from memorial.story.frozen import Frozen, thaw
from memorial.story.refs import kind_of, number_of, ref_to
from memorial.text import source_markers, web_links


def marker_without_source(piece: Piece) -> Iterator[Problem]:
    count = len(piece.story.sources)
    for block in piece.blocks("prose"):
        for number in source_markers(block.words.get("html", "")):
            if not 1 <= number <= count:
                message = ngettext(
                    "A marker points to source %(number)d, but the article has %(count)d source.",
                    "A marker points to source %(number)d, but the article has %(count)d sources.",
                    count,
                )
                yield Problem(
                    "marker_without_source", message % {"number": number, "count": count}, block.key
                )


def renumbered_source(piece: Piece) -> Iterator[Problem]:
    """A marker that stayed as it was while the list of sources changed under it."""
    before = _before_renumbering(piece)
    if before is None:
        return
    old = {block.key: block.words.get("html", "") for block in thaw(before).blocks}
    message = _(
        "The sources were put in another order: a marker to source %(number)d meant "
        "“%(before)s” and means “%(now)s” now. Change the marker, or the order."
    )
    for block in piece.blocks("prose"):
        html = block.words.get("html", "")
        for number in dict.fromkeys(source_markers(html) if old.get(block.key) == html else ()):
            titles = _title(before, number), _title(piece.frozen, number)
            if all(titles) and titles[0] != titles[1]:
                named = {"number": number, "before": titles[0], "now": titles[1]}
                yield Problem("renumbered_source", message % named, block.key)


def dead_link(piece: Piece) -> Iterator[Problem]:
    message = _("A link leads to a record that does not exist: take it out.")
    for key, ref in _linked(piece):
        if kind_of(ref) != "article" and ref not in piece.facts:
            yield Problem("dead_link", message, key)


def link_to_unpublished(piece: Piece) -> Iterator[Problem]:
    message = _("A link leads to an article that readers cannot see yet.")
    linked = [(key, ref) for key, ref in _linked(piece) if kind_of(ref) == "article"]
    if not linked:
        return
    numbers = {number_of(ref) for _key, ref in linked}
    live = Edition.objects.live(piece.at).filter(article_id__in=numbers)
    alive = {ref_to("article", number) for number in live.values_list("article_id", flat=True)}
    for key, ref in linked:
        if ref not in alive:
            yield Problem("link_to_unpublished", message, key)


def link_not_answering(piece: Piece) -> Iterator[Problem]:
    """Those that `manage.py check_links` found broken; nobody is asked now."""
    places = list(_addresses(piece))
    found = CheckedLink.objects.broken().filter(url__in={url for _part, _record, url in places})
    broken = dict(found.values_list("url", "broken_since")) if places else {}
    message = _(
        "A link has not answered since %(day)s: %(address)s. Give an archived copy or another link."
    )
    for part, record, url in places:
        if url in broken:
            day = date_format(localtime(broken[url]), "DATE_FORMAT")
            said = message % {"day": day, "address": url}
            yield Problem("link_not_answering", said, part, record)


def _before_renumbering(piece: Piece) -> Frozen | None:
    """Return the newest story with other sources: a save since the last edition, or that one."""
    markers = [source_markers(block.words.get("html", "")) for block in piece.blocks("prose")]
    if piece.article.pk is None or not any(markers):
        return None
    last = piece.article.editions.issued().order_by("-made_at").first()
    since = {"saved_at__gte": last.made_at} if last else {}
    saves = Revision.objects.of(piece.article).saves().filter(**since)
    sources = list(piece.story.sources)
    other = saves.exclude(frozen__words__sources=sources).first() or last
    return other.frozen if other and other.frozen["words"]["sources"] != sources else None


def _title(frozen: Frozen, number: int) -> str:
    """Return the title of a numbered source of a frozen story; empty where there is none."""
    sources = frozen["words"]["sources"]
    ref = sources[number - 1] if 1 <= number <= len(sources) else ""
    return frozen["facts"].get(ref, {}).get("title", "")


def _linked(piece: Piece) -> Iterator[tuple[str, str]]:
    for block in piece.blocks("prose"):
        for ref in block.refs:
            yield block.key, ref


def _addresses(piece: Piece) -> Iterator[tuple[str, str, str]]:
    """Yield every address elsewhere: where it stands, the record that has it, the address.

    A source that leads its readers to the archived copy is not asked for the original.
    """
    for block in piece.story.blocks:
        for url in web_links(block.words.get("html", "")):
            yield block.key, "", url
    for ref, fact in piece.facts.items():
        if kind_of(ref) == "source":
            name = "archived_url" if fact.get("url_is_dead") and fact["archived_url"] else "url"
            if fact[name]:
                yield _part_of(piece, ref), ref, fact[name]


def _part_of(piece: Piece, source: str) -> str:
    return "sources" if source in piece.story.sources else ""
