"""Moments as an editor gives them: in the site's zone, which is named, within sensible years."""

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localtime
from django.utils.translation import gettext_lazy as _

from memorial.forms.dates import DayField
from memorial.services.moments import (
    ClockChangeError,
    clock_with_offset,
    comes_twice,
    from_clock,
    zone_at,
)

FIRST, LAST = 1900, 2200

#: What a browser's own field for a day and a time can hold.
_PLAIN = re.compile(r"\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?")


def within_reach(moment: datetime | None) -> datetime | None:
    """Return the moment; ValidationError for a year that nobody means."""
    if moment is not None and not FIRST <= moment.year <= LAST:
        raise ValidationError(
            _("Give a year between %(first)d and %(last)d."), params={"first": FIRST, "last": LAST}
        )
    return moment


def read_clock(shown: datetime | None, invalid: Any) -> datetime | None:
    """Return the moment of what was typed; ValidationError for a time that is none, or two."""
    try:
        is_shown = shown is not None and is_naive(within_reach(shown))
        return within_reach(from_clock(shown) if is_shown else shown)
    except ClockChangeError as error:
        raise ValidationError(str(error), code="clock_change") from error
    except OverflowError as error:
        raise ValidationError(invalid, code="invalid") from error


class MomentInput(forms.DateTimeInput):
    """A browser's own field for a day and a time, or plain text where that could not hold it.

    The zone stands beside it.
    """

    template_name = "admin/widgets/moment.html"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = context["widget"]["value"] or ""
        is_plain = not text or (_PLAIN.fullmatch(text) and not _is_skipped_or_twice(text))
        context["widget"]["type"] = "datetime-local" if is_plain else "text"
        at = _moment_of(text) if text else timezone.now()
        context["widget"]["zone"] = zone_at(at) if at else timezone.get_current_timezone_name()
        _describe(context["widget"]["attrs"], context["widget"]["attrs"].get("id", ""))
        return context


class MomentField(forms.DateTimeField):
    """A day and a time in the site's zone; with an offset (`2025-10-26T02:30+01:00`) in that."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str):
            value = self._read(value.strip())
        return read_clock(value or None, self.error_messages["invalid"])

    def prepare_value(self, value: Any) -> Any:
        """Show a time that comes twice with its offset, so that it can be saved as it stands."""
        if isinstance(value, datetime) and not is_naive(value) and comes_twice(value):
            return f"{localtime(value):%Y-%m-%d}T{clock_with_offset(value)}"
        return super().prepare_value(value)

    def _read(self, text: str) -> datetime | None:
        try:
            return parse_datetime(text) or (self._read_formats(text) if text else None)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def _read_formats(self, text: str) -> datetime:
        return forms.fields.BaseTemporalField.to_python(self, text)


class ClockField(forms.TimeField):
    """A time of day; an offset may follow it: “02:30+01:00”."""

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and re.search(r"\d[+-]\d{2}:?\d{2}$", value.strip()):
            try:
                return time.fromisoformat(value.strip())
            except ValueError as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return super().to_python(value)


class SplitMomentField(forms.SplitDateTimeField):
    """The same in two fields, as the admin asks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        day, clock = self.fields
        day = DayField(error_messages=day.error_messages, required=False)
        self.fields = (day, ClockField(error_messages=clock.error_messages, required=False))

    def compress(self, data_list: Any) -> datetime | None:
        if not data_list:
            return None
        for value, name in zip(data_list, ("invalid_date", "invalid_time"), strict=True):
            if value in self.empty_values:
                raise ValidationError(self.error_messages[name], code=name)
        return read_clock(datetime.combine(*data_list), self.error_messages["invalid_date"])


class SplitMoment:
    """Mixed into a widget of two fields: names the zone, and keeps a time that comes twice."""

    template_name = "admin/widgets/split_moment.html"

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, datetime) and not is_naive(value) and comes_twice(value):
            return [localtime(value).date(), clock_with_offset(value)]
        return super().decompress(value)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        at = value if isinstance(value, datetime) else timezone.now()
        context["widget"]["zone"] = zone_at(at)
        names = ("date_label", "time_label")
        for part, name in zip(context["widget"]["subwidgets"], names, strict=True):
            _describe(part["attrs"], context["widget"]["attrs"].get("id", ""))
            if label := str(context.get(name, "")).rstrip(" :："):
                context[name] = label
                part["attrs"].setdefault("aria-label", label)
        return context


def _describe(attrs: dict[str, Any], field_id: str) -> None:
    """Let the zone be heard with the field that it stands beside."""
    known = attrs.get("aria-describedby", "")
    attrs["aria-describedby"] = f"{known} {field_id}_zone".strip()


def _moment_of(text: str) -> datetime | None:
    try:
        return MomentField().to_python(text)
    except ValidationError:
        return None


def _is_skipped_or_twice(text: str) -> bool:
    try:
        MomentField().to_python(text)
    except ValidationError as error:
        return error.code == "clock_change"
    return False
