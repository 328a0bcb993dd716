"""The history of an article: its saves by sitting, and any of its states by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from memorial.models import Article, Edition, Revision
from memorial.services.freezing import freeze_story
from memorial.services.standing import standing
from memorial.services.working_copy import story_of
from memorial.story.frozen import Frozen
from memorial.text.numbers import row_number

#: A pause of this length, or a longer one, ends a sitting.
PAUSE = timedelta(minutes=30)
LIVE, WORKING = "live", "working"


@dataclass
class Sitting:
    """Saves that one editor made with short pauses, newest first.

    `last` and `first` bound it however long it was; of its saves only `kept` many are listed.
    """

    last: Any
    first: Any
    count: int = 1
    saves: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class State:
    """A state of an article that can be compared and restored: `name` is how addresses say it.

    `row` is the revision or the edition; None for the working copy.
    """

    name: str
    frozen: Frozen
    row: Revision | Edition | None = None

    @property
    def lasting_name(self) -> str:
        """Return what names these words for ever; `live` may mean others a moment later."""
        return f"edition:{self.row.number}" if self.name == LIVE else self.name


def is_same_sitting(newer: Any, older: Any) -> bool:
    """Whether two saves that follow each other belong to one sitting.

    The same editor, and a pause under thirty minutes. Saves by somebody who is no longer known
    count as one person's. `newer` and `older` are rows with `saved_at` and `saved_by_id`.
    """
    is_one_editor = newer.saved_by_id == older.saved_by_id
    return is_one_editor and newer.saved_at - older.saved_at < PAUSE


def sittings(saves: Iterable[Any], *, listed: int = 30) -> Iterator[Sitting]:
    """Yield the sittings of saves that come newest first, reading no further than asked."""
    sitting = None
    for save in saves:
        if sitting and is_same_sitting(sitting.first, save):
            sitting.first = save
            sitting.count += 1
            if len(sitting.saves) < listed:
                sitting.saves.append(save)
            continue
        if sitting:
            yield sitting
        sitting = Sitting(save, save, saves=[save])
    if sitting:
        yield sitting


def saves_of(article: Article) -> QuerySet:
    """Return the saves of the working copy, newest first, without their stories."""
    rows = Revision.objects.of(article).saves().order_by("-saved_at", "-pk")
    return rows.without_story().select_related("saved_by")


def find_state(article: Article, name: str, at: datetime | None = None) -> State | None:
    """Return a state by its name: `live`, `working`, `revision:12` or `edition:3`.

    None for one that this article does not have.
    """
    if name == WORKING:
        return State(name, freeze_story(story_of(article)))
    if name == LIVE:
        live = standing(article, at).live
        return State(name, live.frozen, live) if live else None
    kind, _colon, digits = name.partition(":")
    number = row_number(digits)
    row = _find_row(article, kind, number) if number is not None else None
    return State(name, row.frozen, row) if row else None


def _find_row(article: Article, kind: str, number: int) -> Revision | Edition | None:
    if kind == "revision":
        return Revision.objects.of(article).filter(pk=number).first()
    if kind == "edition":
        return article.editions.filter(number=number).first()
    return None
