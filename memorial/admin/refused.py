"""What was refused of a form that was sent: each sentence, and where in the page it belongs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.admin.rows import RowsWidget
from memorial.models.blocks import Block


@dataclass(frozen=True)
class Refused:
    """What is wrong in one place: what the place is called, its id in the page, the sentences."""

    place: str
    anchor: str
    sentences: list[str]


def refused_parts(form: Any, formsets: list[Any]) -> list[Refused]:
    """Return what is wrong with a form and its rows, in the order of the page."""
    if not form.is_bound:
        return []
    found = list(_in_form(form))
    formsets = [formset for formset in formsets if formset.is_bound]
    numbers = _block_numbers(formsets)
    for formset in formsets:
        if errors := formset.non_form_errors():
            name = capfirst(formset.model._meta.verbose_name_plural)
            found.append(Refused(name, f"{formset.prefix}-group", list(map(str, errors))))
        for place, row in enumerate(formset.forms, 1):
            if _stays(formset, row):
                found += _in_form(row, numbers.get(row.prefix, place))
    return found


def _in_form(form: Any, number: int = 0) -> Iterator[Refused]:
    """Yield what is wrong in a form; of a row, `number` says which one it is."""
    row = form.prefix if number else ""
    for name in filter(form.errors.get, [NON_FIELD_ERRORS, *form.fields]):
        place, anchor = "", row
        if name in form.fields:
            place, anchor = str(capfirst(form[name].label)), _anchor(form[name], row)
        if number:
            place = _in_row(form, number, place)
        yield Refused(place, anchor, list(map(str, form.errors[name])))


def _in_row(form: Any, number: int, field: str) -> str:
    said = {"row": capfirst(form._meta.model._meta.verbose_name), "number": number, "field": field}
    if not field:
        return _("%(row)s %(number)d") % said
    return _("%(row)s %(number)d, %(field)s") % said


def _anchor(field: Any, row: str) -> str:
    """Return the id of the field in the page, or of its row where it has none of its own."""
    if field.is_hidden or isinstance(field.field.widget, RowsWidget):
        return row
    if isinstance(field.field.widget, forms.MultiWidget):
        return f"{field.auto_id}_0"
    # Of a choice by radio, the first button.
    return field.id_for_label or row or f"{field.auto_id}_0"


def _block_numbers(formsets: list[Any]) -> dict[str, int]:
    """Return the place in the page of each block, by the prefix of its form."""
    blocks = [
        row
        for formset in formsets
        if issubclass(formset.model, Block)
        for row in formset.forms
        if _stays(formset, row)
    ]
    blocks.sort(key=_ordering)
    return {row.prefix: place for place, row in enumerate(blocks, 1)}


def _stays(formset: Any, row: Any) -> bool:
    """Whether a row is not to be deleted; what is wrong with one that goes does not matter."""
    # Only a form that was cleaned knows whether it is to go.
    row.is_valid()
    return not (formset.can_delete and formset._should_delete_form(row))


def _ordering(row: Any) -> int:
    ordering = str(row["ordering"].value() or "")
    return int(ordering) if ordering.isdecimal() and len(ordering) < 10 else 0
