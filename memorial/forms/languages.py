"""The language of a text or a name: chosen by its name, kept as a code."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from memorial.services.languages import code_of, language_named

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

#: The id of the list of names that stands once in a page (`languages_offered.html`).
OFFERED = "languages-offered"


class LanguageInput(AdminTextInputWidget):
    """A line that offers the names of languages."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # A name is longer than the code that is kept of it.
        own = {"list": OFFERED, "autocomplete": "off", "maxlength": "60"}
        context["widget"]["attrs"] |= own
        return context


class LanguageField(forms.CharField):
    """A language by its name in any language of the desk; a rare one by its code."""

    widget = LanguageInput
    own_help = _("Its name, for example Russian; of a rare language, its code, for example mnc.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "help_text": self.own_help})

    def prepare_value(self, value: Any) -> Any:
        return language_named(value) if value else value

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return text
        if code := code_of(text):
            return code
        if _CODE.fullmatch(text):
            first, hyphen, rest = text.partition("-")
            return first.lower() + hyphen + rest
        raise ValidationError(
            _(
                "“%(text)s” is the name of no language that the desk knows. Choose one that is "
                "offered, or write its code, for example de or mnc."
            ),
            code="language",
            params={"text": text},
        )

    def as_text(self, value: Any) -> str:
        """Return what an editor reads beside another text."""
        return language_named(code_of(str(value)) or str(value))
