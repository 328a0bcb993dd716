"""Copies: a new article that starts with the words of another."""

import uuid
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from memorial.models import Article
from memorial.models.blocks import new_key
from memorial.services.permitting import require
from memorial.services.saving import keep_revision
from memorial.services.standing import lock
from memorial.services.working_copy import story_of, write_working_copy

LONGEST = Article._meta.get_field("headline").max_length


@transaction.atomic
def copy_article(article: Article, *, by: Any) -> Article:
    """Return a new article with the saved words of another, in no group, with no address.

    Its blocks have keys of their own: a change of one is no change of the other. An embargo
    holds for the copy too.
    """
    require(by, "add", "article")
    article = lock(article)
    story = story_of(article)
    copy = Article.objects.create(
        group=uuid.uuid4(),
        language=article.language,
        kind=article.kind,
        headline=article.headline,
        not_before=article.not_before,
    )
    blocks = tuple(replace(block, key=new_key()) for block in story.blocks)
    headline = _copied(story.headline, article.language)
    write_working_copy(copy, replace(story, headline=headline, slug="", blocks=blocks))
    keep_revision(copy, by=by)
    return copy


def _copied(headline: str, language: str) -> str:
    with override(language):
        room = LONGEST - len(_("%(headline)s (copy)") % {"headline": ""})
        return _("%(headline)s (copy)") % {"headline": headline[:room].rstrip()}
