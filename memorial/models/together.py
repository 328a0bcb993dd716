"""Rows inside records, of several tables, read in one query."""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import JSONObject
from django.db.models.query import ModelIterable

#: What JSON changes: moments lose their zone, decimals their digits.
_NOT_JSON = (models.DateField, models.TimeField, models.DecimalField, models.BinaryField)


class WithRows(models.QuerySet):
    """A QuerySet that loads rows inside its records: one query more, however many tables."""

    _rows: tuple[str, ...] = ()

    def with_rows(self, *names: str) -> Self:
        """Load the rows under these names, as `prefetch_related` would, a query a table."""
        rows = self._chain()
        rows._rows = names
        return rows

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._rows = self._rows
        return clone

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._rows and self._iterable_class is ModelIterable:
            load_rows(self._result_cache, self._rows)


def load_rows(records: Sequence[Any], names: Sequence[str]) -> None:
    """Load what `record.<name>.all()` gives for every name: rows that point at the record.

    The tables have different columns, so that each row travels as one JSON object.
    """
    if not records:
        return
    parents = {record.pk: record for record in records}
    relations = [type(records[0])._meta.get_field(name) for name in names]
    tables = [_as_json(each, place, list(parents)) for place, each in enumerate(relations)]
    found: dict[tuple[int, Any], list[Any]] = defaultdict(list)
    for place, parent, columns in tables[0].union(*tables[1:], all=True):
        found[place, parent].append(columns)
    for place, relation in enumerate(relations):
        for number, record in parents.items():
            _give(record, relation, found[place, number])


def update_together(rows: Sequence[Any], names: Sequence[str] = ()) -> None:
    """Write rows of one model in one statement, as their own `save` would: cleaned first.

    `names` are the columns to write; all of them where it is empty.
    """
    if not rows:
        return
    model = type(rows[0])
    columns = [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and (not names or column.name in names)
    ]
    for row in rows:
        for column in columns:
            setattr(row, column.attname, column.pre_save(row, add=False))
    written = model._base_manager.bulk_update(rows, [column.name for column in columns])
    if written < len(rows):
        # Somebody deleted one of them this very moment: put it back.
        for row in rows:
            row.save()


def saves_plainly(model: type[models.Model]) -> bool:
    """Whether saving a row does no more than write it, so that rows can be written together."""
    return model.save is models.Model.save and not model._meta.many_to_many


def _as_json(relation: Any, place: int, parents: list[Any]) -> Any:
    model, key = relation.related_model, relation.field.attname
    columns = JSONObject(**{column.attname: column.attname for column in _columns(model)})
    rows = model._base_manager.filter(**{f"{key}__in": parents}).order_by()
    return rows.values_list(Value(place), key, columns)


def _give(record: Any, relation: Any, found: list[dict[str, Any]]) -> None:
    """Put rows where `prefetch_related` would have put them, in the order of their model."""
    rows = [_row(relation.related_model, columns, record._state.db) for columns in found]
    for column in reversed(relation.related_model._meta.ordering or ["pk"]):
        rows.sort(key=attrgetter(column.lstrip("-")), reverse=column.startswith("-"))
    for row in rows:
        relation.field.set_cached_value(row, record)
    name = relation.get_accessor_name()
    queryset = getattr(record, name).get_queryset()
    queryset._result_cache, queryset._prefetch_done = rows, True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset


def _row(model: type[models.Model], columns: dict[str, Any], db: str) -> Any:
    fields = _columns(model)
    values = [_value(column, columns[column.attname]) for column in fields]
    return model.from_db(db, [column.attname for column in fields], values)


def _value(column: models.Field, value: Any) -> Any:
    is_json = isinstance(column, models.JSONField)
    if is_json and isinstance(value, str):
        return column.from_db_value(value, None, None)
    return value if is_json else column.to_python(value)


def _columns(model: type[models.Model]) -> list[Any]:
    columns = list(model._meta.concrete_fields)
    if any(isinstance(column, _NOT_JSON) for column in columns):
        raise TypeError(f"JSON would not bring every column of {model.__name__} back as it was.")
    return columns
