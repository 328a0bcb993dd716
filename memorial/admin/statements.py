"""Statements: what was said, by whom, in which office, on what source, and its translations."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from memorial.admin.facts import FactAdmin
from memorial.admin.inlines import StackedInline
from memorial.forms.records import FactForm
from memorial.forms.titles import StatementForm
from memorial.models import Statement, StatementTranslation


class StatementFactForm(StatementForm, FactForm):
    """A statement is a fact, and carries the title of its day."""


class StatementTranslationInline(StackedInline):
    model = StatementTranslation


class MissingFilter(admin.SimpleListFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("source", _("a source")), ("office", _("a dated office"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "source":
            return queryset.without_source()
        if self.value() == "office":
            return queryset.without_dated_office()
        return queryset


@admin.register(Statement)
class StatementAdmin(FactAdmin):
    form = StatementFactForm
    list_display = ["beginning", "speaker", "said_on", "kind", "source", "standing"]
    list_filter = [MissingFilter, "kind", "language", "public_from"]
    search_fields = ["text", "speaker__label", "speaker__names__text", "translations__text"]
    ordering = ["-pk"]
    autocomplete_fields = ["speaker", "unveiling", "source"]
    inlines = [StatementTranslationInline]
    fieldsets = [
        (None, {"fields": ["public_from", "speaker", ("unveiling", "date"), "tenure"]}),
        (None, {"fields": ["kind", "text", "language", ("source", "place_in_source")]}),
        (_("Title on the day: copied from the office, or typed where no office covers the day"), {
            "classes": ["collapse"],
            "fields": [
                "title_en", "title_ru", "title_ko",
                "organisation_name_en", "organisation_name_ru", "organisation_name_ko",
            ],
        }),
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("speaker", "source")

    @admin.display(description=_("statement"), ordering="text")
    def beginning(self, obj: Statement) -> str:
        return obj.text[:90]

    @admin.display(description=_("date"), ordering="date_earliest")
    def said_on(self, obj: Statement) -> str:
        return obj.date.text if obj.date else ""
