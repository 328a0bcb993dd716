"""Corrections that readers were told of, and that older words would undo if they came back."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.utils import timezone

from memorial.models import Article, Correction, Edition, Revision
from memorial.services.fitting import FITS, SAME, fit_of
from memorial.services.survivors import thaw_now
from memorial.story.compare import changes
from memorial.story.values import Story


def undone_corrections(article: Article, row: Revision | Edition) -> list[Correction]:
    """Return the public corrections that a save or an edition of the article does not have.

    Words that were put right are wrong again whatever the age of the row. Where an older one says
    something else in that place, nobody can know: the correction is named too.
    """
    return corrections_lacking(article, thaw_now(row.frozen), _made_at(row))


def corrections_lacking(article: Article, story: Story, made_at: datetime) -> list[Correction]:
    """Return the same of a story that was written by a moment."""
    corrections = Correction.objects.filter(right_edition__article=article)
    story_in = cache(_story_in)
    return [
        each
        for each in corrections.public(timezone.now()).with_editions()
        if _lacks(story, each, story_in, is_older=made_at < each.right_edition.made_at)
    ]


def _lacks(
    story: Story, correction: Correction, story_in: Callable[[int], Story], *, is_older: bool
) -> bool:
    made = changes(story_in(correction.wrong_edition_id), story_in(correction.right_edition_id))
    fits = {(fit_of(story, change).state, bool(change.before)) for change in made}
    return (FITS, True) in fits or is_older and any(state != SAME for state, _before in fits)


def _made_at(row: Revision | Edition) -> datetime:
    return row.saved_at if isinstance(row, Revision) else row.made_at


def _story_in(edition: int) -> Story:
    return thaw_now(Edition.objects.get(pk=edition).frozen)
