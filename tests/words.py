"""The words of the interface in a language, as its catalogue has them."""

from django.utils.html import escape
from django.utils.translation import gettext, override


def spoken_in(language, english):
    """Return what a page in `language` says for an English sentence, as it stands in HTML."""
    with override(language):
        return escape(gettext(english))
