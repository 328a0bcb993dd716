"""One text made of two: what was posted, with the parts that were chosen of the other side."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from memorial.admin.stale.judging import MINE, THEIRS
from memorial.admin.stale.rows import PostedRows, Row, mark_of
from memorial.admin.stale.saying import HIDDEN

TAKE = "_take-"


def unchosen(data: Any) -> list[str]:
    """Return the parts that the page asked about and nobody has chosen for."""
    asked = data.getlist("_asked") if hasattr(data, "getlist") else []
    return [name for name in asked if data.get(f"{TAKE}{name}") not in (MINE, THEIRS)]


def with_choices(data: QueryDict, form: Any, formsets: list[Any]) -> QueryDict:
    """Return what was posted with the chosen parts as they stand.

    `form` and `formsets` are unbound and hold the record as it was saved meanwhile. A part that
    was not chosen stays as typed, a row that only the other side has stays where it is.
    """
    chosen = {
        name.removeprefix(TAKE): data[name] for name in data if name.startswith(TAKE) and data[name]
    }
    merged = data.copy()
    for name in form.fields:
        if chosen.get(name) == THEIRS and name not in HIDDEN:
            _replace(merged, name, dict(_posted(form, name)))
    for formset in formsets:
        merged = _with_rows(merged, formset, chosen)
    return merged


def saved_formsets(admin: Any, request: HttpRequest, record: Any) -> Iterator[Any]:
    """Yield the formsets of a record as it stands, bound to nothing."""
    for formset_class, inline in admin.get_formsets_with_inlines(request, record):
        yield formset_class(
            instance=record,
            prefix=formset_class.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )


def _with_rows(data: QueryDict, formset: Any, chosen: dict[str, str]) -> QueryDict:
    try:
        rows = PostedRows(data, formset.prefix)
    except ValueError:
        return data
    posted = {row.get("id", [""])[0]: row for row in rows.initial}
    for form in formset.initial_forms:
        number = str(form.instance.pk)
        choice, row = chosen.get(f"{formset.prefix}:{number}"), posted.get(number)
        if row is None and choice == MINE:
            rows.initial.append({"id": [number], "DELETE": ["on"]})
        elif row is not None and choice == THEIRS:
            _take_row(row, form)
        if row is not None and chosen.get("order") == THEIRS and "ordering" in form.fields:
            row["ordering"] = [str(form.instance.ordering)]
    for row in rows.new:
        if chosen.get(f"{formset.prefix}:new:{mark_of(row)}") == THEIRS:
            row["DELETE"] = ["on"]
    return rows.written(data)


def _take_row(row: Row, form: Any) -> None:
    """Make a posted row say what stands; its number and its place stay."""
    row.pop("DELETE", None)
    for name in form.fields:
        if name not in HIDDEN and not isinstance(
            form.fields[name], forms.models.InlineForeignKeyField
        ):
            for field in [each for each in row if each == name or _is_part(each, name)]:
                del row[field]
            row.update(_posted(form, name, bare=True))


def _replace(data: QueryDict, name: str, values: dict[str, list[str]]) -> None:
    for field in [each for each in data if each == name or _is_part(each, name)]:
        data.pop(field)
    for field, each in values.items():
        data.setlist(field, each)


def _is_part(field: str, name: str) -> bool:
    """Whether a posted field is one of several of a widget (`at_0`, `rows-2-caption`)."""
    return re.fullmatch(rf"{re.escape(name)}(_[0-9]+|-[0-9]+-\w+)", field) is not None


def _posted(form: Any, name: str, *, bare: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Yield what a browser would post for a field as it stands; nothing for an empty tick."""
    bound, widget = form[name], form.fields[name].widget
    widget = getattr(widget, "widget", widget)
    html_name, value = name if bare else bound.html_name, bound.value()
    if hasattr(widget, "as_posted"):
        yield from widget.as_posted(html_name, value)
    elif isinstance(widget, forms.MultiWidget):
        for place, each in enumerate(widget.decompress(value)):
            shown = widget.widgets[place].format_value(each)
            yield f"{html_name}_{place}", [shown or ""]
    elif isinstance(widget, forms.CheckboxInput):
        if value:
            yield html_name, ["on"]
    elif not isinstance(widget, forms.FileInput):
        shown = widget.format_value(value)
        values = shown if isinstance(shown, list | tuple) else [shown]
        yield html_name, ["" if each is None else str(each) for each in values]
