"""Records that the forms of one page point at, loaded together: a query a kind, not one a row."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from memorial.services.merging import is_mergeable
from memorial.services.survivors import unmerged
from memorial.text.numbers import row_number


class Batch:
    """What the forms of one request have loaded, and what they will still ask for.

    The first question of a kind loads all that was announced of it.
    """

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[int, Any]] = defaultdict(dict)
        self._wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        self._rows: dict[tuple[Any, ...], Any] = {}

    def expect(self, model: type[models.Model], values: Iterable[Any]) -> None:
        """Announce numbers, as stored or as posted; what is no number is passed over."""
        self._wanted[model] |= {number for value in values if (number := row_number(value))}

    def keep(self, records: Iterable[models.Model]) -> None:
        """Take records that are loaded already."""
        for record in records:
            self._known[type(record)][record.pk] = record

    def find(self, model: type[models.Model], value: Any) -> Any:
        """Return the record of a number; None where there is none."""
        number = row_number(value)
        if number and number not in self._known[model]:
            self._wanted[model].add(number)
            self._load(model)
        return self._known[model].get(number or 0)

    def rows(self, queryset: Any, parent_name: str, parent: models.Model) -> Any:
        """Return the rows of `queryset` inside a record, read once for whoever asks."""
        key = (queryset.model, parent_name, parent.pk)
        if key not in self._rows:
            rows = queryset.filter(**{parent_name: parent.pk})
            self._rows[key] = rows if rows.ordered else rows.order_by("pk")
        return self._rows[key]

    def take_rows(self, parent: models.Model, names: Iterable[str]) -> None:
        """Take the rows that a record was loaded with, under these names."""
        for name in names:
            relation = parent._meta.get_field(name)
            key = (relation.related_model, relation.field.name, parent.pk)
            self._rows[key] = getattr(parent, name).all()

    def _load(self, model: type[models.Model]) -> None:
        wanted = self._wanted.pop(model) - self._known[model].keys()
        rows = model._default_manager
        rows = rows.with_label() if hasattr(rows, "with_label") else rows.all()
        rows = unmerged(rows) if is_mergeable(model) else rows
        self._known[model] |= dict.fromkeys(wanted) | rows.in_bulk(wanted)


class RecordField(forms.ModelChoiceField):
    """A choice among records that asks the batch; refuses in Django's own words."""

    batch: Batch | None = None

    def to_python(self, value: Any) -> Any:
        known = self.batch and value and self.batch.find(self.queryset.model, value)
        return known or super().to_python(value)


class RecordsField(forms.ModelMultipleChoiceField):
    """The same for several."""

    batch: Batch | None = None

    def _check_values(self, value: Any) -> Any:
        if self.batch is None:
            return super()._check_values(value)
        model = self.queryset.model
        self.batch.expect(model, value)
        found = [self.batch.find(model, each) for each in dict.fromkeys(map(str, value))]
        return found if all(found) else super()._check_values(value)


class KnowsRecords:
    """Mixed into a ModelForm: a record that its field has found is not looked for once more."""

    _is_filled = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # A field that is only shown asks the form for the colon, not the field (labels.py).
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def _post_clean(self) -> None:
        self._is_filled = False
        super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out what was found, but not where uniqueness is asked: that comes second."""
        exclude = super()._get_validation_exclusions()
        if self._is_filled:
            return exclude
        self._is_filled = True
        return exclude | {
            name
            for name, field in self.fields.items()
            if isinstance(field, RecordField) and field.batch and self.cleaned_data.get(name)
        }


class RowForm(KnowsRecords, forms.ModelForm):
    """A row inside a record."""


def expect_records(batch: Batch, formsets: Iterable[Any]) -> None:
    """Announce every record that the rows of `formsets` point at."""
    for formset in formsets:
        for form in formset.forms:
            for name, field in form.fields.items():
                if isinstance(field, RecordField):
                    batch.expect(field.queryset.model, [form[name].value()])


def give_records(batch: Batch, formsets: Iterable[Any]) -> None:
    """Give the rows of unbound `formsets` the records that they point at."""
    rows = [(form, form.instance) for formset in formsets for form in formset.forms]
    for form, row in rows:
        for name, field in form.fields.items():
            if isinstance(field, RecordField):
                column = row._meta.get_field(name)
                record = batch.find(field.queryset.model, getattr(row, column.attname))
                if record:
                    column.set_cached_value(row, record)
