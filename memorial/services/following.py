"""How far translations are behind their originals, for any number of them in one query."""

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from memorial.models import Article, Edition, ReviewStep
from memorial.models.edition import Origin

#: Where editions come from whose words may be new; a refresh brings new facts only.
_WITH_WORDS = (Origin.PUBLISH, Origin.FIX)


def editions_behind(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Annotate articles with `behind`: how many editions their originals are ahead of them.

    Counted are those that readers have seen and whose words may be new; 0 for what translates
    nothing.
    """
    counted = _newer_editions().order_by().values("article").annotate(count=Count("pk"))
    number = Subquery(counted.values("count"), output_field=IntegerField())
    return articles.annotate(behind=Coalesce(number, Value(0)))


def only_behind(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the articles that are behind their originals."""
    return articles.filter(Exists(_newer_editions()), translated_from__isnull=False)


def only_up_to_date(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the translations that are not behind."""
    return articles.filter(~Exists(_newer_editions()), translated_from__isnull=False)


def count_behind(article: Article) -> int:
    """Return how many editions of its original an article does not follow."""
    found = editions_behind(Article.objects.filter(pk=article.pk)).values_list("behind", flat=True)
    return found.first() or 0


def _newer_editions() -> QuerySet[Edition]:
    """Editions of the original of an article (`OuterRef`) with words that it does not follow."""
    followed_from = ExpressionWrapper(
        OuterRef("translated_from__follows__live_from"), output_field=DateTimeField()
    )
    # By moment, not by number: a fix is numbered after an edition that is only scheduled.
    begun = Edition.objects.issued().filter(
        article=OuterRef("translated_from__original"), live_from__lte=timezone.now()
    )
    later = begun.annotate(followed_from=followed_from).filter(
        Q(followed_from__isnull=True) | Q(live_from__gt=F("followed_from"))
    )
    return later.filter(Q(origin__in=_WITH_WORDS) | Exists(_replaced())).exclude(
        Exists(_published_as_it_was()), followed_from__isnull=True
    )


def _replaced() -> QuerySet[Edition]:
    """A cancelled edition with words, in whose place and at whose moment a refresh stands."""
    cancelled = Edition.objects.filter(live_until=F("live_from"), origin__in=_WITH_WORDS)
    return cancelled.filter(article=OuterRef("article"), live_from=OuterRef("live_from"))


def _published_as_it_was() -> QuerySet[ReviewStep]:
    """The publishing, as it was, of a draft that was translated before readers saw it."""
    return ReviewStep.objects.filter(
        edition=OuterRef("pk"), revision__lte=OuterRef(OuterRef("translated_from__base"))
    )
