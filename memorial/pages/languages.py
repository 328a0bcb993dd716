"""The languages of a piece as the desk shows them: tabs at the head of a form, and the grid."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, Translation
from memorial.pages.keyset import NEWEST
from memorial.pages.stages import State, following, readers_besides, stage_of
from memorial.services.standing import with_standing

GRID_SIZE = 30


@dataclass(frozen=True)
class LanguageState:
    """A language of the site and how the piece stands in it; `article` is None where it is not.

    What readers see is said where the stage does not tell it, `following` where it is behind.
    """

    code: str
    name: str
    article: Article | None
    state: State
    readers: State | None = None
    following: State | None = None
    is_current: bool = False
    is_original: bool = False


@dataclass(frozen=True)
class Tabs:
    """How a piece stands in every language, and how far this one follows its original."""

    languages: Sequence[LanguageState] = ()
    state: State | None = None
    translation: Translation | None = None
    follows_number: int | None = None
    behind: int = 0
    original: LanguageState | None = None


def tabs_of(article: Article | None) -> Tabs:
    """Return the languages of a piece for the head of its form: one query."""
    if article is None:
        return Tabs()
    languages = languages_of(article)
    members = {each.article.pk: each for each in languages if each.article}
    own = members[article.pk].article if article.pk in members else None
    row = getattr(own, "translated_from", None)
    original = members.get(row.original_id) if row else None
    return Tabs(
        languages=languages,
        state=members[article.pk].state if own else None,
        translation=row if original else None,
        follows_number=own.follows_number if own else None,
        behind=own.behind if own else 0,
        original=original,
    )


def languages_of(article: Article) -> list[LanguageState]:
    """Return every language of the site with the state of the piece in it: one query."""
    live = Edition.objects.filter(article=OuterRef("pk")).live().order_by("-live_from")
    group = _members(group=article.group).annotate(
        live_number=Subquery(live.values("number")[:1]),
        follows_number=F("translated_from__follows__number"),
    )
    return _states(group, current=article.pk)


def grid(cursor: str) -> tuple[list[dict[str, Any]], str]:
    """Return a page of pieces, the newest first, each with its languages; and the next cursor.

    Two queries. A piece is known by its original, or by the oldest of a group that names none.
    """
    older = Article.objects.filter(
        group=OuterRef("group"), translated_from__isnull=True, pk__lt=OuterRef("pk")
    )
    pieces = Article.objects.filter(~Exists(older), translated_from__isnull=True).order_by("-pk")
    pieces = pieces.only("pk", "group", "headline", "language", "kind")
    shown, further = NEWEST.page(pieces, cursor, GRID_SIZE)
    groups = defaultdict(list)
    for row in _members(group__in=[each.group for each in shown]):
        groups[row.group].append(row)
    rows = [{"piece": piece, "languages": _states(groups[piece.group])} for piece in shown]
    return rows, further


def _members(**asked: Any) -> QuerySet[Article]:
    return with_standing(Article.objects.filter(**asked)).select_related("translated_from")


def _states(group: Any, current: int | None = None) -> list[LanguageState]:
    members = {each.language: each for each in group}
    named = {_original(each) for each in members.values()}
    states = []
    for code, name in settings.LANGUAGES:
        article = members.get(code)
        states.append(
            LanguageState(
                code,
                name,
                article,
                state=stage_of(article) if article else State("none", _("none")),
                readers=readers_besides(article) if article else None,
                following=following(article) if article and article.behind else None,
                is_current=article is not None and article.pk == current,
                is_original=article is not None and article.pk in named,
            )
        )
    return states


def _original(article: Article) -> int | None:
    row = getattr(article, "translated_from", None)
    return row.original_id if row else None
