"""Columns of the lists: short on the page, whole in an export."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from memorial.templatetags.showing import moment_with_offset
from memorial.text.cutting import beginning

#: What a cell of a list has room for.
ROOM = 90


def short(name: str, description: Any) -> Callable[[Any], str]:
    """Return a column that shows the beginning of a text; `whole` gives all of it."""

    def column(record: Any) -> str:
        return beginning(str(getattr(record, name) or ""), ROOM)

    column.__name__ = name
    column.short_description, column.admin_order_field = description, name
    column.whole = lambda record: getattr(record, name)
    return column


def moment(name: str, description: Any) -> Callable[[Any], str]:
    """Return a column that says a moment with its distance from UTC; an export has it in ISO."""

    def column(record: Any) -> str:
        return moment_with_offset(getattr(record, name)) or "–"

    column.__name__ = name
    column.short_description, column.admin_order_field = description, name
    column.whole = lambda record: _iso(getattr(record, name))
    return column


def _iso(at: datetime | None) -> str:
    return localtime(at).isoformat(timespec="seconds") if at else ""


CHANGED = moment("changed_at", _("changed"))
