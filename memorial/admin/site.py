"""The site itself: its name, its front page, its follow channels, its addresses."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from memorial.admin.columns import moment
from memorial.admin.exporting import Exports
from memorial.admin.facts import RecordAdmin
from memorial.admin.inlines import TabularInline
from memorial.admin.links import change_url
from memorial.admin.looking import LookOnly
from memorial.admin.searching import Searches
from memorial.models import Address, FollowChannel, FrontPageEntry, SiteSettings


class FrontPageEntryInline(TabularInline):
    model = FrontPageEntry
    autocomplete_fields = ["article"]


@admin.register(SiteSettings)
class SiteSettingsAdmin(RecordAdmin):
    autocomplete_fields = ["lead"]
    inlines = [FrontPageEntryInline]
    fields = [
        *("name_en", "name_ru", "name_ko"),
        *("description_en", "description_ru", "description_ko"),
        "lead",
    ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the one row that there is, once there is one."""
        if settings := SiteSettings.objects.first():
            return HttpResponseRedirect(change_url(settings))
        return super().add_view(request, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FollowChannel)
class FollowChannelAdmin(RecordAdmin):
    list_display = ["__str__", "kind", "url", "is_open", "position"]
    list_filter = ["kind", "is_open"]
    search_fields = ["label_en", "label_ru", "label_ko", "url"]
    fields = ["kind", "label_en", "label_ru", "label_ko", "url", ("is_open", "position")]


@admin.register(Address)
class AddressAdmin(LookOnly, Exports, Searches, admin.ModelAdmin):
    """Every address ever given; publishing gives them, so nothing is edited here."""

    list_display = ["slug", "language", "article", moment("reserved_at", _("reserved"))]
    list_filter = ["language"]
    list_select_related = ["article"]
    search_fields = ["slug", "article__headline"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = list_max_show_all = 50
    change_list_template = "admin/memorial/record_change_list.html"
