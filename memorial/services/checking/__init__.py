"""Pre-flight checks: what keeps a story from being published, and what an editor should know.

A check is a generator of problems, and a line in `CHECKS` that says how severe they are and
where they lead; `docs/checks.md` has the same list in words.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from memorial.models import Article
from memorial.services.checking.addresses import taken_address
from memorial.services.checking.corrections import undone_correction
from memorial.services.checking.essays import quote_not_in_essay, timeline_out_of_order
from memorial.services.checking.facts import draft_fact, retired_fact
from memorial.services.checking.links import (
    dead_link,
    link_not_answering,
    link_to_unpublished,
    marker_without_source,
    renumbered_source,
)
from memorial.services.checking.moments import embargo
from memorial.services.checking.pictures import (
    alt_text_language,
    picture_without_alt_text,
    picture_without_credit,
)
from memorial.services.checking.piece import ADVISORY, BLOCKING, Check, Piece, Problem
from memorial.services.checking.records import drafts_among, facts_that, numbers_that
from memorial.services.checking.statements import (
    place_in_source,
    same_statement_twice,
    statement_without_office,
    statement_without_source,
)
from memorial.services.checking.subjects import (
    has_headings,
    has_links,
    has_pictures,
    has_statements,
    has_words,
)
from memorial.services.checking.texts import (
    empty_article,
    empty_heading,
    heading_order,
    long_headline,
    long_standfirst,
    missing_standfirst,
)
from memorial.services.checking.translations import stale_translation, untranslated_words
from memorial.services.checking.words import loaded_words
from memorial.story.frozen import Frozen

__all__ = [
    "ADVISORY",
    "BLOCKING",
    "CHECKS",
    "Check",
    "Piece",
    "Problem",
    "blocking",
    "check",
    "drafts_among",
    "facts_that",
    "numbers_that",
    "passed",
]

CHECKS: tuple[Check, ...] = (
    Check(embargo, BLOCKING, "embargo", binds_fixes=False),
    Check(empty_article, BLOCKING, "blocks"),
    Check(
        statement_without_source,
        BLOCKING,
        "block and record",
        _("Every statement has a source."),
        has_statements,
    ),
    Check(
        picture_without_alt_text,
        BLOCKING,
        "block or lead picture, and record",
        _("Every picture has alt text."),
        has_pictures,
    ),
    Check(picture_without_credit, BLOCKING, "block or lead picture, and record"),
    Check(marker_without_source, BLOCKING, "block"),
    Check(quote_not_in_essay, BLOCKING, "block"),
    Check(dead_link, BLOCKING, "block"),
    Check(retired_fact, BLOCKING, "field or block, and record"),
    Check(taken_address, BLOCKING, "address"),
    Check(draft_fact, ADVISORY, "field or block, and record"),
    Check(renumbered_source, ADVISORY, "block"),
    Check(timeline_out_of_order, ADVISORY, "block"),
    Check(statement_without_office, ADVISORY, "block and record"),
    Check(place_in_source, ADVISORY, "block and record"),
    Check(same_statement_twice, ADVISORY, "block and record"),
    Check(alt_text_language, ADVISORY, "block or lead picture, and record"),
    Check(link_to_unpublished, ADVISORY, "block"),
    Check(
        link_not_answering,
        ADVISORY,
        "block or sources, and record",
        _("No link is known to be broken."),
        has_links,
    ),
    Check(
        loaded_words,
        ADVISORY,
        "field or block",
        _("No loaded words outside quotations."),
        has_words,
    ),
    Check(empty_heading, ADVISORY, "block"),
    Check(heading_order, ADVISORY, "block", _("The headings are in order."), has_headings),
    Check(missing_standfirst, ADVISORY, "standfirst"),
    Check(long_standfirst, ADVISORY, "standfirst"),
    Check(long_headline, ADVISORY, "headline"),
    Check(stale_translation, ADVISORY, "headline"),
    Check(undone_correction, ADVISORY, "whole article"),
    Check(untranslated_words, ADVISORY, "field or block"),
)


def check(article: Article, frozen: Frozen, *, at: datetime, is_fix: bool = False) -> list[Problem]:
    """Return every problem of a frozen story, blocking ones first.

    A fix of what is live is not bound by what the working copy has to wait for.
    """
    problems = _problems(CHECKS, Piece(article, frozen, at), is_fix)
    return sorted(problems, key=lambda problem: not problem.is_blocking)


def blocking(
    article: Article, frozen: Frozen, *, at: datetime, is_fix: bool = False
) -> list[Problem]:
    """Return what keeps a frozen story from being published; asks nothing of the other checks."""
    checks = [each for each in CHECKS if each.severity == BLOCKING]
    return _problems(checks, Piece(article, frozen, at), is_fix)


def _problems(checks: Iterable[Check], piece: Piece, is_fix: bool) -> list[Problem]:
    binding = [each for each in checks if each.binds_fixes or not is_fix]
    return [problem for each in binding for problem in each.problems(piece)]


def passed(problems: Iterable[Problem], piece: Piece) -> list[str]:
    """Return what is said of those checks that found nothing in what they looked at."""
    failed = {problem.name for problem in problems}
    quiet = [each for each in CHECKS if each.passed and each.name not in failed]
    return [str(each.passed) for each in quiet if each.has_subject(piece)]
