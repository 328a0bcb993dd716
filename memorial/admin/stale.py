"""Two texts: what was typed beside what somebody else saved meanwhile."""

from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst

#: More rows than any form has; a forged count beyond it is Django's to refuse.
ROWS = 2000


def with_lost_rows_as_new(data: QueryDict, prefix: str, existing: set[str]) -> QueryDict:
    """Return posted rows with those that somebody deleted meanwhile as new ones, at the end.

    Without it a row that no longer exists would be dropped from the page, words and all.
    """
    try:
        initial = min(int(data.get(f"{prefix}-INITIAL_FORMS", 0)), ROWS)
        total = min(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), ROWS)
    except ValueError:
        return data
    lost = [row for row in range(initial) if data.get(f"{prefix}-{row}-id") not in existing]
    if not lost:
        return data
    kept = [row for row in range(initial) if row not in lost]
    order = {row: place for place, row in enumerate([*kept, *lost, *range(initial, total)])}
    moved = data.copy()
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        row, _dash, field = name.removeprefix(f"{prefix}-").partition("-")
        if row.isdecimal() and int(row) in order:
            moved.pop(name, None)
    for row, place in order.items():
        for name in [name for name in data if name.startswith(f"{prefix}-{row}-")]:
            field = name.removeprefix(f"{prefix}-{row}-")
            values = [""] if field == "id" and row in lost else data.getlist(name)
            moved.setlist(f"{prefix}-{place}-{field}", values)
    moved[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    return moved


def changed_rows(formsets: Any) -> list[dict[str, str]]:
    """Return the rows inside a record that differ from those that were saved meanwhile."""
    changed = []
    for formset in formsets:
        posted = {form.instance.pk for form in formset.initial_forms}
        for form in formset.forms:
            if form.instance.pk is None and form.has_changed():
                changed.append({"label": _row_label(form), "theirs": "", "yours": _row_text(form)})
            elif form.instance.pk and form.has_changed():
                changed += changed_fields(form)
        for row in formset.get_queryset():
            if row.pk not in posted:
                changed.append({"label": _row_label(row), "theirs": str(row), "yours": ""})
    return changed


def _row_label(form_or_row: Any) -> str:
    row = getattr(form_or_row, "instance", form_or_row)
    return capfirst(str(row._meta.verbose_name))


def _row_text(form: Any) -> str:
    texts = [_as_text(form.fields[name], form[name].data) for name in form.changed_data]
    return "; ".join(text for text in texts if text)


def changed_fields(form: Any) -> list[dict[str, str]]:
    """Return the fields of a form that differ from the row as it stands."""
    saved = type(form.instance)._base_manager.get(pk=form.instance.pk)
    theirs = form.__class__(instance=saved)
    rows = []
    hidden = {"opened_version", "key", "region", "ordering", "DELETE"}
    for name, field in form.fields.items():
        if name in hidden or name.endswith("_ptr"):
            continue
        if name in theirs.fields and field.has_changed(theirs[name].initial, form[name].data):
            rows.append(
                {
                    "label": str(field.label or name),
                    "theirs": _as_text(field, theirs[name].initial),
                    "yours": _as_text(field, form[name].data),
                }
            )
    return [row for row in rows if row["theirs"] != row["yours"]]


def _as_text(field: Any, value: Any) -> str:
    """Return a field's value as an editor reads it: records by name, choices by label."""
    if value in (None, ""):
        return ""
    if hasattr(field, "queryset"):
        numbers = value if isinstance(value, list | tuple) else [value]
        keys = [str(getattr(number, "pk", number)) for number in numbers]
        keys = [key for key in keys if key.isdecimal() and len(key) < 19]
        return ", ".join(map(str, field.queryset.model._base_manager.filter(pk__in=keys)))
    return str(dict(getattr(field, "choices", ())).get(value, value))
