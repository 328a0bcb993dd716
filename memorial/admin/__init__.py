"""The editors' door; Django finds every form through this room."""

from memorial.admin import (  # noqa: F401 - importing a room registers its forms
    articles,
    links_pages,
    merges,
    monuments,
    people,
    records,
    refresh_pages,
    site,
    statements,
    unveilings,
)
