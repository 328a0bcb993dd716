"""How facts are shown: texts in their own language, dates in the reader's."""

import re
from collections.abc import Mapping
from datetime import date as date_type
from datetime import datetime
from typing import Any

from django import template
from django.utils import dateformat
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, get_language_info, pgettext

from memorial.dates import DateError, EdtfDate
from memorial.services.colleagues import name_of
from memorial.services.moments import (
    in_words,
    in_words_with_offset,
    in_words_with_zone,
    pattern,
    time_with_offset,
    zone_at,
)

register = template.Library()

_LANGUAGE_TAG = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def is_foreign(lang: str) -> bool:
    """Whether a text needs saying that it is not in the language of the page."""
    if not _LANGUAGE_TAG.match(lang or ""):
        return False
    return lang.partition("-")[0].lower() != (get_language() or "").partition("-")[0]


@register.simple_tag
def words(value: Mapping[str, str] | None, address: str = "") -> str:
    """Show a `{"text", "lang"}`, marked with its language where that is not the page's.

    With an address, as a link to it.
    """
    if not value or not value.get("text"):
        return ""
    shown = conditional_escape(value["text"])
    if is_foreign(value.get("lang", "")):
        shown = format_html('<span lang="{}" dir="auto">{}</span>', value["lang"], shown)
    return format_html('<a href="{}">{}</a>', address, shown) if address else shown


@register.filter
def web_address(url: str) -> str:
    """Return an address that a page may link to: of the web, whatever was stored."""
    return url if (url or "").lower().startswith(("https://", "http://")) else ""


@register.simple_tag
def lang(code: str) -> str:
    """Return ` lang="ko"` for an element whose words are not in the language of the page."""
    return format_html(' lang="{}"', code) if is_foreign(code) else SafeString("")


@register.simple_tag
def date(text: str | EdtfDate) -> str:
    """Say an EDTF date in the language of the page; machines get it where HTML can say it."""
    try:
        moment = EdtfDate.parse(str(text or ""))
    except DateError:
        return conditional_escape(text or "")
    spoken = moment.spoken(get_language() or "en")
    if moment.machine is None:
        return format_html("<span>{}</span>", spoken)
    return format_html('<time datetime="{}">{}</time>', moment.machine, spoken)


@register.filter
def spoken(text: str | EdtfDate) -> str:
    """Say an EDTF date in the language of the page, as plain words."""
    try:
        return EdtfDate.parse(str(text or "")).spoken(get_language() or "en")
    except DateError:
        return str(text or "")


@register.filter
def as_edtf(moment: datetime | None) -> str:
    """Return the day of a moment, for `{% date %}` and `spoken`; nothing for none."""
    return localtime(moment).date().isoformat() if moment else ""


@register.filter
def moment(at: datetime | None) -> str:
    """Say a day and a time in the language of the page; nothing for none."""
    return in_words(at) if at else ""


@register.filter
def moment_in_zone(at: datetime | None) -> str:
    """Say the same with the zone: “5 May 2026, 10:00 (Europe/Moscow, UTC+3)”."""
    return in_words_with_zone(at) if at else ""


@register.filter
def moment_with_offset(at: datetime | None) -> str:
    """Say the same in a list or a heading: “5 May 2026, 10:00 UTC+3”."""
    return in_words_with_offset(at) if at else ""


@register.filter
def time_of_day(at: datetime | None) -> str:
    """Say the time of day alone: “10:00 UTC+3”."""
    return time_with_offset(at) if at else ""


@register.filter
def colleague(user: Any) -> str:
    """Say what a colleague is called: the full name where there is one; nothing for nobody."""
    return name_of(user)


@register.simple_tag
def zone_now() -> str:
    """Name the zone of every time at the desk, as it is today: “Europe/Moscow, UTC+3”."""
    return zone_at(now())


@register.simple_tag
def moment_pattern() -> dict[str, str]:
    """Return how the desk writes a moment, for moments.js."""
    return pattern()


@register.filter
def day_in_full(day: date_type) -> str:
    """Say a day with its weekday: "Monday, 23 November"."""
    return dateformat.format(day, pgettext("a day with its weekday, see Django’s `date`", "l, j F"))


@register.filter
def day_in_short(day: date_type) -> str:
    """Say a day as the week's list heads it: "Mon 23"."""
    return dateformat.format(day, pgettext("a day in a list, see Django’s `date`", "D j"))


@register.filter("language_in_words")
def language_name(code: str) -> str:
    """Return the name of a language in the language of the page; its code where not known.

    Django's `i18n` has a filter `language_name`, which says it in English and wins where loaded.
    """
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    # Russian writes it small; Django gives it as a list would.
    return name.lower() if get_language() == "ru" else name


@register.filter
def address_in(ref: str, addresses: Mapping[str, str]) -> str:
    """Return where the page of a record is; empty where it has none that readers may see."""
    return (addresses or {}).get(ref, "")


@register.filter
def number_in(ref: str, numbers: Mapping[str, int]) -> int | str:
    """Return the number of a source in the list of this page."""
    return (numbers or {}).get(ref, "")
