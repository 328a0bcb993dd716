"""Whose drafts are whose: what one has begun, and what came back from the review."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from memorial.models import Article, ReviewStep, ReviewStepKind, Revision
from memorial.services.standing import IS_DRAFT, with_return, with_standing


def drafts_of(by: Any) -> QuerySet[Article]:
    """Return a colleague's own drafts, what was returned to them first."""
    drafts = with_return(with_standing(Article.objects.all())).filter(is_draft_of(by))
    return drafts.order_by("-is_returned", *Article._meta.ordering)


def is_draft_of(by: Any) -> Q:
    """Whether an article `with_return` is a draft that waits for this colleague.

    One that was begun is for all who have written in it. One that was returned is for whoever
    sent it and all who have written in it, but for the one who returned it, who may have mended a
    word before.
    """
    number = getattr(by, "pk", None) or 0
    written = Exists(Revision.objects.filter(article_number=OuterRef("pk"), saved_by=number))
    steps = ReviewStep.objects.filter(article=OuterRef("pk"), by=number)
    sent = Exists(steps.filter(kind=ReviewStepKind.SENT))
    begun = Q(written, is_returned=False, has_newer_words=False)
    back = Q(is_returned=True) & (Q(sent) | Q(written) & ~Q(returned_by_number=number))
    return IS_DRAFT & (begun | back)
