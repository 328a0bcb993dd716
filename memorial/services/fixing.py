"""Fixing what is live, without touching anybody's draft."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, ReviewStepKind, Revision
from memorial.models.edition import Origin
from memorial.services.correcting import IMPROVEMENT, Meaning, require_meaning
from memorial.services.fitting import Also, asked_of, changed, rebased
from memorial.services.freezing import freeze_story
from memorial.services.issuing import publish_facts, reissue, supersede
from memorial.services.linking import link_records
from memorial.services.permitting import require
from memorial.services.publishing import note_step, require_no_problem
from memorial.services.refusing import RefusedError
from memorial.services.renewing import without_new_drafts
from memorial.services.saving import note_newer_words, rewrite
from memorial.services.standing import lock, standing
from memorial.services.survivors import thaw_now
from memorial.services.transitions import bump_generation
from memorial.services.working_copy import story_of
from memorial.story.compare import Change, changes, has_new_order
from memorial.story.frozen import thaw
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
    asked = {"at": now.at, "origin": Origin.FIX, "by": by, "meaning": meaning}
    edition = supersede(now.live, frozen, **asked)
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
        frozen["facts"] = without_new_drafts(frozen["facts"], scheduled.frozen["facts"], at)
        said = _(
            "The scheduled edition cannot take these changes: it would lack what publishing asks "
            "for. Untick them there, or mend what it lacks."
        )
        require_no_problem(scheduled.article, frozen, at, is_fix=True, said=said)
        reissue(scheduled, frozen, origin=Origin.FIX, by=by)
    return not_made
