"""What readers see of an article, for the head of its form."""

from dataclasses import dataclass, replace

from memorial.models import Article, Edition, Revision, Withdrawal
from memorial.services.saving import saved_story
from memorial.services.standing import standing
from memorial.services.survivors import thaw_now
from memorial.services.waiting import waiting_fixes
from memorial.story.compare import changes, has_new_order
from memorial.story.values import Story


@dataclass(frozen=True)
class Head:
    """What readers see, in how many parts the working copy differs, and the fix that waits."""

    live: Edition | None = None
    scheduled: Edition | None = None
    differs: int = 0
    differs_from_scheduled: int = 0
    withdrawal: Withdrawal | None = None
    waiting_fix: Revision | None = None


def head_of(article: Article | None) -> Head:
    """Return what readers see of an article; of one that is not saved, nothing."""
    if article is None:
        return Head()
    now = standing(article)
    is_out = now.live or now.scheduled
    story = replace(saved_story(article), slug=article.slug) if is_out else None
    return Head(
        live=now.live,
        scheduled=now.scheduled,
        differs=count_of_changes(now.live, story),
        differs_from_scheduled=count_of_changes(now.scheduled, story),
        withdrawal=None if now.live else article.withdrawals.in_force().first(),
        waiting_fix=waiting_fixes(article).first() if now.live else None,
    )


def count_of_changes(edition: Edition | None, story: Story | None) -> int:
    """Return in how many parts a story differs from an edition; another order counts as one."""
    if edition is None or story is None:
        return 0
    before = thaw_now(edition.frozen)
    return len(changes(before, story)) + has_new_order(before, story)
