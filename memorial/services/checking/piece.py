"""What checks look at, and what they find: a problem, in a sentence, and where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from memorial.models import Article, Edition, Revision, Translation
from memorial.services.checking.records import drafts_among, facts_that, retired
from memorial.story.frozen import Frozen, thaw
from memorial.story.values import Block, Story

BLOCKING, ADVISORY = "blocking", "advisory"


@dataclass(frozen=True)
class Problem:
    """What is wrong, in a sentence, and where: a field or block, and a record if it lies there."""

    name: str
    message: str
    part: str = ""
    record: str = ""
    severity: str = BLOCKING

    @property
    def is_blocking(self) -> bool:
        return self.severity == BLOCKING


@dataclass(frozen=True)
class Piece:
    """What checks look at: the frozen story, the article it is of, the moment it is for."""

    article: Article
    frozen: Frozen
    at: datetime

    @cached_property
    def story(self) -> Story:
        return thaw(self.frozen)

    @property
    def facts(self) -> dict[str, Any]:
        return self.frozen["facts"]

    @cached_property
    def retired(self) -> list[Any]:
        """The facts shown that are retired at the moment."""
        return facts_that(self.facts, retired(self.at))

    @cached_property
    def drafts(self) -> list[Any]:
        """The facts shown that are drafts still; publishing has no need to load them."""
        return drafts_among(self.facts, self.at)

    @cached_property
    def original(self) -> Frozen | None:
        """What readers see of the original of a translation, else its newest save."""
        rows = Translation.objects.filter(article=self.article.pk) if self.article.pk else []
        row = next(iter(rows), None)
        if row is None:
            return None
        live = Edition.objects.live(self.at).filter(article=row.original_id)
        saves = Revision.objects.filter(article=row.original_id).saves()
        found = live.values_list("frozen", flat=True)[:1]
        return next(iter(found), None) or saves.values_list("frozen", flat=True).first()

    def blocks(self, block_type: str) -> Iterator[Block]:
        yield from (block for block in self.story.blocks if block.type == block_type)


@dataclass(frozen=True)
class Check:
    """A check as the list of checks has it: what it runs, how severe, and where it points.

    `run` yields problems; their name is the function's and their severity the one given here.
    `place` is what an editor is led to: a field, a block, or a record. `passed` is what is said
    when nothing is wrong, of a piece that has something to look at (`has_subject`). A fix of what
    is live is not bound by what only the working copy has to wait for (`binds_fixes`).
    """

    run: Callable[[Piece], Iterator[Problem]]
    severity: str
    place: str
    passed: str | Promise = ""
    has_subject: Callable[[Piece], bool] = lambda _piece: True
    binds_fixes: bool = True

    @property
    def name(self) -> str:
        return self.run.__name__

    def problems(self, piece: Piece) -> Iterator[Problem]:
        for problem in self.run(piece):
            yield replace(problem, name=self.name, severity=self.severity)
