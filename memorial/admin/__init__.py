"""The editors' door; Django finds every form through this room."""

from memorial.admin import (  # noqa: F401
    articles,
    monuments,
    people,
    records,
    site,
    statements,
    unveilings,
)
