"""Translations: made from what stands, compared with what came since, kept up to date."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from memorial.models import Article, Translation
from memorial.services.originals import State, compared_words, original_of, original_words
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_revision, newest_save, rewrite
from memorial.services.standing import lock
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.compare import Change, apply
from memorial.story.frozen import thaw

LANGUAGES = dict(settings.LANGUAGES)


def follow(article: Article, original: Article, state: State) -> None:
    """Note that an article is translated from an original, as that stands."""
    Translation.objects.update_or_create(
        article=article,
        defaults={"original": original, "follows": state.edition, "base": state.base},
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
    state = original_words(original)
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
    state, told = original_words(original), 0
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
    state = compared_words(row.original, follows, base)
    row.follows, row.base = state.edition, state.base
    row.save(update_fields=["follows", "base"])
    return row


@transaction.atomic
def carry_block(article: Article, key: str, *, by: Any) -> None:
    """Put a block of the original into the saved translation, at its place, words and all."""
    require(by, "change", "article")
    article = lock(article)
    story, original = story_of(article), thaw(original_words(original_of(article)).frozen)
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
    carried = apply(story, Change(f"block:{key}", None, block, follows)) or story
    rewrite(article, carried, by=by)


@transaction.atomic
def confirm_translation(article: Article, *, by: Any) -> None:
    """Note that an editor has read a machine translation against its original."""
    require(by, "review", "article")
    article = lock(article)
    if not article.is_machine_translation:
        raise RefusedError(_("This is not marked as a machine translation any more."))
    rewrite(article, replace(story_of(article), is_machine_translation=False), by=by)


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
