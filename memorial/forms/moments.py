"""Moments as an editor gives them, within the years that every database can hold."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST, LAST = 1900, 2200


def within_reach(moment: datetime | None) -> datetime | None:
    """Return the moment; ValidationError for a year that nobody means."""
    if moment is not None and not FIRST <= moment.year <= LAST:
        raise ValidationError(
            _("Give a year between %(first)d and %(last)d."), params={"first": FIRST, "last": LAST}
        )
    return moment


class MomentField(forms.DateTimeField):
    """A day and a time in the site's time zone."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return within_reach(super().to_python(value))
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class SplitMomentField(forms.SplitDateTimeField):
    """The same in two fields, as the admin asks."""

    def compress(self, data_list: Any) -> datetime | None:
        try:
            return within_reach(super().compress(data_list))
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid") from error
