"""Columns of our own: EDTF dates with their bounds, clean HTML, received pictures."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields.files import FieldFile
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from imagefield.fields import ImageField
from translated_fields import TranslatedField

from memorial.dates import EXAMPLES, DateError, EdtfDate
from memorial.models.pictures import receive_picture
from memorial.text import clean_html

EDTF_HELP = _(
    "As exactly as it is known: 2025-05-09, 2025-05, 2025, 1921~ (about), 192X, 1914/1918, ../1918."
)

#: A language tag as BCP 47 writes it, as far as a name needs one.
validate_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    _("Write the language as a code of two or three small letters, for example en, ru or ko."),
)


def parse_edtf(text: str) -> EdtfDate | None:
    """Return the date written in `text`, None for an empty one; ValidationError otherwise."""
    if not text.strip():
        return None
    try:
        return EdtfDate.parse(text)
    except DateError as error:
        raise ValidationError(
            _("“%(text)s” is not a date this register can read. Write for example %(examples)s."),
            code="edtf",
            params={"text": text, "examples": ", ".join(EXAMPLES)},
        ) from error


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
                value = parse_edtf(value)
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
        return parse_edtf(value or "")

    def to_python(self, value: Any) -> EdtfDate | None:
        return value if isinstance(value, EdtfDate) else parse_edtf(str(value or ""))

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
    """A date as text; the date of the record counts as changed only if it reads differently."""

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


PROSE = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", "tel", "record", "source"],
    },
    "HTML": False,
    "TidyPaste": True,
    "DeskLinks": True,
}


class CleanHtmlField(ProseEditorField):
    """Prose, cleaned in forms and again on every save, whoever saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", PROSE)
        kwargs["sanitize"] = clean_html
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        html = clean_html(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, html)
        return html


def unguessable_name(instance: models.Model, filename: str) -> str:
    """Name a stored file so that nobody finds it before a page shows it (128 bits)."""
    extension = filename.rpartition(".")[2].lower()
    return f"pictures/{secrets.token_hex(16)}.{extension}"


class PictureField(ImageField):
    """A picture, verified and re-encoded (no EXIF, no GPS) before it is stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("upload_to", unguessable_name)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        picture = getattr(model_instance, self.attname)
        if picture and not picture._committed:
            received = receive_picture(picture.file)
            received.seek(0)
            picture.save(received.name, received, save=False)
        return super().pre_save(model_instance, add)

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """Take the upload as it is: the form field has verified it.

        The library's own second look stumbles over WebP (its file proxy has no `readline`).
        """
        models.ImageField.save_form_data(self, instance, data)

    def update_dimension_fields(self, instance: models.Model, *args: Any, **kwargs: Any) -> None:
        """Keep the size that is known where the file itself is gone."""
        try:
            super().update_dimension_fields(instance, *args, **kwargs)
        except FileNotFoundError:
            return

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PictureFormField, **kwargs})


class PictureFormField(forms.ImageField):
    """An upload, received at once, so that a form never holds a file that was not verified."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values or isinstance(data, FieldFile):
            return data or None
        received = receive_picture(data)
        upload = SimpleUploadedFile(received.name, received.read(), "image/webp")
        upload.is_received = True
        return upload


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
