"""Two records beside each other, field by field."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.models import Record
from memorial.models.name import Named
from memorial.services.moments import in_words_with_zone


@dataclass(frozen=True)
class Side:
    """A field as two records have it, as an editor reads it."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def side_by_side(one: Record, other: Record) -> list[Side]:
    """Return the names and every field that either of two records of a kind fills in."""
    sides = [Side(label, _text(one, name), _text(other, name)) for name, label in _fields(one)]
    if isinstance(one, Named):
        label = capfirst(one.names.model._meta.verbose_name_plural)
        sides.insert(0, Side(label, _names(one), _names(other)))
    return [side for side in sides if side.one or side.other]


def _fields(record: Record) -> list[tuple[str, str]]:
    columns = [field for field in record._meta.concrete_fields if field.editable]
    columns = [field for field in columns if not field.primary_key]
    return [(field.name, _label(field)) for field in columns]


def _label(field: Any) -> str:
    code = getattr(field, "_translated_field_language_code", "")
    label = capfirst(field.verbose_name)
    return f"{label} ({code})" if code else label


def _text(record: Record, name: str) -> str:
    shown = getattr(record, f"get_{name}_display", None)
    value = shown() if shown else getattr(record, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return in_words_with_zone(value)
    return "" if value is None else str(value)


def _names(record: Any) -> str:
    return "\n".join(f"{name.text} ({name.language})" for name in record.names.all())
