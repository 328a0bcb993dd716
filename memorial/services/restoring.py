"""Restoring: any save or edition becomes the working copy again, and deleted articles come back."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from memorial.models import Address, Article, Edition, Revision, StaleSaveError
from memorial.models.revision import RevisionPurpose
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.remarking import LANGUAGE, TRANSLATION, WAITING, Remark, remarks_on
from memorial.services.remembering import link_again, note_restored, say_again
from memorial.services.saving import keep_revision, rewrite
from memorial.services.working_copy import write_working_copy
from memorial.story.frozen import Frozen, thaw


@dataclass(frozen=True)
class Restored:
    """What a restore made: the article, the save that keeps it, and what was not as before."""

    article: Article
    revision: Revision
    remarks: list[Remark]


def as_restored(frozen: Frozen, article: Article) -> Frozen:
    """Return a frozen story as restoring it leaves it: with the address that the article keeps."""
    words = frozen["words"]
    slug = _kept_slug(words.get("slug", ""), article)
    return {**frozen, "words": {**words, "slug": slug}}


@transaction.atomic
def restore(
    article: Article,
    frozen: Frozen,
    *,
    by: Any,
    seen_version: int,
    row: Revision | Edition | None = None,
) -> Restored:
    """Make the working copy say what `frozen` says; itself a save, so nothing is lost by it.

    `seen_version` is the version that was compared with. RefusedError if somebody saved since.
    What no longer exists is left out and named. `row` is what `frozen` is of, for the history.
    """
    require(by, "change", "article")
    locked = Article.objects.select_for_update().get(pk=article.pk)
    remarks, story = remarks_on(frozen, locked), thaw(as_restored(frozen, locked))
    asked = {"by": by, "purpose": RevisionPurpose.RESTORE, "seen_version": seen_version}
    try:
        kept = rewrite(locked, story, **asked)
    except StaleSaveError as error:
        raise RefusedError(
            _("Somebody saved meanwhile. Compare again, then restore if it is still right.")
        ) from error
    note_restored(kept, row)
    return Restored(locked, kept, remarks)


@transaction.atomic
def restore_deleted(revision: Revision, *, by: Any) -> Restored:
    """Make a deleted article again from its save, with all that the desk knew of it.

    Its number is the same if it is free; the embargo that it had last comes back with it. Where
    the group of translations has another in the language by now, it gets a group of its own.
    """
    require(by, "add", "article")
    require(by, "delete", "article")
    orphans = Revision.objects.select_for_update().filter(article__isnull=True)
    mine = orphans.filter(article_number=revision.article_number)
    if not mine.filter(pk=revision.pk).exists():
        raise RefusedError(_("This article is not deleted, or somebody restored it just now."))
    remarks = remarks_on(revision.frozen)
    # What an older save knew beside its words, such as no embargo yet, is over.
    desk = mine.order_by("-pk").first().desk
    article, is_apart = _new_article(revision, desk)
    if is_apart:
        remarks.append(Remark(LANGUAGE, "", article.headline))
    mine.update(article=article, article_number=article.pk)
    say_again(article, desk)
    for link, is_waiting in link_again(article, revision.article_number, desk):
        remarks.append(Remark(WAITING if is_waiting else TRANSLATION, *link["names"]))
    # A new row: there is no version of it that anybody has open.
    write_working_copy(article, thaw(as_restored(revision.frozen, article)))
    kept = keep_revision(article, by=by, purpose=RevisionPurpose.RESTORE)
    note_restored(kept, revision)
    return Restored(article, kept, remarks)


def _new_article(revision: Revision, desk: dict[str, Any]) -> tuple[Article, bool]:
    """Return a bare article for a save, and whether it had to leave its translations."""
    words = revision.frozen["words"]
    group = uuid.UUID(desk["group"]) if desk.get("group") else uuid.uuid4()
    taken = Article.objects.filter(group=group, language=words["language"]).exists()
    number = revision.article_number
    is_free = not Article.objects.filter(pk=number).exists()
    embargo = desk.get("not_before")
    article = Article(
        pk=number if is_free else None,
        group=uuid.uuid4() if taken else group,
        language=words["language"],
        headline=words["headline"],
        not_before=parse_datetime(embargo) if embargo else None,
    )
    article.save(force_insert=True)
    return article, taken


def _kept_slug(slug: str, article: Article) -> str:
    """Return the address to restore: the article's own where the story has none of its own.

    A save from before the first publishing has none; readers may know the article by its own.
    """
    taken = Address.objects.of_others(article, article.language, slug)
    return article.slug if not slug or taken.exists() else slug
