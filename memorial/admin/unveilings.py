"""Unveilings: the event, and who took part in which role and office."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from memorial.admin.facts import FactAdmin
from memorial.admin.filters import ReadersFilter
from memorial.admin.inlines import CitationInline, StackedInline
from memorial.admin.links import change_link
from memorial.forms.titles import ParticipationForm, ParticipationFormSet
from memorial.models import Participation, Unveiling, UnveilingCitation


class ParticipationInline(StackedInline):
    model = Participation
    form = ParticipationForm
    formset = ParticipationFormSet
    autocomplete_fields = ["person", "source"]

    fieldsets = [
        (None, {"fields": [("person", "position"), "roles", "tenure"]}),
        (None, {"fields": [("source", "place_in_source")]}),
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
        return rows.select_related("person", "source", "tenure__office__organisation")


class UnveilingCitationInline(CitationInline):
    model = UnveilingCitation


@admin.register(Unveiling)
class UnveilingAdmin(FactAdmin):
    list_display = ["__str__", "kind", "spoken_date", "place", "standing"]
    list_filter = ["kind", ReadersFilter]
    search_fields = ["monument__label", "monument__names__text", "date"]
    autocomplete_fields = ["monument", "place"]
    ordering = ["-date_latest", "-pk"]
    inlines = [ParticipationInline, UnveilingCitationInline]
    readonly_fields = ["statements_made"]
    fieldsets = [
        (None, {"fields": ["public_from", "monument", ("kind", "date"), "place"]}),
        (_("Occasion"), {"fields": ["occasion_en", "occasion_ru", "occasion_ko"]}),
        (_("Programme"), {"fields": ["programme_en", "programme_ru", "programme_ko"]}),
        (_("What was said"), {"fields": ["statements_made"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("monument", "place")

    @admin.display(description=_("date"), ordering="date_earliest")
    def spoken_date(self, obj: Unveiling) -> str:
        return obj.date.text if obj.date else ""

    @admin.display(description=_("statements"))
    def statements_made(self, obj: Unveiling) -> SafeString | str:
        """Statements have a form of their own: list them with links."""
        if obj.pk is None:
            return _("Save the unveiling first, then add its statements.")
        statements = obj.statements.select_related("speaker").order_by("pk")[:100]
        rows = format_html_join("", "<li>{}</li>", ((change_link(row),) for row in statements))
        add = format_html(
            '<a class="addlink" href="../../../statement/add/?unveiling={}">{}</a>',
            obj.pk,
            _("Add a statement"),
        )
        return format_html("<ul>{}</ul>{}", rows, add)
