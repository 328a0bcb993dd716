"""Fixing what is live, and bringing its facts up to date, without touching anybody's draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, Reference, ReviewStepKind, Revision
from memorial.models.edition import Origin
from memorial.services.checking import blocking, drafts_among
from memorial.services.correcting import IMPROVEMENT, Meaning, require_meaning
from memorial.services.fitting import Also, asked_of, changed, rebased
from memorial.services.freezing import freeze_story, story_of
from memorial.services.issuing import (
    close,
    issue,
    lock,
    name_closer,
    publish_facts,
    reissue,
    standing,
)
from memorial.services.linking import link_records
from memorial.services.permitting import require
from memorial.services.publishing import note_step, require_no_problem
from memorial.services.refusing import RefusedError
from memorial.services.saving import note_newer_words, rewrite
from memorial.services.showing import facts_map
from memorial.services.survivors import thaw_now, with_merged
from memorial.services.transitions import bump_generation
from memorial.story.compare import Change, changes, has_new_order
from memorial.story.frozen import Frozen, refs_in, thaw
from memorial.story.values import Story

WORKING_COPY, SCHEDULED = "working_copy", "scheduled"


@dataclass
class Fix:
    """What a fix did: the new edition, and elsewhere what was made and what did not fit."""

    edition: Edition
    made: dict[str, list[Change]] = field(default_factory=dict)
    not_made: dict[str, list[Change]] = field(default_factory=dict)

    def note(self, target: str, asked: list[Change], not_made: list[Change]) -> None:
        self.made[target] = [change for change in asked if change not in not_made]
        self.not_made[target] = not_made


@transaction.atomic
def fix_live(
    article: Article,
    story: Story,
    *,
    by: Any,
    also: Also = (),
    base: Edition | None = None,
    meaning: Meaning = IMPROVEMENT,
    kept: Revision | None = None,
) -> Fix:
    """Publish `story` in the place of the live edition, up to the scheduled start if there is one.

    `base` is the edition that the fix was made from. If another is live by now, the changes are
    made to that one, block by block; RefusedError where both changed the same.

    `also` names where to make the same changes, block by block (`working_copy`, `scheduled`), and
    may say which parts; a block that is different there already is left alone and reported.
    `kept` is the save that held the fix; it is named in the history.
    """
    require(by, "publish", "article")
    require_meaning(meaning)
    now = standing(lock(article))
    if not now.live:
        raise RefusedError(_("Nothing of this article is live, so there is nothing to fix."))
    before = thaw_now(now.live.frozen)
    if base and base.pk != now.live.pk:
        story = rebased(story, thaw_now(base.frozen), before)
    fixed = replace(story, language=before.language, slug=story.slug or before.slug)
    frozen = freeze_story(fixed)
    made = changes(before, thaw(frozen))
    if not made and not has_new_order(before, thaw(frozen)):
        raise RefusedError(_("This is what readers see already: nothing was changed."))
    require_no_problem(now.article, frozen, now.at, is_fix=True)
    publish_facts(frozen["facts"], now.at)
    edition = _replace_live(now.live, frozen, at=now.at, origin=Origin.FIX, by=by, meaning=meaning)
    fix = Fix(edition)
    if asked := asked_of(WORKING_COPY, also, made):
        fix.note(WORKING_COPY, asked, _change_working_copy(now.article, asked, by))
    if now.scheduled and (asked := asked_of(SCHEDULED, also, made)):
        fix.note(SCHEDULED, asked, _change_scheduled(now.scheduled, asked, by))
    note_newer_words(now.article, freeze_story(story_of(now.article)))
    if kept:
        note_step(edition, ReviewStepKind.PUBLISHED, by, kept)
    bump_generation()
    return fix


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
        if frozen["facts"] != edition.frozen["facts"]:
            _require_no_new_problem(edition, frozen, at)
            made.append(_replace(edition, frozen, now, by, meaning).pk)
    return made


def _replace(edition: Edition, frozen: Frozen, now: Any, by: Any, meaning: Meaning) -> Edition:
    if now.live and edition.pk == now.live.pk:
        return _replace_live(
            edition, frozen, at=now.at, origin=Origin.REFRESH, by=by, meaning=meaning
        )
    return reissue(edition, frozen, origin=Origin.REFRESH, by=by)


def _replace_live(
    live: Edition, frozen: Frozen, *, at: Any, origin: str, by: Any, meaning: Meaning
) -> Edition:
    """End the live edition now; the new one runs to where the old one would have."""
    live.refresh_from_db(fields=["live_until", "closed_by"])
    period = {"at": at, "until": live.live_until, "closed_by": live.closed_by}
    close(live, at)
    edition = issue(live.article, frozen, **period, origin=origin, by=by, meaning=meaning)
    name_closer(live, edition)
    return edition


def _change_working_copy(article: Article, made: list[Change], by: Any) -> list[Change]:
    # With links as references, as they stand in editions.
    story, not_made = changed(link_records(story_of(article)), made)
    if len(not_made) < len(made):
        rewrite(article, story, by=by)
    return not_made


def _change_scheduled(scheduled: Edition, made: list[Change], by: Any) -> list[Change]:
    story, not_made = changed(thaw_now(scheduled.frozen), made)
    if len(not_made) < len(made):
        frozen = freeze_story(story)
        at = scheduled.live_from
        frozen["facts"] = _without_new_drafts(frozen["facts"], scheduled.frozen["facts"], at)
        said = _(
            "The scheduled edition cannot take these changes: it would lack what publishing asks "
            "for. Untick them there, or mend what it lacks."
        )
        require_no_problem(scheduled.article, frozen, at, is_fix=True, said=said)
        reissue(scheduled, frozen, origin=Origin.FIX, by=by)
    return not_made


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


def _without_new_drafts(
    facts: dict[str, Any], before: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """Leave out what is a draft at `at`, unless the edition showed it before."""
    drafts = {record.ref for record in drafts_among(facts, at)} - set(before)
    return {ref: fact for ref, fact in facts.items() if ref not in drafts}


def _with_facts_of_now(frozen: Frozen, at: datetime) -> Frozen:
    """Return the same words with the facts as they are; a record that is gone stays as it was."""
    story = thaw(frozen)
    facts = facts_map(story.refs, story.language)
    wanted = set(story.refs)
    while missing := {ref for ref in wanted if ref in frozen["facts"]} - set(facts):
        old = {ref: frozen["facts"][ref] for ref in missing}
        facts |= old
        wanted |= set(refs_in(old))
    return {**frozen, "facts": _without_new_drafts(facts, frozen["facts"], at)}
