"""Checks of the article's own address."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from memorial.models import Address
from memorial.services.checking.piece import Piece, Problem


def taken_address(piece: Piece) -> Iterator[Problem]:
    story = piece.story
    if Address.objects.of_others(piece.article, story.language, story.slug).exists():
        message = _("The address “%(slug)s” belongs to another article: choose another.")
        yield Problem("taken_address", message % {"slug": story.slug}, "slug")
