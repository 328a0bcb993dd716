"""Any list of the desk as a file: the rows that the list shows, on all of its pages."""

import csv
import re
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook

CHUNK = 500
#: What a sheet and a cell can hold (ECMA-376).
MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767
#: Columns of a list that are no text.
NOT_TEXT = {"action_checkbox", "thumbnail"}
#: A program for sheets would take a text that begins so for a formula, in full width too (OWASP,
#: “CSV injection”); what breaks a line or a cell would put the rest at a beginning.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Exports:
    """Mixed into an admin: its list as csv or xlsx, for whoever may see the list."""

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<slug:kind>/", view, name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_export"
        asked = request.GET.copy()
        asked.pop("p", None)
        query = f"?{asked.urlencode()}" if asked else ""
        exports = [(kind, reverse(name, args=[kind]) + query) for kind in WRITERS]
        return super().changelist_view(request, {"exports": exports, **(extra_context or {})})

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Answer with the file; what the list would refuse leads back to it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if kind not in WRITERS:
            return HttpResponseRedirect(listed)
        try:
            changelist = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(listed)
        if kind == "xlsx" and changelist.result_count > MOST_ROWS:
            messages.error(request, _("A sheet does not hold so many rows: export them as csv."))
            return HttpResponseRedirect(listed)
        return WRITERS[kind](self, changelist)


def rows_of(admin: Any, changelist: Any) -> Iterator[list[str]]:
    """Yield the heading, then every row of the list as text, a few hundred loaded at a time."""
    language = get_language()
    names = [name for name in changelist.list_display if name not in NOT_TEXT]
    yield [capfirst(str(label_for_field(name, admin.model, admin))) for name in names]
    for record in changelist.queryset.iterator(chunk_size=CHUNK):
        # A file is sent after the request is over, and its language with it.
        with override(language):
            row = [_cell(name, record, admin) for name in names]
        yield row


def safe(text: str) -> str:
    """Return a text that no program for sheets takes for a formula."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(name: Any, record: Any, admin: Any) -> str:
    column = getattr(admin, name, None) if isinstance(name, str) else name
    if hasattr(column, "whole"):
        return safe(str(column.whole(record) or ""))
    field, _attribute, value = lookup_field(name, record, admin)
    if field is not None and getattr(field, "choices", None):
        value = getattr(record, f"get_{field.name}_display")()
    return safe(_as_text(value))


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SafeString):
        return " ".join(unescape(strip_tags(value)).split())
    return str(value)


class _Line:
    """What the csv writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _csv(admin: Any, changelist: Any) -> HttpResponse:
    """Stream the rows; the mark at the beginning tells Excel that it is UTF-8.

    Every cell is quoted: where a country writes “;” between cells, one inside a text parts nothing.
    """
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    lines = (writer.writerow(row) for row in rows_of(admin, changelist))
    content = (line.encode() for line in _after("\ufeff", lines))
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(admin, "csv")}"'
    return response


def _xlsx(admin: Any, changelist: Any) -> HttpResponse:
    """Write the rows to a sheet on disk, then send it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(admin.opts.verbose_name_plural)[:31])
    sheet.freeze_panes = "A2"
    for row in rows_of(admin, changelist):
        sheet.append([cell[:MOST_CHARACTERS] for cell in row])
    written = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(written)
    written.seek(0)
    return FileResponse(written, as_attachment=True, filename=_file_name(admin, "xlsx"))


WRITERS = {"csv": _csv, "xlsx": _xlsx}


def _after(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _file_name(admin: Any, kind: str) -> str:
    with override("en"):
        noun = slugify(admin.opts.verbose_name_plural)
    return f"{noun}-{timezone.localdate().isoformat()}.{kind}"
