"""Restoring: any save or edition becomes the working copy again, and deleted articles come back."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.models import (
    Address,
    Article,
    Revision,
    StaleSaveError,
    Translation,
    block_types,
)
from memorial.models.revision import RevisionPurpose
from memorial.services.freezing import write_working_copy
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_revision
from memorial.services.showing import model_of
from memorial.services.survivors import frozen_now
from memorial.story.frozen import Frozen, thaw
from memorial.story.marking import name_of
from memorial.story.values import Block

DELETED, UNLINKED, RETIRED, NO_TYPE = "deleted", "unlinked", "retired", "no type"
ADDRESS, LANGUAGE, TRANSLATION = "address", "language", "translation"


@dataclass(frozen=True)
class Remark:
    """Something of a restored story that is no longer as it was, and what becomes of it."""

    kind: str
    noun: str
    name: str

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self.kind]() % {"noun": self.noun, "name": self.name})


@dataclass(frozen=True)
class Restored:
    """What a restore made: the article, the save that keeps it, and what was not as before."""

    article: Article
    revision: Revision
    remarks: list[Remark]


_SENTENCES = {
    DELETED: lambda: _("%(noun)s “%(name)s” was deleted: it is left out."),
    UNLINKED: lambda: _(
        "%(noun)s “%(name)s”, to which the text links, was deleted: take the link out before "
        "publishing."
    ),
    RETIRED: lambda: _(
        "%(noun)s “%(name)s” is retired: it comes back into the text, and must be taken out or "
        "brought back before publishing."
    ),
    NO_TYPE: lambda: _("A block of the kind “%(name)s” is left out: there is no such kind now."),
    ADDRESS: lambda: _(
        "The address “%(name)s” belongs to another article now: the present one stays."
    ),
    LANGUAGE: lambda: _(
        "A translation into its language is there already: it comes back as an article of its own."
    ),
    TRANSLATION: lambda: _(
        "That “%(noun)s” is translated from “%(name)s” does not come back: one of them is gone, or "
        "another article is the original now."
    ),
}


def remarks_on(frozen: Frozen, article: Article | None = None) -> list[Remark]:
    """Return what a story shows that was deleted or retired since: one query a kind of record.

    `article` is the one whose working copy it is to become; None for one that was deleted. A
    record that was merged is no loss: the one that it is now comes back in its place.
    """
    frozen = frozen_now(frozen)
    story = thaw(frozen)
    shown = set(replace(story, blocks=tuple(_unlinked(story.blocks))).refs)
    states = _states(story.refs)
    states |= {ref: UNLINKED for ref in states if states[ref] == DELETED and ref not in shown}
    remarks = [
        Remark(states[ref], _noun(ref), name_of(ref, frozen["facts"]))
        for ref in story.refs
        if states.get(ref)
    ]
    types = block_types()
    gone = dict.fromkeys(block.type for block in story.blocks if block.type not in types)
    remarks += [Remark(NO_TYPE, "", each) for each in gone]
    if _is_taken(story.slug, story.language, article):
        remarks.append(Remark(ADDRESS, "", story.slug))
    return remarks


def as_restored(frozen: Frozen, article: Article) -> Frozen:
    """Return a frozen story as restoring it leaves it: with the address that the article keeps."""
    words = frozen["words"]
    slug = _kept_slug(words.get("slug", ""), article)
    return {**frozen, "words": {**words, "slug": slug}}


@transaction.atomic
def restore(article: Article, frozen: Frozen, *, by: Any, seen_version: int) -> Restored:
    """Make the working copy say what `frozen` says; itself a save, so nothing is lost by it.

    `seen_version` is the version that was compared with. RefusedError if somebody saved since.
    What no longer exists is left out and named.
    """
    require(by, "change", "article")
    locked = Article.objects.select_for_update().get(pk=article.pk)
    try:
        locked.claim_version(seen_version)
    except StaleSaveError as error:
        raise RefusedError(
            _("Somebody saved meanwhile. Compare again, then restore if it is still right.")
        ) from error
    remarks = remarks_on(frozen, locked)
    return Restored(locked, _write(locked, frozen, by), remarks)


@transaction.atomic
def restore_deleted(revision: Revision, *, by: Any) -> Restored:
    """Make a deleted article again from its save, with its number, history and translations.

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
    desk = mine.order_by("-pk").first().frozen.get("desk", {})
    article, is_apart = _new_article(revision, desk)
    if is_apart:
        remarks.append(Remark(LANGUAGE, "", article.headline))
    remarks += _link_again(article, revision.article_number, desk)
    mine.update(article=article, article_number=article.pk)
    return Restored(article, _write(article, revision.frozen, by), remarks)


def _write(article: Article, frozen: Frozen, by: Any) -> Revision:
    write_working_copy(article, thaw(as_restored(frozen, article)))
    return keep_revision(article, by=by, purpose=RevisionPurpose.RESTORE)


def _link_again(article: Article, number: int, desk: dict[str, Any]) -> Iterator[Remark]:
    """Say again what is translated from what; yield a remark where it cannot be said."""
    for link in desk.get("translations", []):
        ends = [article.pk if link[end] == number else link[end] for end in ("article", "original")]
        if not _may_be_linked(article, *ends):
            yield Remark(TRANSLATION, *link["names"])
            continue
        base = Revision.objects.filter(pk=link["base"] or 0).first()
        Translation.objects.create(
            article_id=ends[0], original_id=ends[1], follows=link["follows"], base=base
        )


def _may_be_linked(restored: Article, article: int, original: int) -> bool:
    """Whether both are of the group of what was restored, and neither has another part in it."""
    group = Article.objects.filter(pk__in=[article, original], group=restored.group)
    others = Translation.objects.filter(
        Q(article=article) | Q(article=original) | Q(original=article)
    )
    return group.count() == 2 and not others.exists()


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


def _states(refs: list[str]) -> dict[str, str]:
    """Return which records are deleted or retired, by reference."""
    kinds: dict[Any, list[int]] = {}
    for ref in refs:
        kind, _colon, number = ref.partition(":")
        model = Article if kind == "article" else model_of(ref)
        if model:
            kinds.setdefault(model, []).append(int(number))
    states = dict.fromkeys(refs, DELETED)
    for model, numbers in kinds.items():
        columns = ["pk", "retired_at"] if hasattr(model, "retired_at") else ["pk"]
        for pk, *retired in model.objects.filter(pk__in=numbers).values_list(*columns):
            states[f"{model._meta.model_name}:{pk}"] = RETIRED if any(retired) else ""
    return states


def _unlinked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks as if their prose linked to nothing."""
    for block in blocks:
        yield replace(block, words={**block.words, "html": ""})


def _noun(ref: str) -> str:
    model = Article if ref.startswith("article:") else model_of(ref)
    return str(capfirst(model._meta.verbose_name)) if model else ref.partition(":")[0]


def _kept_slug(slug: str, article: Article) -> str:
    """Return the address to restore: the article's own where the story has none of its own.

    A save from before the first publishing has none; readers may know the article by its own.
    """
    return article.slug if not slug or _is_taken(slug, article.language, article) else slug


def _is_taken(slug: str, language: str, article: Article | None) -> bool:
    taken = Address.objects.filter(slug=slug, language=language) if slug else Address.objects.none()
    return taken.exclude(article_id=article.pk if article else None).exists()
