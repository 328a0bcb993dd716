"""People and officials: names, offices held, where they were present."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from memorial.admin.columns import CHANGED
from memorial.admin.facts import FactAdmin
from memorial.admin.filters import ReadersFilter, SomeValues
from memorial.admin.inlines import CitationInline, NameInline, StackedInline
from memorial.dates import DateError, EdtfDate, read_date
from memorial.models import Official, Person, PersonCitation, PersonName, Tenure, Unveiling
from memorial.services.holding import tenures_on
from memorial.text.numbers import row_number


class PersonNameInline(NameInline):
    model = PersonName


class PersonCitationInline(CitationInline):
    model = PersonCitation


class TenureInline(StackedInline):
    model = Tenure
    autocomplete_fields = ["office", "source"]
    fieldsets = [
        (None, {"fields": ["office", ("start", "end", "as_of"), "source"]}),
        (_("Title as held, where it differs from the office’s name"), {
            "classes": ["collapse"],
            "fields": ["title_en", "title_ru", "title_ko", "note_en", "note_ru", "note_ko"],
        }),
    ]  # fmt: skip


@admin.register(Person)
class PersonAdmin(FactAdmin):
    list_display = ["label", "native_language", "standing", CHANGED]
    list_filter = [ReadersFilter, ("native_language", SomeValues)]
    search_fields = ["label", "names__text"]
    autocomplete_fields = ["portrait"]
    inlines = [PersonNameInline, TenureInline, PersonCitationInline]
    fieldsets = [
        (None, {"fields": ["public_from", ("native_language", "family_name_first"), "portrait"]}),
        (_("In one sentence"), {"fields": ["description_en", "description_ru", "description_ko"]}),
        (_("Life"), {"classes": ["collapse"], "fields": [("born", "died")]}),
    ]

    def get_urls(self) -> Any:
        offices = path(
            "<int:number>/offices/",
            self.admin_site.admin_view(self.offices),
            name=f"memorial_{self.opts.model_name}_offices",
        )
        return [offices, *super().get_urls()]

    def offices(self, request: HttpRequest, number: int) -> JsonResponse:
        """Answer the forms that offer the offices of a person on a day (`date` or `unveiling`)."""
        person = Person.objects.filter(pk=number).first()
        allowed = self.has_view_permission(request)
        held = tenures_on(person, _day(request.GET)) if allowed else []
        return JsonResponse({"offices": [{"id": row.pk, "text": str(row)} for row in held]})


@admin.register(Official)
class OfficialAdmin(PersonAdmin):
    """The people with an office, with the permissions of people."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._people().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._people().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._people().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._people().has_delete_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._people().has_module_permission(request)

    def _people(self) -> Any:
        return self.admin_site.get_model_admin(Person)


def _day(asked: Any) -> EdtfDate | None:
    if asked.get("date"):
        try:
            return read_date(asked["date"])
        except DateError:
            return None
    unveiling = Unveiling.objects.filter(pk=row_number(asked.get("unveiling", ""))).first()
    return unveiling.date if unveiling else None
