"""Two records that are one: the action on a list, the page that shows both, the way on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.admin.links import record_url
from memorial.admin.refusals import attempt
from memorial.models import Merge, Record
from memorial.pages.sides import side_by_side
from memorial.services.merging import is_mergeable, merge_records, what_moves
from memorial.services.permitting import may
from memorial.services.survivors import survivors, unmerged
from memorial.text.numbers import row_number


class MergePages:
    """Mixed into the admin of records; of a kind that is not merged, it changes nothing."""

    def get_urls(self) -> Any:
        wrap = self.admin_site.admin_view
        name = f"memorial_{self.opts.model_name}_merge"
        return [path("merge/", wrap(self.merge_page), name=name), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        if actions and is_mergeable(self.model) and self.may_merge(request):
            name = "these_two_are_one"
            actions[name] = (these_two_are_one, name, gettext_lazy("These two are one…"))
        return actions

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Offer what was merged into another neither in lists nor in fields."""
        rows = unmerged(queryset) if is_mergeable(self.model) else queryset
        return super().get_search_results(request, rows, search_term)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Lead from the form of a record that was merged to that of the record it is now."""
        if request.method == "GET" and is_mergeable(self.model):
            ref = f"{self.opts.model_name.replace('official', 'person')}:{object_id}"
            if survivor := survivors([ref]).get(ref):
                messages.info(request, _("The record of that number was merged into this one."))
                return HttpResponseRedirect(record_url(survivor))
        return super().change_view(request, object_id, *args, **kwargs)

    def may_merge(self, request: HttpRequest) -> bool:
        return may(request.user, "change_public_facts", "article") and may(
            request.user, "change", self.model._meta.concrete_model._meta.model_name
        )

    def merge_page(self, request: HttpRequest) -> HttpResponse:
        """Show two records beside each other, ask which stays, and make them one."""
        if not self.may_merge(request):
            raise PermissionDenied
        pair = self._pair(request)
        if request.method == "POST" and (answer := self._merge(request, pair)):
            return answer
        context = {
            **self.admin_site.each_context(request),
            "title": _("These two are one"),
            "opts": self.opts,
            "pair": [
                {"record": each, "other": other.pk, "moves": what_moves(each)}
                for each, other in zip(pair, reversed(pair), strict=True)
            ],
            "fields": side_by_side(*pair),
            "list_url": self._list_url(),
        }
        return TemplateResponse(request, "admin/memorial/merge.html", context)

    def _merge(self, request: HttpRequest, pair: list[Record]) -> HttpResponse | None:
        stays = next((each for each in pair if str(each.pk) == request.POST.get("stays")), None)
        if stays is None:
            messages.error(request, _("Say which of the two stays."))
            return None
        other = pair[0] if stays is pair[1] else pair[1]
        merge = attempt(request, merge_records, other, stays, by=request.user)
        if merge is None:
            return None
        messages.success(request, _merged(other, stays, merge))
        form = reverse(f"admin:memorial_{self.opts.model_name}_change", args=[stays.pk])
        return HttpResponseRedirect(form)

    def _pair(self, request: HttpRequest) -> list[Record]:
        """Return the two records that the address names; 404 for anything but two."""
        asked = (row_number(each) for each in request.GET.getlist("record"))
        numbers = [number for number in asked if number is not None]
        rows = {row.pk: row for row in self.model._base_manager.filter(pk__in=numbers)}
        pair = [rows[number] for number in dict.fromkeys(numbers) if number in rows]
        if len(pair) != 2 or not is_mergeable(self.model):
            raise Http404
        return pair

    def _list_url(self) -> str:
        return reverse(f"admin:memorial_{self.opts.model_name}_changelist")


def _merged(record: Record, into: Record, merge: Merge) -> SafeString:
    """Say what a merge did, with the way to undo it."""
    said = _(
        "They are one now. This is the record that stays: what was about “%(record)s” is about "
        "“%(into)s”, and number %(number)d leads here."
    )
    undo = reverse("admin:memorial_merge_undo", args=[merge.pk])
    named = {"record": record, "into": into, "number": record.pk}
    return format_html(
        '{} <a href="{}">{}</a>', said % named, undo, _("See what moved, or undo it")
    )


def these_two_are_one(admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Lead to the page that shows both; of one or three it asks for two."""
    numbers = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
    if len(numbers) != 2:
        messages.error(request, _("Tick exactly two records: those that are one."))
        return None
    page = reverse(f"admin:memorial_{admin.opts.model_name}_merge")
    return HttpResponseRedirect(f"{page}?record={numbers[0]}&record={numbers[1]}")
