"""Long lists, a page at a time: each page starts after the last row of the one before.

The cursor (`?after=12~2025-06-01T09:00:00+00:00`) names that row, so a page costs the same
wherever it is, and rows that come in meanwhile move nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from memorial.pages.frame import PageView

PAGE_SIZE = 20
_LARGEST = 2**63 - 1


class CursorError(ValueError):
    """The cursor names no row of this list."""


def read_moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None or not is_aware(moment):
        raise CursorError(text)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise CursorError(text) from error


def read_number(text: str) -> int | None:
    """Read a day or a row number; empty for an unknown day, which sorts last."""
    if not text:
        return None
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 19 or int(digits) > _LARGEST:
        raise CursorError(text)
    return int(text)


def read_label(text: str) -> str:
    if "\x00" in text or len(text) > 300:
        raise CursorError(text)
    return text


@dataclass(frozen=True)
class Keyset:
    """The order of a list: a column, then the row's number."""

    column: str
    read: Callable[[str], Any]
    number: str = "pk"
    is_descending: bool = True
    #: Rows without a value come last of all.
    is_nullable: bool = False

    def after(self, rows: QuerySet, cursor: str) -> QuerySet:
        """Return the rows after the one that `cursor` names; CursorError if it names none."""
        number, separator, written = cursor.partition("~")
        position = read_number(number)
        if not separator or position is None:
            raise CursorError(cursor)
        value = self.read(written)
        beyond = "lt" if self.is_descending else "gt"
        further = Q(**{f"{self.number}__{beyond}": position})
        if value is None:
            return rows.filter(further, **{f"{self.column}__isnull": True})
        rest = Q(**{f"{self.column}__{beyond}": value}) | (Q(**{self.column: value}) & further)
        if self.is_nullable:
            return rows.filter(rest | Q(**{f"{self.column}__isnull": True}))
        # The bound says nothing new, but lets the index start where the page does.
        return rows.filter(rest, **{f"{self.column}__{beyond}e": value})

    def cursor(self, row: Model) -> str:
        value = getattr(row, self.column)
        written = value.isoformat() if isinstance(value, datetime) else value
        return f"{getattr(row, self.number)}~{'' if written is None else written}"

    def page(self, rows: QuerySet, cursor: str, size: int) -> tuple[list[Any], str]:
        """Return `size` rows after `cursor`, and the cursor of the next page; 404 for no cursor."""
        try:
            rows = self.after(rows, cursor) if cursor else rows
        except (CursorError, ValueError) as error:
            raise Http404(str(error)) from error
        # One row more than shown tells whether there are older ones; nothing is counted.
        found = list(rows[: size + 1])
        return found[:size], self.cursor(found[size - 1]) if len(found) > size else ""


NEWEST_EDITIONS = Keyset("first_live_from", read_moment, number="article_id")
LATEST = Keyset("date_latest", read_number, is_nullable=True)
NEWEST = Keyset("pk", read_number)
IN_ORDER = Keyset("pk", read_number, is_descending=False)
BY_NAME = Keyset("label", read_label, is_descending=False)


class KeysetMixin:
    """A list of `get_rows()`, twenty a page, as `rows` in the template."""

    keyset: Keyset
    page_size = PAGE_SIZE

    def get_rows(self) -> QuerySet:
        raise NotImplementedError

    def shown(self, rows: list[Any]) -> Any:
        return rows

    def get_canonical(self) -> str:
        address = self.request.build_absolute_uri(self.request.path)
        cursor = self.request.GET.get("after", "")
        return f"{address}?{urlencode({'after': cursor})}" if cursor else address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cursor = self.request.GET.get("after", "")
        rows, further = self.keyset.page(self.get_rows(), cursor, self.page_size)
        return super().get_context_data(
            rows=self.shown(rows), next_cursor=further, is_first=not cursor, **kwargs
        )


class KeysetView(KeysetMixin, PageView):
    """A page that is a list."""
