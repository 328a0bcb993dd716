"""Rows inside a record: read once, and written together where a row's own save does no more."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from memorial.forms.batches import Batch
from memorial.models.together import saves_plainly, update_together

#: What a row's place is kept in.
PLACE = {"ordering", "position"}


class RowField(forms.ModelChoiceField):
    """The number of a row: one of those that were read already, or looked up."""

    def __init__(self, *args: Any, rows: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    def to_python(self, value: Any) -> Any:
        return self.rows.get(str(value)) or super().to_python(value)


class RowFormSet(forms.BaseInlineFormSet):
    """Reads its rows once for the whole request."""

    batch: Batch | None = None

    @cached_property
    def empty_form(self) -> Any:
        """Return the row that a new one is copied from: a page asks for it several times."""
        return super().empty_form

    def get_queryset(self) -> Any:
        is_shared = self.batch and self.instance.pk and not self.queryset.query.is_empty()
        if is_shared and not hasattr(self, "_queryset"):
            self._queryset = self.batch.rows(self.queryset, self.fk.name, self.instance)
        return super().get_queryset()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        name = self._pk_field.name
        number = form.fields[name]
        if self.is_bound and isinstance(number, forms.ModelChoiceField):
            rows = {str(row.pk): row for row in self.get_queryset()}
            form.fields[name] = RowField(
                number.queryset,
                initial=number.initial,
                required=False,
                widget=number.widget,
                rows=rows,
            )


class TogetherFormSet(RowFormSet):
    """Writes the rows that changed in one statement, and the new ones in another.

    A model with a `save` of its own is saved row by row.
    """

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if not (commit and self._may_wait()):
            return super().save_existing(form, obj, commit=commit)
        self._changed.append(form)
        return form.instance

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if not (commit and self._may_wait()):
            return super().save_new(form, commit=commit)
        row = super().save_new(form, commit=False)
        self._new.append(row)
        return row

    def save_existing_objects(self, commit: bool = True) -> Any:
        self._changed: list[Any] = []
        saved = super().save_existing_objects(commit)
        names = {name for form in self._changed for name in form.changed_data}
        rows = [form.instance for form in self._changed]
        update_together(rows, sorted(names) if names <= PLACE else ())
        return saved

    def save_new_objects(self, commit: bool = True) -> Any:
        self._new: list[Any] = []
        saved = super().save_new_objects(commit)
        self.model._base_manager.bulk_create(self._new)
        return saved

    def _may_wait(self) -> bool:
        return saves_plainly(self.model)
