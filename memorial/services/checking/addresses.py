"""Checks of the article's own address."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from memorial.models import Address
from memorial.services.checking.piece import Piece, Problem


def taken_address(piece: Piece) -> Iterator[Problem]:
    story = piece.story
    taken = Address.objects.filter(language=story.language, slug=story.slug)
    if story.slug and taken.exclude(article_id=piece.article.pk).exists():
        message = _("The address “%(slug)s” belongs to another article: choose another.")
        yield Problem("taken_address", message % {"slug": story.slug}, "slug")
