"""Bringing editions up to date: the same words, with the facts as they are now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, Reference
from memorial.models.edition import Origin
from memorial.services.checking import blocking, drafts_among
from memorial.services.correcting import IMPROVEMENT, Meaning, require_meaning
from memorial.services.issuing import reissue, supersede
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.showing import facts_of
from memorial.services.standing import Standing, lock, standing
from memorial.services.survivors import with_merged
from memorial.services.transitions import bump_generation
from memorial.story.closure import shows_the_same
from memorial.story.frozen import Frozen, refs_in, thaw


@transaction.atomic
def refresh_facts(
    records: Iterable[str], *, by: Any, meaning: Meaning = IMPROVEMENT
) -> list[Edition]:
    """Show the facts as they are now in every live and scheduled edition that shows `records`.

    The words stay as they are, and what is a draft stays unseen. `meaning` is what readers of the
    live pages are told; a scheduled edition keeps its own. Returns the editions that were made;
    none where nothing changed. RefusedError, and nothing written, where an edition would come to
    lack what publishing asks for.
    """
    require(by, "publish", "article")
    require_meaning(meaning)
    # Numbers only: one story at a time is held, however many are brought up to date.
    made = [
        number for article in articles_showing(records) for number in _refresh(article, by, meaning)
    ]
    if made:
        bump_generation()
    return list(Edition.objects.filter(pk__in=made).without_story().order_by("pk"))


def articles_showing(records: Iterable[str]) -> list[Article]:
    """Return the articles with a live or scheduled edition that shows any of the records."""
    shown = Reference.objects.to(*with_merged(records)).still_shown()
    return list(Article.objects.filter(pk__in=shown.values("edition__article")).order_by("pk"))


def lock_articles_showing(record: str) -> None:
    """Lock, in order, what a change of this record may publish anew; before the record itself.

    Publishing locks its article first and facts second. Whoever locks the other way round can
    meet it halfway, and one of the two would fail.
    """
    numbers = [article.pk for article in articles_showing([record])]
    list(Article.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _refresh(article: Article, by: Any, meaning: Meaning) -> list[int]:
    """Bring the live and the scheduled edition of an article up to date; return the new ones."""
    made = []
    now = standing(lock(article))
    for edition in filter(None, (now.live, now.scheduled)):
        at = max(edition.live_from, now.at)
        frozen = _with_facts_of_now(edition.frozen, at)
        if not shows_the_same(edition.frozen, frozen):
            _require_no_new_problem(edition, frozen, at)
            made.append(_issue_instead(edition, frozen, now, by, meaning).pk)
    return made


def _issue_instead(
    edition: Edition, frozen: Frozen, now: Standing, by: Any, meaning: Meaning
) -> Edition:
    asked = {"origin": Origin.REFRESH, "by": by}
    if edition == now.live:
        return supersede(edition, frozen, at=now.at, meaning=meaning, **asked)
    return reissue(edition, frozen, **asked)


def _require_no_new_problem(edition: Edition, frozen: Frozen, at: datetime) -> None:
    """RefusedError if the facts as they are now would not be published."""
    before = {problem.message for problem in blocking(edition.article, edition.frozen, at=at)}
    found = blocking(edition.article, frozen, at=at)
    problems = [problem for problem in found if problem.message not in before]
    if problems:
        raise RefusedError(
            _("“%(edition)s” was not brought up to date: it would lack what publishing asks for.")
            % {"edition": edition},
            problems=problems,
        )


def without_new_drafts(
    facts: dict[str, Any], before: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """Leave out what is a draft at `at`, unless the edition showed it before."""
    drafts = {record.ref for record in drafts_among(facts, at)} - set(before)
    return {ref: fact for ref, fact in facts.items() if ref not in drafts}


def _with_facts_of_now(frozen: Frozen, at: datetime) -> Frozen:
    """Return the same words with the facts as they are; a record that is gone stays as it was."""
    story = thaw(frozen)
    facts = facts_of(story)
    wanted = set(story.refs)
    while missing := {ref for ref in wanted if ref in frozen["facts"]} - set(facts):
        old = {ref: frozen["facts"][ref] for ref in missing}
        facts |= old
        wanted |= set(refs_in(old))
    return {**frozen, "facts": without_new_drafts(facts, frozen["facts"], at)}
