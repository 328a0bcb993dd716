"""Dates as an editor writes them: the fields they are typed in, and how they were understood."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from memorial.dates import EdtfDate
from memorial.models.fields import read_edtf

#: The longest word for a date that a field takes; what is kept of it is shorter.
LONGEST = 100


def understood(text: str) -> str:
    """Say in the editor's language how a date was read; nothing for none, and for no date.

    A text that says it in these very words already needs no second line.
    """
    try:
        spoken = read_edtf(text).spoken(get_language() or "en") if text.strip() else ""
    except ValidationError:
        return ""
    is_said = " ".join(text.split()).casefold() == spoken.casefold()
    return _("Understood as: %(date)s") % {"date": spoken} if spoken and not is_said else ""


def read_day(text: str) -> date | None:
    """Return the one day that a text means; ValidationError for more or less than a day."""
    read = read_edtf(text)
    if read is None:
        return None
    if not read.is_day or not 0 < read.earliest <= date.max.toordinal():
        message = _("“%(text)s” is not one day. Write for example %(example)s.")
        example = EdtfDate.parse("2025-05-09").spoken(get_language() or "en")
        raise ValidationError(message, code="day", params={"text": text, "example": example})
    return date.fromordinal(read.earliest)


class EdtfInput(AdminTextInputWidget):
    """A line for a date, and under it how the date was read; a script says it while one types."""

    template_name = "admin/widgets/edtf.html"

    class Media:
        js = ["memorial/dates.js"]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["understood"] = understood(widget["value"] or "")
        widget["attrs"] |= {"maxlength": str(LONGEST), "data-reads-date": "edtf"}
        return context


class DayInput(AdminDateWidget):
    """The admin's field for a day, with the same line under it while one types."""

    class Media:
        js = ["memorial/dates.js"]

    def __init__(self, attrs: Any = None, **kwargs: Any) -> None:
        super().__init__({"data-reads-date": "day", "size": "18", **(attrs or {})}, **kwargs)


class DayField(forms.DateField):
    """One day, in words or in figures; never a guess which figure is the month."""

    def to_python(self, value: Any) -> date | None:
        return read_day(value) if isinstance(value, str) else super().to_python(value)
