"""The editor of a block’s rows: add, remove and move them; records are chosen by typing."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import capfirst

from memorial.forms.dates import EdtfInput
from memorial.forms.rows import RowRecords, RowsFormField, Typed
from memorial.models.rows import Pick, RowsField, Words
from memorial.text.numbers import row_number

#: More rows than any block has; a forged order beyond it is cut.
MOST = 200


class RowSelect(AutocompleteSelect):
    """An autocomplete whose chosen record was named already, with the others of the block."""

    def __init__(self, pick: Pick, admin_site: Any, labels: dict[int, str]) -> None:
        super().__init__(pick.like, admin_site)
        self.labels = labels

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        chosen = next(filter(None, value), "")
        options = [self.create_option(name, "", "", not chosen, 0)]
        label = self.labels.get(row_number(chosen))
        if label:
            options.append(self.create_option(name, chosen, label, True, 1))
        return [(None, options, 0)]


class RowsWidget(forms.Widget):
    """Rows as named inputs: `rows` has their order (`0,2,1`), `rows-0-caption` what is typed."""

    use_fieldset = True

    def __init__(self, column: RowsField, admin_site: Any, records: RowRecords) -> None:
        super().__init__()
        self.column, self.admin_site, self.records = column, admin_site, records

    @property
    def media(self) -> Any:
        own = forms.Media(js=["memorial/rows.js"])
        widgets = (self._widget(column, {}) for column in self.column.columns.values())
        return sum((widget.media for widget in widgets), own)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Typed]:
        order = [each for each in data.get(name, "").split(",") if each.isdecimal()]
        rows = list(dict.fromkeys(order))[:MOST]
        return [
            {each: _posted(data, f"{name}-{row}-{each}") for each in self.column.columns}
            for row in rows
        ]

    def as_posted(self, name: str, value: list[Typed]) -> Iterator[tuple[str, list[str]]]:
        """Yield what a browser would post for these rows."""
        yield name, [",".join(str(place) for place in range(len(value)))]
        for place, row in enumerate(value):
            for each in self.column.columns:
                yield f"{name}-{place}-{each}", [row.get(each, "")]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        rows = list(value or []) or [{}] * max(self.column.least, 1)
        self.records.expect(self.column, rows)
        labels = {each: self.records.names(pick) for each, pick in self.column.picks.items()}
        context = {
            "name": name,
            "row_name": self.column.row_name,
            "order": ",".join(str(place) for place in range(len(rows))),
            "rows": [self._cells(name, place, row, labels) for place, row in enumerate(rows)],
            "blank": self._cells("__name__", "__row__", {}, labels),
        }
        return render_to_string("admin/memorial/rows.html", context)

    def _cells(self, name: str, place: Any, row: Typed, labels: Any) -> list[dict[str, Any]]:
        cells = []
        for each, column in self.column.columns.items():
            attrs = {"id": f"id_{name}-{place}-{each}"}
            if column_help := getattr(column, "help_text", ""):
                attrs["aria-describedby"] = f"{attrs['id']}-help"
            widget = self._widget(column, labels.get(each, {}))
            field = widget.render(f"{name}-{place}-{each}", row.get(each, ""), attrs)
            label = capfirst(str(column.label))
            cells.append({"id": attrs["id"], "label": label, "help": column_help, "field": field})
        return cells

    def _widget(self, column: Words | Pick, labels: dict[int, str]) -> forms.Widget:
        if isinstance(column, Pick):
            return self._select(column, labels)
        limit = {"maxlength": column.max_length}
        if column.kind == "area":
            return forms.Textarea(attrs={**limit, "rows": 2})
        if column.kind == "edtf":
            return EdtfInput()
        return forms.TextInput(attrs={**limit, "class": "vTextField"})

    def _select(self, pick: Pick, labels: dict[int, str]) -> RowSelect:
        select = RowSelect(pick, self.admin_site, labels)
        select.is_required = False
        return select


def _posted(data: Any, name: str) -> str:
    # No database keeps a NUL in JSON, and nobody types one.
    return data.get(name, "").replace("\x00", "").strip()


class WithRows:
    """Mixed into a block’s inline: its column of rows gets the editor above."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any):
        if not isinstance(db_field, RowsField):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        # One for all forms of the formset: their fields and widgets are copies that share it.
        records = RowRecords()
        return RowsFormField(
            column=db_field,
            user=request.user,
            records=records,
            widget=RowsWidget(db_field, self.admin_site, records),
            label=capfirst(db_field.verbose_name),
        )
