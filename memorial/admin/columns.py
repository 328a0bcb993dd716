"""Columns of the lists: short on the page, whole in an export."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

#: What a cell of a list has room for.
ROOM = 90


def short(name: str, description: Any) -> Callable[[Any], str]:
    """Return a column that shows the beginning of a text; `whole` gives all of it."""

    def column(record: Any) -> str:
        return Truncator(getattr(record, name)).chars(ROOM)

    column.__name__ = name
    column.short_description, column.admin_order_field = description, name
    column.whole = lambda record: getattr(record, name)
    return column


def state(shape: str, words: Any) -> SafeString:
    """Return a state, shown by shape as well as colour (`.st` of the desk's styles)."""
    return format_html('<span class="st {}">{}</span>', shape, words)
