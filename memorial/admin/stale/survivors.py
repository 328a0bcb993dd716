"""Records that were merged while a form was open: what was posted, led to the survivors."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict

from memorial.services.merging import is_mergeable
from memorial.services.survivors import survivors
from memorial.story.refs import number_of, ref_to
from memorial.text.numbers import is_row_number


def with_survivors(data: QueryDict, form: Any, formsets: Iterable[Any]) -> QueryDict:
    """Return what was posted with the survivor wherever it chose a record that was merged.

    `form` is the class of the record's form, `formsets` those of its rows by prefix.
    """
    chosen = dict(_choices(data, form, formsets))
    names = survivors(ref for refs in chosen.values() for ref in refs)
    if not names:
        return data
    led = data.copy()
    for name, refs in chosen.items():
        led.setlist(name, [str(number_of(names.get(ref, ref))) for ref in refs])
    return led


def _choices(
    data: QueryDict, form: Any, formsets: Iterable[Any]
) -> Iterator[tuple[str, list[str]]]:
    """Yield every posted field that chooses among mergeable records, with their references."""
    patterns = [(re.escape(name), kind) for name, kind in _kinds(form)]
    for formset in formsets:
        prefix = re.escape(formset.get_default_prefix())
        rows = _kinds(formset.form)
        patterns += [(rf"{prefix}-[0-9]+-{re.escape(name)}", kind) for name, kind in rows]
    for pattern, kind in patterns:
        for name in data:
            values = data.getlist(name)
            if re.fullmatch(pattern, name) and all(map(is_row_number, values)):
                yield name, [ref_to(kind, int(value)) for value in values]


def _kinds(form: Any) -> list[tuple[str, str]]:
    """Return the fields of a form's class that choose among mergeable records, with their kind."""
    models = {
        name: field.queryset.model
        for name, field in form.base_fields.items()
        if hasattr(field, "queryset") and is_mergeable(field.queryset.model)
    }
    return [(name, model._meta.concrete_model._meta.model_name) for name, model in models.items()]
