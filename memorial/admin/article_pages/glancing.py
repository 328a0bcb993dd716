"""The article's form read at a glance: what was typed, without asking the database about it."""

from typing import Any

from django import forms
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from memorial.models import Article
from memorial.services.working_copy import PLAIN
from memorial.text.numbers import row_number


class Glance:
    """Mixed into the article's admin, for what is asked while somebody types."""

    def forms_at_a_glance(self, request: HttpRequest, article: Article) -> Any:
        """Return the form and formsets that were posted, read but not validated.

        Every row counts as a new one and a record is a number: whether it exists is for the
        facts map to say, in one query a kind. So the number of blocks costs no queries.
        """
        # Without its number the row is asked for no topics; a language not posted stays.
        form = self.get_form(request)(request.POST, instance=_unnumbered(article))
        _read(form)
        formsets = []
        for inline in self.get_inline_instances(request):
            formset_class = inline.get_formset(request)
            prefix = formset_class.get_default_prefix()
            formset = formset_class(
                data=_as_new_rows(request.POST, prefix),
                instance=Article(),
                prefix=prefix,
                queryset=inline.model._base_manager.none(),
            )
            for row in formset.forms:
                _read(row)
            formsets.append(formset)
        return form, formsets


def _unnumbered(article: Article) -> Article:
    return Article(**{name: getattr(article, name) for name in PLAIN})


def _read(form: forms.ModelForm) -> None:
    """Fill the form's row with what was typed; a field that is refused keeps its error."""
    form._errors = ErrorDict(renderer=form.renderer)
    form.cleaned_data = {}
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.clean = _stand_ins(field)
    form._clean_fields()
    form.instance = construct_instance(form, form.instance, form._meta.fields)


def _stand_ins(field: forms.ModelChoiceField) -> Any:
    """Return what makes unloaded records of numbers, in the place of a question each."""
    model, is_many = field.queryset.model, isinstance(field, forms.ModelMultipleChoiceField)

    def clean(value: Any) -> Any:
        values = value if isinstance(value, list | tuple) else [value]
        numbers = [row_number(each) for each in values]
        records = [model(pk=number) for number in numbers if number is not None]
        return records if is_many else next(iter(records), None)

    return clean


def _as_new_rows(posted: QueryDict, prefix: str) -> QueryDict:
    data = posted.copy()
    data[f"{prefix}-INITIAL_FORMS"] = "0"
    for name in [name for name in data if name.startswith(f"{prefix}-") and name.endswith("-id")]:
        data[name] = ""
    return data
