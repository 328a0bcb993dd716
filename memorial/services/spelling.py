"""Words however they are capitalised: SQLite knows the case of ASCII letters only."""

from django.db.models import Q


def says(path: str, words: str) -> Q:
    """Return the condition that a column holds these words, in whatever case."""
    said = Q(**{f"{path}__icontains": words})
    if not words.isascii():
        for spelling in {words.lower(), words.upper(), words.capitalize(), words.title()} - {words}:
            said |= Q(**{f"{path}__icontains": spelling})
    return said
