"""Columns of our own: EDTF dates with their bounds, codes of languages, translated texts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from memorial.dates import AmbiguousDateError, DateError, EdtfDate, read_date
from memorial.models.pictures import unguessable_name

#: `unguessable_name` is no date: the first migration looks for it here.
__all__ = [
    "EDTF_HELP",
    "DayField",
    "EdtfField",
    "EdtfFormField",
    "as_edtf",
    "read_edtf",
    "require_order",
    "translated",
    "unguessable_name",
    "validate_language",
    "words_in_any_language",
]

EDTF_HELP = _(
    "As exactly as it is known, in words or figures: 9 May 2025, 2025-05-09, May 2025, 2025, "
    "about 1921, 1920s, 1914/1918, ../1918."
)

#: What a refused date is answered with, spoken in the language of whoever wrote it.
_EXAMPLES = ("2025-05-09", "2025-05", "1921~")

#: A language tag as BCP 47 writes it, as far as a name needs one.
validate_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    _("Write the language as a code of two or three small letters, for example en, ru or ko."),
)


def read_edtf(text: str) -> EdtfDate | None:
    """Return the date that somebody wrote, as EDTF, in words or in figures; None for nothing.

    ValidationError for what is no date, and for what can be two.
    """
    language = get_language() or "en"
    try:
        return read_date(text) if text.strip() else None
    except AmbiguousDateError as error:
        one, other = (date.spoken(language) for date in error.meanings[:2])
        raise ValidationError(
            _("“%(text)s” can be %(one)s or %(other)s: write the month in words."),
            code="ambiguous",
            params={"text": text, "one": one, "other": other},
        ) from error
    except DateError as error:
        examples = ", ".join(EdtfDate.parse(each).spoken(language) for each in _EXAMPLES)
        raise ValidationError(
            _("“%(text)s” is not a date this register can read. Write for example %(examples)s."),
            code="edtf",
            params={"text": text, "examples": examples},
        ) from error


def as_edtf(text: str) -> str:
    """Return what somebody wrote as EDTF; what is no date stays as it was written."""
    try:
        date = read_edtf(text)
    except ValidationError:
        return text
    return date.text if date else ""


def require_order(first: Any, last: Any, message: Any) -> None:
    """ValidationError where `last` is surely over before `first`; unreadable text passes.

    The database asks the same of the days beside the dates, which no form knows yet.
    """
    is_known = isinstance(first, EdtfDate) and isinstance(last, EdtfDate)
    if is_known and last.precedes(first):
        raise ValidationError(message)


class EdtfAttribute(DeferredAttribute):
    """Turns text into a date on assignment; unreadable text stays, for `clean` to refuse."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, str):
            try:
                value = read_edtf(value)
            except ValidationError:
                pass
        instance.__dict__[self.field.attname] = value


class EdtfField(models.CharField):
    """An imprecise date, kept as written (EDTF, ISO 8601-2) and read as an `EdtfDate`."""

    descriptor_class = EdtfAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", EDTF_HELP)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the help out: better words for editors are no change of the database."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("help_text", None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return EdtfDate.parse(value) if value else None

    def to_python(self, value: Any) -> EdtfDate | None:
        return value if isinstance(value, EdtfDate) else read_edtf(str(value or ""))

    def get_prep_value(self, value: Any) -> str:
        date = self.to_python(value)
        return date.text if date else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value: EdtfDate | None) -> None:
        super().run_validators(value.text if value else "")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": EdtfFormField, "empty_value": "", **kwargs})


class EdtfFormField(forms.CharField):
    """A date as somebody writes it, kept as EDTF; it has changed only if it means another date."""

    def to_python(self, value: Any) -> str:
        date = read_edtf(super().to_python(value))
        return date.text if date else ""

    def as_text(self, value: Any) -> str:
        """Return what an editor reads beside another text."""
        return as_edtf(str(value or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(str(initial or ""), data)


class DayField(models.BigIntegerField):
    """The first or last day that an `EdtfField` beside it can mean, for sorting and asking.

    `of` names the field, `bound` is `earliest` or `latest`; the unit is days, 1 being
    1 January of the year 1 (proleptic Gregorian). Written by `save` and `bulk_create`,
    not by `update`.
    """

    def __init__(self, *, of: str = "", bound: str = "earliest", **kwargs: Any) -> None:
        self.of, self.bound = of, bound
        super().__init__(**{"null": True, "editable": False, "db_index": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "bound": self.bound}

    def pre_save(self, model_instance: models.Model, add: bool) -> int | None:
        date = model_instance._meta.get_field(self.of).to_python(getattr(model_instance, self.of))
        day = getattr(date, self.bound) if date else None
        setattr(model_instance, self.attname, day)
        return day


def translated(field: models.Field, **kwargs: Any) -> TranslatedField:
    """A text in each language of the interface; read in the active one, else in any."""
    return TranslatedField(field, attrgetter=_in_any_language, **kwargs)


def _in_any_language(name: str, field: TranslatedField) -> Any:
    return lambda instance: words_in_any_language(instance, name)["text"]


def words_in_any_language(instance: models.Model, name: str) -> dict[str, str]:
    """Return `{"text", "lang"}` of a translated field: the active language's, else the first."""
    languages = [get_language() or "", *getattr(type(instance), name).languages]
    for language in languages:
        text = getattr(instance, f"{name}_{language}", "")
        if text:
            return {"text": text, "lang": language}
    return {"text": "", "lang": ""}
