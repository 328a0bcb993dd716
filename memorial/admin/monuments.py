"""Monuments: names, creators, inscriptions, pictures, numbers in other registers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from memorial.admin.columns import CHANGED
from memorial.admin.facts import FactAdmin
from memorial.admin.filters import ReadersFilter, SomeValues
from memorial.admin.inlines import (
    CitationInline,
    NameInline,
    OnceFormSet,
    StackedInline,
    TabularInline,
)
from memorial.models import (
    Creator,
    Identifier,
    Inscription,
    Monument,
    MonumentCitation,
    MonumentName,
    MonumentPicture,
)
from memorial.services.survivors import unmerged
from memorial.text.numbers import row_number


class MonumentNameInline(NameInline):
    model = MonumentName


class CreatorInline(TabularInline):
    model = Creator
    autocomplete_fields = ["person"]


class InscriptionInline(StackedInline):
    model = Inscription
    autocomplete_fields = ["source"]


class MonumentPictureInline(TabularInline):
    model = MonumentPicture
    autocomplete_fields = ["image"]


class IdentifierFormSet(OnceFormSet):
    twice = gettext_lazy("A register gives a monument its number once.")

    def key_of(self, row: Any) -> Any:
        is_known = row.scheme != Identifier.Scheme.OTHER
        return (row.scheme, row.value) if is_known else None


class IdentifierInline(TabularInline):
    model = Identifier
    formset = IdentifierFormSet


class MonumentCitationInline(CitationInline):
    model = MonumentCitation


@admin.register(Monument)
class MonumentAdmin(FactAdmin):
    list_display = ["label", "kind", "place", "status", "standing", CHANGED]
    list_filter = ["kind", "status", ReadersFilter, ("place__country", SomeValues)]
    list_select_related = ["place"]
    search_fields = ["label", "names__text", "place__names__text", "identifiers__value"]
    autocomplete_fields = ["place"]
    inlines = [
        MonumentNameInline,
        CreatorInline,
        InscriptionInline,
        MonumentPictureInline,
        IdentifierInline,
        MonumentCitationInline,
    ]
    fieldsets = [
        (None, {"fields": ["public_from", "kind", "place", ("status", "status_as_of")]}),
        (_("Dedicated to"), {"fields": ["dedication_en", "dedication_ru", "dedication_ko"]}),
        (_("In one sentence"), {"fields": ["summary_en", "summary_ru", "summary_ko"]}),
        (
            _("Materials and dimensions: leave empty what is not known"),
            {
                "fields": [
                    *("materials_en", "materials_ru", "materials_ko"),
                    *("dimensions_en", "dimensions_ru", "dimensions_ko"),
                ]
            },
        ),
    ]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a monument by its register number too (M-0001, or 1)."""
        queryset = unmerged(queryset)
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        number = row_number(search_term.upper().removeprefix("M-").lstrip("0"))
        if number is not None:
            found = found | queryset.filter(pk=number)
        return found, may_repeat
