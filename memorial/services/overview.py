"""What is due at the desk: counts, pieces on their way, the week ahead; each part one query."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
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
from memorial.services.following import editions_behind, only_behind
from memorial.services.refreshing import tasks_behind

DAYS = 7
#: How many rows a panel shows; its heading leads to the rest.
ROWS = 5


def desk_counts(at: datetime) -> dict[str, int]:
    """Return how much of each kind is due at a moment: one query."""
    rows = {
        "review": Article.objects.filter(stage=Stage.REVIEW),
        "approved": Article.objects.filter(stage=Stage.APPROVED),
        "newer": live_with_newer_words(at),
        "scheduled": Edition.objects.scheduled(at),
        "behind": translations_behind(),
        "pictures": Image.objects.without_alt_text(),
        "links": CheckedLink.objects.broken(),
        "statements": statements_in_want(),
        "refresh": tasks_behind(),
        "writing": Presence.objects.current(at),
    }
    counted = {name: _count_of(queryset) for name, queryset in rows.items()}
    found = Generation.objects.current().values(**counted).first()
    return found or dict.fromkeys(rows, 0)


def live_with_newer_words(at: datetime) -> QuerySet[Article]:
    live = Edition.objects.live(at).filter(article=OuterRef("pk"))
    return Article.objects.filter(Exists(live), has_newer_words=True)


def translations_behind() -> QuerySet[Article]:
    """Translations whose original readers see in a newer edition than the one they follow."""
    return editions_behind(only_behind(Article.objects.all()))


def pieces_on_their_way(at: datetime) -> list[Article]:
    """Return what waits for somebody, the latest first, with its state and who has it."""
    saves = Revision.objects.filter(article_number=OuterRef("pk")).order_by("-pk")
    here = Presence.objects.current(at).filter(
        record=Concat(Value("article:"), OuterRef("pk"), output_field=CharField())
    )
    mine = Edition.objects.filter(article=OuterRef("pk"))
    due = Article.objects.filter(
        Q(stage__in=[Stage.REVIEW, Stage.APPROVED]) | Q(has_newer_words=True)
    )
    return list(
        due.annotate(
            is_live=Exists(mine.live(at)),
            is_scheduled=Exists(mine.scheduled(at)),
            saved_by=Subquery(saves.values(name=_name_of("saved_by"))[:1]),
            open_here=Subquery(here.order_by("-seen_at").values(name=_name_of("user"))[:1]),
            comment_count=_count_of(Comment.objects.open().filter(article=OuterRef("pk"))),
        )[: ROWS * 2]
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


def desk_overview(at: datetime) -> dict[str, Any]:
    """Return everything that the dashboard shows: a query a part, whatever the size of the site."""
    return {
        "counts": desk_counts(at),
        "pieces": pieces_on_their_way(at),
        "week": week_ahead(at),
        "translations": translations_behind().select_related("translated_from__original")[:ROWS],
        "links": CheckedLink.objects.broken()[:ROWS],
        "statements": statements_in_want().select_related("speaker").order_by("-pk")[:ROWS],
        "pictures": Image.objects.without_alt_text()[: ROWS - 1],
        "steps": latest_steps(),
        "today": timezone.localtime(at).date(),
    }


def _count_of(rows: QuerySet) -> Coalesce:
    """Return the number of rows as an expression for one column of another query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _name_of(user: str) -> Coalesce:
    """Return how colleagues call the user at the end of a relation."""
    full = Trim(Concat(F(f"{user}__first_name"), Value(" "), F(f"{user}__last_name")))
    return Coalesce(NullIf(full, Value("")), F(f"{user}__username"))


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())
