"""What is due at the desk: counts, pieces on their way, the week ahead; each part one query."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from memorial.models import (
    Article,
    CheckedLink,
    Comment,
    Edition,
    Generation,
    Image,
    Presence,
    ReviewStep,
    Revision,
    Stage,
    Statement,
)
from memorial.services.colleagues import name_in_query
from memorial.services.drafting import drafts_of, is_draft_of
from memorial.services.following import editions_behind, only_behind
from memorial.services.refreshing import outdated_editions, outdated_tasks
from memorial.services.standing import with_return, with_standing

DAYS = 7
#: How many rows a panel shows; its heading leads to the rest.
ROWS = 5
#: The same for pieces: on their way, drafts, translations behind.
MOST = (2 * ROWS, ROWS, ROWS)


def desk_counts(at: datetime, by: Any = None) -> dict[str, Any]:
    """Return how much of each kind is due at a moment, and when links were checked: one query."""
    rows = {
        "review": Article.objects.filter(stage=Stage.REVIEW),
        "approved": Article.objects.filter(stage=Stage.APPROVED),
        "newer": live_with_newer_words(at),
        "scheduled": Edition.objects.scheduled(at),
        "behind": translations_behind(),
        "pictures": Image.objects.without_alt_text(),
        "links": CheckedLink.objects.broken(),
        "statements": statements_in_want(),
        "refresh": outdated_tasks(),
        "drafts": drafts_of(by),
        "writing": Presence.objects.current(at),
    }
    counted = {name: _count_of(queryset) for name, queryset in rows.items()}
    counted["refresh_articles"] = _count_of(outdated_editions(), "article")
    asked = CheckedLink.objects.exclude(checked_at=None).order_by("-checked_at")
    checked_at = Subquery(asked.values("checked_at")[:1])
    found = Generation.objects.current().values(**counted, links_checked_at=checked_at).first()
    return found or {**dict.fromkeys(counted, 0), "links_checked_at": None}


def live_with_newer_words(at: datetime) -> QuerySet[Article]:
    live = Edition.objects.live(at).filter(article=OuterRef("pk"))
    return Article.objects.filter(Exists(live), has_newer_words=True)


def translations_behind() -> QuerySet[Article]:
    """Translations whose original readers see in a newer edition than the one they follow."""
    return editions_behind(only_behind(Article.objects.all()))


@dataclass(frozen=True)
class Pieces:
    """Articles that somebody has to do with, the latest first: a few of each."""

    on_their_way: list[Article]
    drafts: list[Article]
    behind: list[Article]


def pieces_due(at: datetime, by: Any = None) -> Pieces:
    """Return what waits for somebody, a colleague's own drafts, and translations behind.

    One query, each with its state and who has it: an article may belong to several of them.
    """
    moving = Q(stage__in=[Stage.REVIEW, Stage.APPROVED]) | Q(has_newer_words=True)
    parts = (Article.objects.filter(moving), drafts_of(by), translations_behind())
    wanted = Q()
    for part, most in zip(parts, MOST, strict=True):
        wanted |= Q(pk__in=part.values("pk")[:most])
    rows = with_return(with_standing(Article.objects.filter(wanted), at))
    rows = _with_holders(rows, at).annotate(is_moving=moving, is_own_draft=is_draft_of(by))
    rows = list(rows)
    found = (
        [row for row in rows if row.is_moving],
        sorted((row for row in rows if row.is_own_draft), key=lambda row: not row.is_returned),
        [row for row in rows if row.behind],
    )
    # The latest of each are all among the rows, so that the first few of these are they.
    return Pieces(*(part[:most] for part, most in zip(found, MOST, strict=True)))


def _with_holders(articles: QuerySet[Article], at: datetime) -> QuerySet[Article]:
    saves = Revision.objects.filter(article_number=OuterRef("pk")).order_by("-pk")
    here = Presence.objects.current(at).filter(
        record=Concat(Value("article:"), OuterRef("pk"), output_field=CharField())
    )
    return articles.select_related("translated_from__original").annotate(
        saved_by=Subquery(saves.values(name=name_in_query("saved_by"))[:1]),
        open_here=Subquery(here.order_by("-seen_at").values(name=name_in_query("user"))[:1]),
        comment_count=_count_of(Comment.objects.open().filter(article=OuterRef("pk"))),
    )


@dataclass(frozen=True)
class Event:
    """One moment of the week: an edition goes live, or an embargo ends."""

    at: datetime
    kind: str
    headline: str
    language: str
    article: int


def week_ahead(at: datetime) -> list[tuple[date, list[Event]]]:
    """Return the days from today on, each with its events in order: one query."""
    until = at + timedelta(days=DAYS)
    editions = Edition.objects.scheduled(at).filter(live_from__lt=until).order_by()
    embargoes = Article.objects.filter(not_before__gt=at, not_before__lt=until).order_by()
    rows = editions.values_list(
        "live_from", _text("edition"), "headline", "language", "article_id"
    ).union(
        embargoes.values_list("not_before", _text("embargo"), "headline", "language", "pk"),
        all=True,
    )
    days = defaultdict(list)
    for event in sorted((Event(*row) for row in rows[:100]), key=lambda event: event.at):
        days[timezone.localtime(event.at).date()].append(event)
    today = timezone.localtime(at).date()
    return [(day, days[day]) for day in (today + timedelta(days=n) for n in range(DAYS))]


def latest_steps() -> QuerySet[ReviewStep]:
    return ReviewStep.objects.newest_first().select_related("article", "by")[: ROWS + 1]


def statements_in_want() -> QuerySet[Statement]:
    """Statements that lack a source or a dated office."""
    return Statement.objects.filter(Q(source=None) | Q(tenure=None), retired_at=None)


def desk_overview(at: datetime, by: Any = None) -> dict[str, Any]:
    """Return everything that the dashboard shows: a query a part, whatever the size of the site."""
    return {
        "counts": desk_counts(at, by),
        "pieces": pieces_due(at, by),
        "week": week_ahead(at),
        "links": CheckedLink.objects.broken()[:ROWS],
        "statements": statements_in_want().select_related("speaker").order_by("-pk")[:ROWS],
        "pictures": Image.objects.without_alt_text()[: ROWS - 1],
        "steps": latest_steps(),
        "today": timezone.localtime(at).date(),
    }


def _count_of(rows: QuerySet, each: str = "pk") -> Coalesce:
    """Return the number of rows as an expression for one column of another query."""
    number = Count(each, distinct=each != "pk")
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=number)
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())
