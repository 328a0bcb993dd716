"""How far a piece is, as an editor says it: its stage, and what readers see of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from memorial.models import Stage


def stage_words(article: Any) -> tuple[str, str]:
    """Return the shape of the mark and the words of how far the working copy is.

    `article` knows whether it `is_live`, `is_scheduled` and `was_live`. One whose words readers
    have, or are going to have, is no draft, though its stage is that of the next one.
    """
    if article.stage == Stage.REVIEW:
        return "rev", article.get_stage_display()
    if article.stage == Stage.APPROVED:
        return "approved", article.get_stage_display()
    if article.has_newer_words and (article.is_live or article.is_scheduled):
        return "draft", _("newer draft")
    if article.is_scheduled:
        return "sch", pgettext("how far a piece is", "scheduled")
    if article.is_live:
        return "live", pgettext("how far a piece is", "published")
    if article.was_live and not article.has_newer_words:
        return "none", pgettext("how far a piece is", "withdrawn")
    return "draft", article.get_stage_display()


def readers_see(article: Any) -> tuple[str, str]:
    """Return the shape of the mark and the words of what readers see of an article."""
    if article.is_live and article.is_scheduled:
        return "sch", _("live, change scheduled")
    if article.is_live and article.has_newer_words:
        return "late", _("live, with newer words")
    if article.is_live:
        return "live", _("live")
    if article.is_scheduled:
        return "sch", _("scheduled")
    return "none", _("nothing now: withdrawn") if article.was_live else _("nothing yet")
