"""Translations in the list of articles: how far each is behind its original."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.pages.stages import following
from memorial.services.following import only_behind, only_up_to_date
from memorial.templatetags.states import state


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
        followed = following(obj)
        return state(*followed) if followed else "–"
