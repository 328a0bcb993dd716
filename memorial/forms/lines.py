"""One line of words that is too long for a field of one line."""

from typing import Any

from django import forms
from django.db import models

#: From so many characters on, a line is a sentence or two: alt text, a caption, a dedication.
LONG = 400
#: The same in several languages stands side by side, and each has a part of the width.
LONG_ABREAST = 300


class LongLineField(forms.CharField):
    """A line in a field of several lines, so that all of it is seen; breaks become spaces."""

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        return " ".join(words.split()) if isinstance(words, str) else words


def as_long_line(db_field: models.Field) -> dict[str, Any]:
    """Return what a form field of a model's field needs to be one; nothing for any other field."""
    abreast = hasattr(db_field, "_translated_field_language_code")
    room = LONG_ABREAST if abreast else LONG
    if type(db_field) is not models.CharField or (db_field.max_length or 0) < room:
        return {}
    return {"form_class": LongLineField, "widget": forms.Textarea(attrs={"rows": 2})}
