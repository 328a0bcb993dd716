"""Translations: made from what stands, compared with what came since, kept up to date."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, ReviewStep, Revision, Translation
from memorial.services.freezing import freeze_story, story_of, write_working_copy
from memorial.services.issuing import lock, standing
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_revision, newest_save
from memorial.story.compare import Change, apply
from memorial.story.frozen import Frozen, thaw

LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class State:
    """An original at a moment: its words, and by what a translation remembers them."""

    frozen: Frozen
    edition: Edition | None
    revision: Revision | None

    @property
    def number(self) -> int:
        return self.edition.number if self.edition else 0


def original_of(article: Article) -> Article:
    """Return what the translations of an article's group are made from: itself, unless known."""
    row = Translation.objects.filter(article=article).select_related("original").first()
    return row.original if row else article


def state_of(original: Article) -> State:
    """Return what translators work from: what readers see, else the newest save."""
    live = standing(original).live
    if live:
        step = ReviewStep.objects.filter(edition=live).select_related("revision").first()
        return State(live.frozen, live, step.revision if step else None)
    newest = Revision.objects.of(original).saves().first()
    return State(newest.frozen if newest else freeze_story(story_of(original)), None, newest)


def followed_words(translation: Translation) -> Frozen | None:
    """Return the original's words as the translation follows them; None if nobody knows."""
    editions = Edition.objects.filter(article=translation.original_id)
    edition = editions.filter(number=translation.follows).first()
    if edition:
        return edition.frozen
    return translation.base.frozen if translation.base else None


def follow(article: Article, original: Article, state: State) -> None:
    """Note that an article is translated from an original, as that stands."""
    Translation.objects.update_or_create(
        article=article,
        defaults={"original": original, "follows": state.number, "base": state.revision},
    )


@transaction.atomic
def translate_article(article: Article, language: str, *, by: Any) -> Article:
    """Create the translation of an article, its blocks, records and words carried over.

    It is made from the original of the group, in the words that readers see, else the newest
    save. RefusedError where there is one in that language already.
    """
    require(by, "add", "article")
    if language not in LANGUAGES:
        raise RefusedError(_("This site has no pages in that language."))
    original = lock(original_of(article))
    _require_free(original, language)
    newest_save(original, by=by)
    state = state_of(original)
    made = _create_in_group(original, language)
    story = replace(thaw(state.frozen), slug="", is_machine_translation=False)
    write_working_copy(made, story)
    follow(made, original, state)
    keep_revision(made, by=by)
    return made


@transaction.atomic
def name_original(original: Article, *, by: Any) -> int:
    """Say that every other article of the group is translated from this one.

    Those that said so already stay as they are; the others follow what stands now. Returns how
    many were told.
    """
    require(by, "review", "article")
    original = lock(original)
    Translation.objects.filter(article=original).delete()
    others = Article.objects.translations_of(original).order_by("pk")
    state, told = state_of(original), 0
    others = others.exclude(translated_from__original=original)
    for other in others.select_for_update(of=("self",)):
        follow(other, original, state)
        told += 1
    return told


@transaction.atomic
def mark_up_to_date(
    translation: Translation, *, by: Any, follows: int | None = None, base: int | None = None
) -> Translation:
    """Note that a translation says what its original says.

    `follows` and `base` name the edition and save that the translator compared with, so that one
    that came meanwhile still counts as not followed; what stands now if neither is given.
    """
    require(by, "change", "article")
    row = Translation.objects.select_for_update().get(pk=translation.pk)
    state = state_of(row.original)
    row.follows, row.base = state.number, state.revision
    seen = Edition.objects.issued().filter(article=row.original, number=follows or 0).first()
    if seen:
        step = ReviewStep.objects.filter(edition=seen).select_related("revision").first()
        row.follows, row.base = seen.number, step.revision if step else None
    elif follows == 0:
        saves = Revision.objects.of(row.original).saves()
        row.follows, row.base = 0, saves.filter(pk=base or 0).first() or saves.first()
    row.save(update_fields=["follows", "base"])
    return row


@transaction.atomic
def carry_block(article: Article, key: str, *, by: Any) -> None:
    """Put a block of the original into the saved translation, at its place, words and all."""
    require(by, "change", "article")
    article = lock(article)
    story, original = story_of(article), thaw(state_of(original_of(article)).frozen)
    here = {block.key for block in story.blocks}
    if key in here:
        raise RefusedError(_("This block is in the translation already."))
    follows = ""
    for block in original.blocks:
        if block.key == key:
            break
        follows = block.key if block.key in here else follows
    else:
        raise RefusedError(_("The original has no such block any more: open this page again."))
    write_working_copy(article, apply(story, Change(f"block:{key}", None, block, follows)) or story)
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1)
    keep_revision(article, by=by)


@transaction.atomic
def confirm_translation(article: Article, *, by: Any) -> None:
    """Note that an editor has read a machine translation against its original."""
    require(by, "review", "article")
    article = lock(article)
    if not article.is_machine_translation:
        raise RefusedError(_("This is not marked as a machine translation any more."))
    article.is_machine_translation = False
    article.version += 1
    article.save(update_fields=["is_machine_translation", "version", "changed_at"])
    keep_revision(article, by=by)


def _require_free(original: Article, language: str) -> None:
    name = LANGUAGES[language]
    if language == original.language:
        message = _("“%(article)s” is in %(language)s already: choose another language.")
        raise RefusedError(message % {"article": original, "language": name})
    if Article.objects.filter(group=original.group, language=language).exists():
        raise RefusedError(_taken(name))


def _create_in_group(original: Article, language: str) -> Article:
    """Create the row; whoever comes second to one language meets its unique key."""
    try:
        with transaction.atomic():
            return Article.objects.create(
                group=original.group,
                language=language,
                kind=original.kind,
                headline=original.headline,
                not_before=original.not_before,
            )
    except IntegrityError as error:
        raise RefusedError(_taken(LANGUAGES[language])) from error


def _taken(name: str) -> str:
    return _("There is a translation into %(language)s already: open that one.") % {
        "language": name
    }
