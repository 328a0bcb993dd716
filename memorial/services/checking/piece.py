"""What checks look at, and what they find: a problem, in a sentence, and where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from memorial.models import Article, Translation
from memorial.services.checking.records import drafts_among, facts_that
from memorial.services.originals import original_words
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
        return facts_that(self.facts, lambda rows: rows.retired(self.at))

    @cached_property
    def drafts(self) -> list[Any]:
        """The facts shown that are drafts still; publishing has no need to load them."""
        return drafts_among(self.facts, self.at)

    @cached_property
    def original(self) -> Frozen | None:
        """The words that a translation is made from; None for what translates nothing."""
        if self.article.pk is None:
            return None
        rows = Translation.objects.filter(article=self.article.pk).select_related("original")
        row = rows.first()
        return original_words(row.original, self.at).frozen if row else None

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
