"""How pieces stand: asked of the list, the front page and the languages in one way."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from memorial.models import Article, Edition, Stage
from memorial.services.following import editions_behind

#: A draft, as an editor says it: what readers have the words of, or are going to have, is none.
IS_DRAFT = Q(stage=Stage.DRAFT) & (Q(has_newer_words=True) | Q(is_scheduled=False, was_live=False))


def with_standing(articles: QuerySet[Article], at: datetime | None = None) -> QuerySet[Article]:
    """Add to articles what readers see of them at a moment, saw and are going to see.

    Their rows know whether each `is_live`, `is_scheduled` and `was_live`, and how far it is
    `behind` its original.
    """
    at = at or timezone.now()
    mine = Edition.objects.filter(article=OuterRef("pk"))
    return editions_behind(articles).annotate(
        is_live=Exists(mine.live(at)),
        is_scheduled=Exists(mine.scheduled(at)),
        was_live=Exists(mine.issued().filter(live_from__lte=at)),
    )


def only_drafts(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the drafts among articles `with_standing`."""
    return articles.filter(IS_DRAFT)
