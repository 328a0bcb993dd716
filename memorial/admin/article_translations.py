"""Translations in the list of articles: how far each is behind its original."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.pages.languages import behind_words
from memorial.services.following import only_behind, only_up_to_date


class TranslationFilter(admin.SimpleListFilter):
    title = gettext_lazy("translations")
    parameter_name = "behind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("1", _("behind their original")), ("0", _("up to date"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "1":
            return only_behind(queryset)
        if self.value() == "0":
            return only_up_to_date(queryset)
        return queryset


class TranslationColumn:
    """The column of the list; its rows come with `behind`."""

    @admin.display(description=gettext_lazy("translation"))
    def translation(self, obj: Any) -> str:
        if obj.behind:
            return format_html('<span class="st late">{}</span>', behind_words(obj.behind))
        is_one = getattr(obj, "translated_from", None) is not None
        return format_html('<span class="st live">{}</span>', _("up to date")) if is_one else "–"
