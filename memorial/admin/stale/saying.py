"""How an editor reads what is in a field of a form: records by name, choices by label."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.forms.rows import RowsFormField
from memorial.models.prose import CleanHtmlField
from memorial.services.linking import link_html
from memorial.services.showing import LINKED_KINDS, record_of
from memorial.story.refs import kind_of, ref_to
from memorial.text import clean_html, readable
from memorial.text.numbers import is_row_number
from memorial.text.pasting import tidy_paste

#: Fields that carry a form's own bookkeeping, not words of an editor.
HIDDEN = {"opened_version", "form_key", "key", "region", "ordering", "DELETE", "id"}


def said_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Return the fields of a form that an editor reads, by name."""
    return {
        name: field
        for name, field in form.fields.items()
        if name not in HIDDEN
        and not name.endswith("_ptr")
        and not isinstance(field, forms.models.InlineForeignKeyField)
    }


def label_of(name: str, field: Any) -> str:
    return str(field.label or name)


def noun_of(model: Any) -> str:
    return str(capfirst(model._meta.verbose_name))


def said_value(form: forms.BaseForm, name: str, value: Any) -> str:
    """Return a field's value, typed or saved, as an editor reads it."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    if value in (None, "", []):
        return ""
    if hasattr(field, "as_text"):
        return field.as_text(value)
    if hasattr(field, "queryset"):
        return _said_records(field, value)
    choices = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list | tuple) else [value]
    if _is_html(form, name):
        return readable(clean_html(str(value)), _named)
    return ", ".join(str(choices.get(each, each)) for each in values if each not in (None, ""))


def kept_value(form: forms.BaseForm, name: str, value: Any) -> Any:
    """Return what is kept of a value where two that read the same may differ; None elsewhere.

    Bold and headings stand in no words, and two records may have one name.
    """
    field = form.fields[name]
    if isinstance(field, RowsFormField):
        return field.kept(value)
    if hasattr(field, "queryset"):
        kind = field.queryset.model._meta.concrete_model._meta.model_name
        return {ref_to(kind, int(number)) for number in _numbers(value)}
    if _is_html(form, name):
        return link_html(clean_html(tidy_paste(str(value or "")))).replace("\r\n", "\n")
    return None


def is_merge_only(one: Any, other: Any) -> bool:
    """Whether values that read differently are kept as one: a row’s record was merged meanwhile."""
    return one is not None and one == other


def _said_records(field: Any, value: Any) -> str:
    keys = _numbers(value)
    return ", ".join(map(str, field.queryset.model._base_manager.filter(pk__in=keys)))


def _numbers(value: Any) -> list[str]:
    """Return the numbers of the records that a choice holds; what is no number is passed over."""
    chosen = value if isinstance(value, list | tuple) else [value]
    keys = [str(getattr(each, "pk", each)) for each in chosen]
    return [key for key in keys if is_row_number(key)]


def _named(ref: str) -> str:
    """Return what a record is called that prose links to; its reference if it is gone."""
    record = record_of(ref) if kind_of(ref) in LINKED_KINDS else None
    return str(record or ref)


def _is_html(form: Any, name: str) -> bool:
    columns = {each.name: each for each in form._meta.model._meta.get_fields()}
    return isinstance(columns.get(name), CleanHtmlField)
