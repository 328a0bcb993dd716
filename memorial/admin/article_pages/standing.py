"""What readers see of an article, for the head of its form."""

from dataclasses import replace
from typing import Any

from memorial.admin.article_pages.base import ArticlePage
from memorial.models import Article, Edition
from memorial.services.issuing import standing
from memorial.services.saving import saved_story
from memorial.services.survivors import thaw_now
from memorial.services.waiting import waiting_fixes
from memorial.story.compare import changes, has_new_order
from memorial.story.values import Story


class StandingHead(ArticlePage):
    def standing_of(self, article: Article | None) -> dict[str, Any]:
        """Return what is live, scheduled or withdrawn, what differs, and the fix that waits."""
        if article is None:
            return {}
        now = standing(article)
        is_out = now.live or now.scheduled
        story = replace(saved_story(article), slug=article.slug) if is_out else None
        return {
            "live": now.live,
            "scheduled": now.scheduled,
            "differs": count_of_changes(now.live, story),
            "differs_from_scheduled": count_of_changes(now.scheduled, story),
            "withdrawal": None if now.live else article.withdrawals.in_force().first(),
            "waiting_fix": waiting_fixes(article).first() if now.live else None,
        }


def count_of_changes(edition: Edition | None, story: Story | None) -> int:
    """Return in how many parts a story differs from an edition; another order counts as one."""
    if edition is None or story is None:
        return 0
    before = thaw_now(edition.frozen)
    return len(changes(before, story)) + has_new_order(before, story)
