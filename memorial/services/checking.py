"""Pre-flight checks: what keeps a story from being published, and what an editor should know.

A check is a generator of problems; adding one to `CHECKS` is all it takes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.models import Address, Article, Edition
from memorial.services.showing import model_of
from memorial.story.frozen import Frozen, thaw
from memorial.story.values import Block, Story
from memorial.text import plain, source_markers

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

    @property
    def story(self) -> Story:
        return thaw(self.frozen)

    @property
    def facts(self) -> dict[str, Any]:
        return self.frozen["facts"]

    def blocks(self, block_type: str) -> Iterator[Block]:
        yield from (block for block in self.story.blocks if block.type == block_type)


def check(article: Article, frozen: Frozen, *, at: datetime) -> list[Problem]:
    """Return every problem of a frozen story, blocking ones first."""
    piece = Piece(article, frozen, at)
    problems = [problem for run in CHECKS for problem in run(piece)]
    return sorted(problems, key=lambda problem: not problem.is_blocking)


def empty_article(piece: Piece) -> Iterator[Problem]:
    has_words = any(plain(block.words.get("html", "")) for block in piece.blocks("prose"))
    if not has_words and not any(block.type != "prose" for block in piece.story.blocks):
        yield Problem(
            "empty_article", _("The article has no words yet: write at least one block."), "blocks"
        )


def statement_without_source(piece: Piece) -> Iterator[Problem]:
    for block in piece.blocks("statement"):
        record = block.records.get("statement", "")
        if record in piece.facts and not piece.facts[record]["source"]:
            yield Problem(
                "statement_without_source",
                _("A statement has no source: “%(start)s…”. Name the source it rests on.")
                % {"start": piece.facts[record]["text"][:60]},
                block.key,
                record,
            )


def statement_without_office(piece: Piece) -> Iterator[Problem]:
    for block in piece.blocks("statement"):
        record = block.records.get("statement", "")
        if record in piece.facts and not piece.facts[record]["has_dated_office"]:
            yield Problem(
                "statement_without_office",
                _("No office on the register covers the day of this statement: “%(start)s…”.")
                % {"start": piece.facts[record]["text"][:60]},
                block.key,
                record,
                ADVISORY,
            )


def picture_without_alt_text(piece: Piece) -> Iterator[Problem]:
    for part, record, own_alt_text in _pictures(piece):
        alt_text = piece.facts[record]["alt_text"]
        if not own_alt_text and not alt_text["text"]:
            message = _(
                "A picture has no alt text: say what it shows to a reader who cannot see it."
            )
            yield Problem("picture_without_alt_text", message, part, record)
        elif not own_alt_text and alt_text["lang"] != piece.story.language:
            message = _("A picture’s alt text is not in the language of the article.")
            yield Problem("alt_text_language", message, part, record, ADVISORY)


def picture_without_credit(piece: Piece) -> Iterator[Problem]:
    for part, record, _own in _pictures(piece):
        if not piece.facts[record]["credit"]["text"]:
            message = _("A picture has no credit: say whose work it is.")
            yield Problem("picture_without_credit", message, part, record)


def marker_without_source(piece: Piece) -> Iterator[Problem]:
    count = len(piece.story.sources)
    for block in piece.blocks("prose"):
        for number in source_markers(block.words.get("html", "")):
            if not 1 <= number <= count:
                message = ngettext(
                    "A marker points to source %(number)d, but the article has %(count)d source.",
                    "A marker points to source %(number)d, but the article has %(count)d sources.",
                    count,
                )
                yield Problem(
                    "marker_without_source", message % {"number": number, "count": count}, block.key
                )


def dead_link(piece: Piece) -> Iterator[Problem]:
    linked = {ref for block in piece.blocks("prose") for ref in block.refs}
    numbers = {ref.partition(":")[2] for ref in linked if ref.startswith("article:")}
    live = Edition.objects.live(piece.at).filter(article_id__in=numbers)
    alive = {f"article:{number}" for number in live.values_list("article_id", flat=True)}
    for block in piece.blocks("prose"):
        for ref in block.refs:
            if ref.startswith("article:") and ref not in alive:
                message = _("A link leads to an article that readers cannot see yet.")
                yield Problem("link_to_unpublished", message, block.key, severity=ADVISORY)
            elif not ref.startswith("article:") and ref not in piece.facts:
                message = _("A link leads to a record that does not exist: take it out.")
                yield Problem("dead_link", message, block.key)


def retired_fact(piece: Piece) -> Iterator[Problem]:
    for record in facts_that(piece.facts, Q(retired_at__lte=piece.at)):
        message = _("The article shows a record that was retired: %(record)s.")
        yield Problem("retired_fact", message % {"record": record}, "", record.ref)


def draft_fact(piece: Piece) -> Iterator[Problem]:
    for record in drafts_among(piece.facts, piece.at):
        message = _("%(record)s is a draft; it becomes public together with the article.")
        yield Problem("draft_fact", message % {"record": record}, "", record.ref, ADVISORY)


def taken_address(piece: Piece) -> Iterator[Problem]:
    story = piece.story
    taken = Address.objects.filter(language=story.language, slug=story.slug)
    if story.slug and taken.exclude(article_id=piece.article.pk).exists():
        message = _("The address “%(slug)s” belongs to another article: choose another.")
        yield Problem("taken_address", message % {"slug": story.slug}, "slug")


def long_headline(piece: Piece) -> Iterator[Problem]:
    if len(piece.story.headline) > 110:
        message = _("The headline has %(count)d characters; search engines cut it after 110.")
        yield Problem(
            "long_headline",
            message % {"count": len(piece.story.headline)},
            "headline",
            severity=ADVISORY,
        )


CHECKS: tuple[Callable[[Piece], Iterator[Problem]], ...] = (
    empty_article,
    statement_without_source,
    picture_without_alt_text,
    picture_without_credit,
    marker_without_source,
    dead_link,
    retired_fact,
    taken_address,
    draft_fact,
    statement_without_office,
    long_headline,
)


def drafts_among(facts: dict[str, Any], at: datetime) -> list[Any]:
    """Return the records of a facts map that are not public at a moment, nor retired."""
    return facts_that(
        facts, Q(public_from__isnull=True) | Q(public_from__gt=at), Q(retired_at__isnull=True)
    )


def facts_that(facts: dict[str, Any], *conditions: Q) -> list[Any]:
    """Return the public or draft facts (monuments, people …) of a facts map that fit.

    One query finds them; those found are then loaded, one query a kind.
    """
    numbers: dict[Any, list[int]] = {}
    for ref in facts:
        model = model_of(ref)
        if model and hasattr(model, "public_from"):
            numbers.setdefault(model, []).append(int(ref.partition(":")[2]))
    rows = [
        model.objects.filter(*conditions, pk__in=pks)
        .order_by()
        .values_list(Value(model._meta.model_name, output_field=CharField()), "pk")
        for model, pks in numbers.items()
    ]
    found = set(rows[0].union(*rows[1:], all=True)) if rows else set()
    return [
        record
        for model, pks in numbers.items()
        if (fitting := [pk for pk in pks if (model._meta.model_name, pk) in found])
        for record in model.objects.with_label().filter(pk__in=fitting)
    ]


def _pictures(piece: Piece) -> Iterator[tuple[str, str, str]]:
    """Yield where each picture stands, its record, and the alt text given there."""
    if piece.story.lead_image in piece.facts:
        yield "lead_image", piece.story.lead_image, ""
    for block in piece.blocks("picture"):
        if block.records.get("image") in piece.facts:
            yield block.key, block.records["image"], block.words.get("alt_text", "")
