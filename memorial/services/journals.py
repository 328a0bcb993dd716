"""Journals: what a merge changed, row by row, and the way back."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models import CASCADE, F, ForeignKey
from django.utils import timezone

from memorial.models import Record

Entry = dict[str, Any]


@dataclass
class Journal:
    """What was changed, in order, and the records whose saved forms it made stale."""

    entries: list[Entry] = field(default_factory=list)
    touched: set[tuple[type[Record], int]] = field(default_factory=set)

    def change(self, row: models.Model, **values: Any) -> None:
        """Write columns of a row, past its `save`, and note what they were."""
        for name, value in values.items():
            column = row._meta.get_field(name)
            old = getattr(row, column.attname)
            new = value.pk if isinstance(value, models.Model) else value
            self.entries.append(
                {"model": row._meta.model_name, "pk": row.pk, "field": name}
                | {"old": _plain(old), "new": _plain(new), "label": str(row)[:120]}
            )
            setattr(row, column.attname, new)
        type(row)._base_manager.filter(pk=row.pk).update(
            **{row._meta.get_field(name).attname: getattr(row, row._meta.get_field(name).attname)
               for name in values}
        )  # fmt: skip
        self.touch(row)

    def drop(self, row: models.Model) -> None:
        """Delete a row that another says already, keeping all its columns."""
        kept = json.loads(serializers.serialize("json", [row]))[0]
        self.entries.append(
            {"model": row._meta.model_name, "pk": row.pk, "row": kept, "label": str(row)[:120]}
        )
        self.touch(row)
        type(row)._base_manager.filter(pk=row.pk).delete()

    def note_made(self, row: models.Model) -> None:
        """Note a row that was put there, to be taken away again."""
        self.entries.append({"model": row._meta.model_name, "pk": row.pk, "is_made": True})

    def touch(self, row: models.Model) -> None:
        """Note the record whose form holds a row: itself, or what it hangs on."""
        if isinstance(row, Record):
            self.touched.add((row._meta.concrete_model, row.pk))
        for column in row._meta.concrete_fields:
            number = getattr(row, column.attname)
            if _is_owner(column) and number:
                self.touched.add((column.related_model._meta.concrete_model, number))


def bump_versions(journal: Journal) -> None:
    """Make the open forms of all that was touched stale: they hold what stands no more."""
    numbers: dict[type[Record], list[int]] = {}
    for model, number in journal.touched:
        numbers.setdefault(model, []).append(number)
    for model in sorted(numbers, key=lambda each: each.__name__):
        rows = model._base_manager.filter(pk__in=numbers[model])
        rows.update(version=F("version") + 1, changed_at=timezone.now())


def put_back(entries: list[Entry], journal: Journal) -> list[str]:
    """Undo a journal, last entry first; return what is no longer as it was left, in words."""
    left = []
    for entry in reversed(entries):
        try:
            with transaction.atomic():
                is_back = _put_back(entry, journal)
        except (IntegrityError, serializers.base.DeserializationError):
            is_back = False
        if not is_back:
            left.append(_named(entry))
    return list(dict.fromkeys(left))


def _put_back(entry: Entry, journal: Journal) -> bool:
    model = _model(entry["model"])
    if model is None:
        return False
    if "is_made" in entry:
        model._base_manager.filter(pk=entry["pk"]).delete()
        return True
    if "row" in entry:
        return _make_again(model, entry, journal)
    row = model._base_manager.filter(pk=entry["pk"]).first()
    column = model._meta.get_field(entry["field"])
    if row is None or _plain(getattr(row, column.attname)) != entry["new"]:
        return False
    journal.touch(row)
    kind = column.target_field if column.is_relation else column
    value = kind.to_python(entry["old"])
    model._base_manager.filter(pk=row.pk).update(**{column.attname: value})
    row.refresh_from_db()
    journal.touch(row)
    return True


def _make_again(model: type[models.Model], entry: Entry, journal: Journal) -> bool:
    """Write a row again that was dropped, under its own number, if all that it names is there."""
    if model._base_manager.filter(pk=entry["pk"]).exists():
        return False
    (kept,) = serializers.deserialize("json", json.dumps([entry["row"]]))
    # Looked at now: a database may look at foreign keys only at the end.
    keys = [each for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]
    if not all(_is_there(column, getattr(kept.object, column.attname)) for column in keys):
        return False
    kept.save(force_insert=True)
    journal.touch(kept.object)
    return True


def _is_there(column: ForeignKey, number: Any) -> bool:
    return number is None or column.related_model._base_manager.filter(pk=number).exists()


def _is_owner(column: models.Field) -> bool:
    """Whether a row hangs on the record that its column names, and is edited in its form."""
    is_key = isinstance(column, ForeignKey) and issubclass(column.related_model, Record)
    return is_key and column.remote_field.on_delete is CASCADE


def _model(name: str) -> type[models.Model] | None:
    return apps.all_models["memorial"].get(name)


def _named(entry: Entry) -> str:
    model = _model(entry["model"])
    kind = model._meta.verbose_name if model else entry["model"]
    return f"{kind}: {entry.get('label', '')}"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
