"""Statements: what was said, by whom, in which office, on what source, and its translations."""

import operator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from memorial.admin.columns import ROOM
from memorial.admin.facts import FactAdmin
from memorial.admin.filters import MissingInStatement, ReadersFilter, SomeValues
from memorial.admin.inlines import StackedInline
from memorial.forms.records import FactForm
from memorial.forms.titles import StatementForm
from memorial.models import Statement, StatementTranslation
from memorial.templatetags.states import state
from memorial.text.cutting import beginning

#: Two lines of a list of choices, or four on a phone.
CHOICE_ROOM = 160


class StatementFactForm(StatementForm, FactForm):
    """A statement is a fact, and carries the title of its day."""


class StatementTranslationInline(StackedInline):
    model = StatementTranslation


@admin.register(Statement)
class StatementAdmin(FactAdmin):
    form = StatementFactForm
    list_display = [
        "beginning",
        "speaker",
        "said_on",
        "said_at",
        "source_shown",
        "office",
        "standing",
    ]
    list_filter = [MissingInStatement, "kind", ("language", SomeValues), ReadersFilter]
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
        rows = super().get_queryset(request)
        return rows.select_related("speaker", "source", "unveiling__monument")

    def choice_label(self, obj: Statement) -> str:
        """Tell one statement from another where it is chosen: who, as what, when, and the words."""
        date = obj.date.spoken(get_language() or "en") if obj.date else ""
        head = " · ".join(filter(None, [str(obj.speaker), obj.title, date]))
        return f"{head}\n{beginning(obj.text, CHOICE_ROOM)}"

    @admin.display(description=_("statement"), ordering="text")
    def beginning(self, obj: Statement) -> str:
        return beginning(obj.text, ROOM)

    beginning.whole = operator.attrgetter("text")

    @admin.display(description=_("date"), ordering="date_earliest")
    def said_on(self, obj: Statement) -> str:
        return obj.date.text if obj.date else ""

    @admin.display(description=_("said at"), ordering="unveiling__date_latest")
    def said_at(self, obj: Statement) -> str:
        return beginning(str(obj.unveiling or ""), ROOM)

    @admin.display(description=_("source"), ordering="source__title")
    def source_shown(self, obj: Statement) -> str:
        return beginning(str(obj.source), ROOM) if obj.source else state("late", gettext("none"))

    @admin.display(description=_("office on the day"), ordering="tenure")
    def office(self, obj: Statement) -> str:
        if obj.has_dated_office:
            return beginning(obj.title, ROOM)
        return state("late", gettext("no dated office"))
