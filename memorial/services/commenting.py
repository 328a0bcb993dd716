"""Comments on a working copy: written, resolved, opened again; they touch nothing else."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import Article, Comment
from memorial.services.permitting import may, require
from memorial.services.refusing import RefusedError

LONGEST = 2000
_PART = re.compile(r"[\w-]{0,60}", re.ASCII)


@dataclass(frozen=True)
class Comments:
    """The comments on an article: those that wait, oldest first, and those that are resolved."""

    open: list[Comment]
    resolved: list[Comment]


def comments_on(article: Article) -> Comments:
    """Return every comment on a working copy: one query."""
    rows = list(article.comments.select_related("by", "resolved_by"))
    return Comments(
        [comment for comment in rows if comment.resolved_at is None],
        [comment for comment in rows if comment.resolved_at is not None],
    )


def add_comment(article: Article, *, by: Any, text: str, part: str = "") -> Comment:
    """Say something of a part of the working copy: a block's key, a field's name, or the whole.

    The same words of the same person on the same part, while they wait, are one comment.
    """
    require(by, "view", "article")
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise RefusedError(_("The comment is empty: write what you want to say."))
    if len(text) > LONGEST:
        message = _("The comment has %(count)d characters. Keep it to %(most)d.")
        raise RefusedError(message % {"count": len(text), "most": LONGEST})
    if not _PART.fullmatch(part):
        raise RefusedError(_("This part of the article is not known: reload the form."))
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        same = article.comments.open().filter(by=by, part=part, text=text).first()
        return same or Comment.objects.create(article=article, part=part, text=text, by=by)


def may_resolve(user: Any, comment: Comment) -> bool:
    """Whoever may change the article may resolve a comment, and so may whoever wrote it."""
    is_own = user is not None and comment.by_id == user.pk and may(user, "view", "article")
    return is_own or may(user, "change", "article")


def resolve_comment(comment: Comment, *, by: Any) -> None:
    """Mark a comment as dealt with; of two who do, the first is named."""
    _require_resolver(by, comment)
    rows = Comment.objects.open().filter(pk=comment.pk)
    rows.update(resolved_at=timezone.now(), resolved_by=by)


def reopen_comment(comment: Comment, *, by: Any) -> None:
    """Put a resolved comment back among those that wait."""
    _require_resolver(by, comment)
    Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)


def _require_resolver(by: Any, comment: Comment) -> None:
    if not may_resolve(by, comment):
        require(by, "change", "article")
