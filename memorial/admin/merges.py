"""Merges: which records became one, who said so, and how to part them again."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.admin.columns import moment
from memorial.admin.links import record_url
from memorial.admin.looking import LookOnly
from memorial.admin.refusals import attempt
from memorial.models import Merge
from memorial.pages.stages import merge_stands
from memorial.services.colleagues import name_of
from memorial.services.merging import undo_merge
from memorial.services.permitting import may
from memorial.services.showing import model_named, names_of
from memorial.templatetags.states import state


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("force", _("merged")), ("undone", _("undone"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in ("force", "undone"):
            return queryset.filter(undone_at__isnull=self.value() == "force")
        return queryset


@admin.register(Merge)
class MergeAdmin(LookOnly, admin.ModelAdmin):
    """The list and the undoing; merging begins at the list of the records themselves."""

    list_display = ["parted", "stays", moment("at", gettext_lazy("merged")), "said_by", "state"]
    list_display_links = None
    list_filter = [StateFilter]
    list_select_related = ["by", "undone_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["record", "into"]
    search_help_text = gettext_lazy("A kind and a number, for example person:3.")
    actions = None

    def get_urls(self) -> Any:
        wrap = self.admin_site.admin_view
        undo = path("<int:number>/undo/", wrap(self.undo_page), name="memorial_merge_undo")
        return [undo, *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "change_public_facts", "article")

    has_module_permission = has_view_permission

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("moved")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Load what the records of a page are called: one query a kind."""
        changes = super().get_changelist_instance(request)
        rows = list(changes.result_list)
        names = names_of(ref for row in rows for ref in (row.record, row.into))
        for row in rows:
            row.names = names
        changes.result_list = rows
        return changes

    @admin.display(description=gettext_lazy("record"))
    def parted(self, obj: Merge) -> str:
        undo = reverse("admin:memorial_merge_undo", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', undo, obj.names.get(obj.record, obj.record))

    @admin.display(description=gettext_lazy("is the same as"))
    def stays(self, obj: Merge) -> str:
        return obj.names.get(obj.into, obj.into)

    @admin.display(description=gettext_lazy("by"), ordering="by")
    def said_by(self, obj: Merge) -> str:
        return name_of(obj.by)

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: Merge) -> str:
        return state(*merge_stands(obj))

    def undo_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Say what a merge moved, and part the two again when asked."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        merge = Merge.objects.filter(pk=number).first()
        if merge is None:
            raise Http404
        if request.method == "POST":
            self._undo(request, merge)
            return HttpResponseRedirect(request.path)
        names = names_of([merge.record, merge.into])
        context = {
            **self.admin_site.each_context(request),
            "title": _("A merge"),
            "opts": self.opts,
            "merge": merge,
            "state": merge_stands(merge),
            "record": names.get(merge.record, merge.record),
            "into": names.get(merge.into, merge.into),
            "into_url": record_url(merge.into),
            "moved": _counted(merge.moved),
        }
        return TemplateResponse(request, "admin/memorial/merge_undo.html", context)

    def _undo(self, request: HttpRequest, merge: Merge) -> None:
        undone = attempt(request, undo_merge, merge, by=request.user)
        if undone is None:
            return
        messages.success(request, _("They are two again."))
        if undone.left:
            left = format_html_join("", "<li>{}</li>", ((each,) for each in undone.left))
            said = _("These were changed since and stay as they are:")
            messages.warning(request, format_html("{} <ul>{}</ul>", said, left))


def _counted(entries: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return how many rows of each kind a journal speaks of."""
    rows = {(entry["model"], entry["pk"]) for entry in entries if "is_made" not in entry}
    counted = Counter(model for model, _number in rows)
    return [
        (capfirst(model._meta.verbose_name_plural), count)
        for name, count in sorted(counted.items())
        if (model := model_named(name))
    ]
