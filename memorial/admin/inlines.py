"""Rows edited inside their record, and fields that say which language they are in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy

from memorial.admin.abreast import abreast
from memorial.admin.batches import batch_of, with_batch
from memorial.forms.batches import Batch, RecordField, RecordsField, RowForm
from memorial.forms.dates import DayField, DayInput, EdtfInput
from memorial.forms.formsets import RowFormSet
from memorial.forms.languages import LanguageField, LanguageInput
from memorial.forms.lines import as_long_line
from memorial.forms.moments import SplitMoment, SplitMomentField
from memorial.models import NameKind
from memorial.models.fields import EdtfField, validate_language
from memorial.services.merging import is_mergeable
from memorial.services.survivors import unmerged
from memorial.text.numbers import is_row_number

NAMES = dict(settings.LANGUAGES)


class _FromBatch:
    """An autocomplete that takes what is chosen from the batch of the page.

    It shows a refused value as no choice, where the stock one breaks.
    """

    batch: Batch | None = None

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        if self.batch is None:
            numbers = [each for each in value if is_row_number(each)]
            return super().optgroups(name, numbers, attrs)
        model = self.field.remote_field.model
        self.batch.expect(model, value)
        found = [record for each in value if (record := self.batch.find(model, each))]
        options = [
            self.create_option(
                name, record.pk, self.choices.field.label_from_instance(record), True, index
            )
            for index, record in enumerate(found)
        ]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class CarefulSelect(_FromBatch, AutocompleteSelect):
    pass


class CarefulSelectMultiple(_FromBatch, AutocompleteSelectMultiple):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Let a number that no database holds be refused as the unknown record that it is."""
        values = super().value_from_datadict(data, files, name) or []
        return [value if len(value) < 19 else "0" for value in values]


class SplitMomentInput(SplitMoment, AdminSplitDateTime):
    pass


class InLanguages:
    """Says which language a translated field is in, and tells the browser too."""

    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateField: {"form_class": DayField, "widget": DayInput},
        EdtfField: {"widget": EdtfInput},
        models.DateTimeField: {"form_class": SplitMomentField, "widget": SplitMomentInput},
    }

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (name, {**options, "fields": abreast(options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", CarefulSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", RecordField)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return _among_records(field, db_field, request)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", CarefulSelectMultiple(db_field, self.admin_site))
            kwargs.setdefault("form_class", RecordsField)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return _among_records(field, db_field, request)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs = {**as_long_line(db_field), **_as_language(db_field), **kwargs}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Beside the cross that empties the field, this one deletes the record itself.
            field.widget.can_delete_related = False
        if isinstance(db_field, models.TextField) and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
        code = getattr(db_field, "_translated_field_language_code", "")
        if field and code:
            field.label = format_lazy("{} ({})", capfirst(db_field.verbose_name), NAMES[code])
            field.widget.attrs["lang"] = code
        return field


def _as_language(db_field: Any) -> dict[str, Any]:
    """Return what the form field of a language needs; nothing for any other field."""
    if validate_language not in db_field.validators:
        return {}
    return {"form_class": LanguageField, "widget": LanguageInput}


def _among_records(field: Any, db_field: Any, request: HttpRequest) -> Any:
    """Let a choice ask the batch, and refuse what was merged into another since it was opened."""
    if isinstance(field, RecordField | RecordsField):
        field = with_batch(field, request)
    if field is not None and is_mergeable(db_field.related_model):
        field.queryset = unmerged(field.queryset)
        field.error_messages["invalid_choice"] = gettext_lazy(
            "The record chosen here is gone, or was merged into another: choose again."
        )
    return field


class Inline(InLanguages):
    """A row edited inside its record: whoever may change the record may change the row."""

    extra = 0
    form = RowForm
    formset = RowFormSet

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.batch = batch_of(request)
        return formset

    def _parent(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent().may_save(request, obj)

    has_add_permission = has_change_permission
    has_delete_permission = has_change_permission


class TabularInline(Inline, admin.TabularInline):
    pass


class StackedInline(Inline, admin.StackedInline):
    pass


class OnceFormSet(RowFormSet):
    """Refuses, in words, two rows of one submission that the database would refuse together.

    Django looks at constraints with a condition only row by row.
    """

    twice = gettext_lazy("Two rows say the same.")

    def key_of(self, row: Any) -> Any:
        """Return what no two rows may share; None for a row that may be as it likes."""
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        taken = set()
        for form in self.forms:
            if form in self.deleted_forms or not hasattr(form, "cleaned_data"):
                continue
            key = self.key_of(form.instance)
            if key is not None and key in taken:
                raise ValidationError(self.twice)
            taken.add(key)


class NameFormSet(OnceFormSet):
    twice = gettext_lazy("Only one name can be the preferred one in its language.")
    default_error_messages = {
        **forms.BaseInlineFormSet.default_error_messages,
        "too_few_forms": gettext_lazy("Give at least one name: without it, nobody can find this."),
    }

    def key_of(self, row: Any) -> Any:
        return row.language if row.kind == NameKind.PREFERRED else None


class NameInline(TabularInline):
    """The spellings of a record; without one, nobody could find it. They stand first."""

    leads = True
    formset = NameFormSet
    min_num = 1
    validate_min = True
    fields = ["text", "language", "kind", "source"]
    autocomplete_fields = ["source"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class CitationInline(TabularInline):
    fields = ["field", "source", "place_in_source", "value"]
    autocomplete_fields = ["source"]
