"""What translators work from: the words of an original, as they stand at a moment."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from memorial.models import Article, Edition, ReviewStep, Revision, Translation
from memorial.services.freezing import freeze_story
from memorial.services.working_copy import story_of
from memorial.story.frozen import Frozen


@dataclass(frozen=True)
class State:
    """The words of an original, and the edition or the save that holds them."""

    frozen: Frozen
    edition: Edition | None
    save: Revision | None

    @cached_property
    def base(self) -> Revision | None:
        """The save that holds the words, the one that became the edition if there is one."""
        return save_of(self.edition) if self.edition else self.save


def original_of(article: Article) -> Article:
    """Return what the translations of an article's group are made from: itself, unless known."""
    row = Translation.objects.filter(article=article).select_related("original").first()
    return row.original if row else article


def original_words(original: Article, at: datetime | None = None) -> State:
    """Return what readers see of an original at a moment, else its newest save, else its rows."""
    live = Edition.objects.live(at).filter(article=original).first()
    if live:
        return State(live.frozen, live, None)
    newest = Revision.objects.of(original).saves().first()
    return State(newest.frozen if newest else freeze_story(story_of(original)), None, newest)


def compared_words(original: Article, number: int | None, save: int | None) -> State:
    """Return the words that somebody compared with, by the edition or the save that they named.

    An edition is named by its number, 0 where readers had seen none; what stands now is returned
    where neither is one of the original's.
    """
    edition = Edition.objects.issued().filter(article=original, number=number or 0).first()
    if edition:
        return State(edition.frozen, edition, None)
    saves = Revision.objects.of(original).saves()
    kept = saves.filter(pk=save or 0).first() if number == 0 else None
    return State(kept.frozen, None, kept) if kept else original_words(original)


def followed_words(translation: Translation) -> Frozen | None:
    """Return the original's words as the translation follows them; None if nobody knows."""
    followed = translation.follows or translation.base
    return followed.frozen if followed else None


def save_of(edition: Edition) -> Revision | None:
    """Return the save that became an edition; None for a fix of which none was kept."""
    step = ReviewStep.objects.filter(edition=edition).select_related("revision").first()
    return step.revision if step else None
