"""How pieces stand to readers: one of them, locked by whoever changes it; many, in one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from memorial.models import Article, Edition, ReviewStep, ReviewStepKind, Stage
from memorial.services.colleagues import name_in_query
from memorial.services.following import editions_behind

#: A draft, as an editor says it: what readers have the words of, or are going to have, is none.
#: What came back from the review is one until it is sent again or published.
IS_DRAFT = Q(stage=Stage.DRAFT) & (
    Q(has_newer_words=True) | Q(is_scheduled=False, was_live=False) | Q(is_returned=True)
)
#: So much of a note is read for a list, which shows its first words.
BEGINNING = 300


@dataclass
class Standing:
    """What readers see of an article at a moment, and what they are going to see."""

    article: Article
    at: datetime
    live: Edition | None
    scheduled: Edition | None


def lock(article: Article) -> Article:
    """Return the article, read afresh, with nobody else publishing it until we are done."""
    return Article.objects.select_for_update().get(pk=article.pk)


def standing(article: Article, at: datetime | None = None) -> Standing:
    """Return what is live and what is scheduled, at a moment after every edition so far begun."""
    begun = article.editions.filter(live_from__lte=timezone.now())
    last = begun.aggregate(last=Max("live_from"))["last"]
    at = at or timezone.now()
    if last and last >= at:
        at = last + timedelta(microseconds=1)
    coming = list(article.editions.not_over(at).order_by("live_from"))
    live = next((edition for edition in coming if edition.live_from <= at), None)
    scheduled = next((edition for edition in coming if edition.live_from > at), None)
    return Standing(article, at, live, scheduled)


def with_standing(articles: QuerySet[Article], at: datetime | None = None) -> QuerySet[Article]:
    """Add to articles what readers see of them at a moment, saw and are going to see.

    Their rows know whether each `is_live`, `is_scheduled`, `was_live` and `is_returned`, and how
    far it is `behind` its original.
    """
    at = at or timezone.now()
    mine = Edition.objects.filter(article=OuterRef("pk"))
    last = _steps().values("kind")[:1]
    # One that took no step is as certainly not returned as any.
    articles = articles.annotate(last_step=Coalesce(Subquery(last), Value("")))
    is_back = Q(stage=Stage.DRAFT, last_step=ReviewStepKind.RETURNED)
    return editions_behind(articles).annotate(
        is_returned=ExpressionWrapper(is_back, output_field=BooleanField()),
        is_live=Exists(mine.live(at)),
        is_scheduled=Exists(mine.scheduled(at)),
        was_live=Exists(mine.issued().filter(live_from__lte=at)),
    )


def with_return(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Add to articles `with_standing` who took the last step of each, when, and the note's start.

    They are read where it `is_returned`.
    """
    last = _steps()
    return articles.annotate(
        returned_by=Subquery(last.values(name=name_in_query("by"))[:1]),
        returned_by_number=Coalesce(
            Subquery(last.values("by")[:1]), Value(0), output_field=IntegerField()
        ),
        returned_at=Subquery(last.values("at")[:1]),
        return_note=Subquery(last.values(start=Substr("note", 1, BEGINNING))[:1]),
    )


def _steps() -> QuerySet[ReviewStep]:
    """Steps about the words of an article (`OuterRef`), the newest first."""
    return ReviewStep.objects.filter(article=OuterRef("pk")).of_the_words().newest_first()


def only_returned(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the articles `with_standing` that came back from the review."""
    return articles.filter(is_returned=True)


def only_drafts(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the drafts among articles `with_standing`."""
    return articles.filter(IS_DRAFT)
