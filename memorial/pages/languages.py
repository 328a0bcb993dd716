"""The languages of a piece as the desk shows them: tabs at the head of a form, and the grid."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.models import Article, Edition, Stage
from memorial.services.following import editions_behind

GRID_SIZE = 30


@dataclass(frozen=True)
class LanguageState:
    """A language of the site and how the piece stands in it; `article` is None where it is not."""

    code: str
    name: str
    article: Article | None
    shape: str
    words: str
    is_current: bool = False
    is_original: bool = False


def with_standing(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Load what `standing_words` reads: one query, however many there are."""
    mine = Edition.objects.filter(article=OuterRef("pk"))
    number = mine.live().order_by("-live_from").values("number")[:1]
    found = articles.select_related("translated_from").annotate(
        live_number=Subquery(number), is_scheduled=Exists(mine.scheduled())
    )
    return editions_behind(found)


def standing_words(article: Any) -> tuple[str, str]:
    """Return how an article `with_standing` stands: the shape of its mark, and the words."""
    if article.behind:
        return "late", behind_words(article.behind)
    if article.live_number:
        return "live", _("live")
    if article.is_scheduled:
        return "sch", _("scheduled")
    shape = "draft" if article.stage == Stage.DRAFT else "rev"
    return shape, article.get_stage_display()


def behind_words(count: int) -> str:
    message = ngettext("%(count)d edition behind", "%(count)d editions behind", count)
    return message % {"count": count}


def languages_of(article: Article) -> list[LanguageState]:
    """Return every language of the site with the state of the piece in it: one query."""
    group = with_standing(Article.objects.filter(group=article.group))
    return _states(group, current=article.pk)


def grid(after: int | None) -> tuple[list[dict[str, Any]], int | None]:
    """Return a page of pieces, the newest first, each with its languages; and the next cursor.

    Two queries. A piece is known by its original, or by the oldest of a group that names none.
    """
    older = Article.objects.filter(
        group=OuterRef("group"), translated_from__isnull=True, pk__lt=OuterRef("pk")
    )
    pieces = Article.objects.filter(~Exists(older), translated_from__isnull=True).order_by("-pk")
    if after is not None:
        pieces = pieces.filter(pk__lt=after)
    found = list(pieces.only("pk", "group", "headline", "language", "kind")[: GRID_SIZE + 1])
    shown = found[:GRID_SIZE]
    groups = defaultdict(list)
    for row in with_standing(Article.objects.filter(group__in=[each.group for each in shown])):
        groups[row.group].append(row)
    rows = [{"piece": piece, "languages": _states(groups[piece.group])} for piece in shown]
    return rows, shown[-1].pk if len(found) > GRID_SIZE else None


def _states(group: Any, current: int | None = None) -> list[LanguageState]:
    members = {each.language: each for each in group}
    named = {_original(each) for each in members.values()}
    states = []
    for code, name in settings.LANGUAGES:
        article = members.get(code)
        shape, words = standing_words(article) if article else ("none", _("none"))
        is_original = article is not None and article.pk in named
        is_current = article is not None and article.pk == current
        states.append(LanguageState(code, name, article, shape, words, is_current, is_original))
    return states


def _original(article: Article) -> int | None:
    row = getattr(article, "translated_from", None)
    return row.original_id if row else None
