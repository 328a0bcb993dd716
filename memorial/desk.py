"""The desk: the admin site that editors work at, its nouns in groups, and its front page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from memorial.forms.dates import LONGEST, read_day, understood
from memorial.models.fields import read_edtf
from memorial.pages.front import front_page
from memorial.services.permitting import may

#: What the side bar shows, in this order; a noun named nowhere comes last, under its app.
GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Journal"), ("Article", "Topic", "Image", "RefreshTask")),
    (_("Register"), ("Monument", "Official", "Person", "Organisation", "Office", "Place")),
    (_("Ceremonies"), ("Unveiling", "Statement", "Source")),
    (_("Site"), ("SiteSettings", "FollowChannel", "Address", "CheckedLink", "Merge")),
]

#: What a page of the desk is called that cannot be shown, by the status of the answer.
REFUSED = {
    400: _("This request cannot be read"),
    403: _("Your role does not let you do this"),
    404: _("This is not here"),
}

#: How many records of each noun "Find anything" shows.
FOUND = 5


class ChoicesView(AutocompleteJsonView):
    """What a field that asks by typing offers; an admin with a `choice_label` says more of each."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", None)
        return {**result, "text": label(obj)} if label else result


class Desk(AdminSite):
    site_header = _("Memorial")
    site_title = _("Memorial")
    index_title = _("Newsroom")
    enable_nav_sidebar = True
    index_template = "admin/dashboard.html"

    def get_urls(self) -> list[Any]:
        own = [
            path("find/", self.admin_view(self.find_view), name="find"),
            path("dates/", self.admin_view(self.date_view), name="dates"),
        ]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show what is due; to somebody without a role, how to get one."""
        has_role = may(request.user, "view", "article")
        overview = front_page(timezone.now(), request.user) if has_role else {}
        return super().index(request, {"has_role": has_role, **overview, **(extra_context or {})})

    def refusal(self, request: HttpRequest, exception: Any, status: int) -> HttpResponse | None:
        """Answer in the frame of the desk what cannot be shown; None to readers and strangers."""
        is_desk = request.path.startswith(reverse(f"{self.name}:index"))
        # A request that was refused early has no user.
        if not (is_desk and hasattr(request, "user") and self.has_permission(request)):
            return None
        context = {
            **self.each_context(request),
            "title": REFUSED[status],
            "status": status,
            "reason": str(exception) if status == 403 else "",
            "noun": self._noun_at(request),
        }
        response = render(request, "admin/refusal.html", context, status=status)
        add_never_cache_headers(response)
        return response

    def _noun_at(self, request: HttpRequest) -> Any:
        """Return the noun that an address is about, if the user may see its list."""
        places = request.path.removeprefix(reverse(f"{self.name}:index")).split("/")
        for model, admin in self._registry.items():
            is_here = places[:2] == [model._meta.app_label, model._meta.model_name]
            if is_here and admin.has_view_permission(request):
                return model._meta
        return None

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Look for a word in every noun that the user may view: a few of each, a query a noun."""
        asked = request.GET.get("q", "").strip()[:100]
        context = {
            **self.each_context(request),
            "title": _("Find anything"),
            "asked": asked,
            "found": self._find(request, asked) if asked else [],
        }
        return TemplateResponse(request, "admin/find.html", context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return ChoicesView.as_view(admin_site=self)(request)

    def date_view(self, request: HttpRequest) -> JsonResponse:
        """Say how a date is read that somebody is typing, or why it is not."""
        text = request.GET.get("q", "")[:LONGEST]
        read = read_day if request.GET.get("kind") == "day" else read_edtf
        try:
            read(text)
        except ValidationError as error:
            return JsonResponse({"refused": " ".join(error.messages)})
        return JsonResponse({"understood": understood(text)})

    def _find(self, request: HttpRequest, asked: str) -> list[dict[str, Any]]:
        found = []
        for model, admin in self._registry.items():
            is_ours = model._meta.app_label == "memorial" and not model._meta.proxy
            if not (is_ours and admin.search_fields and admin.has_view_permission(request)):
                continue
            rows, _twice = admin.get_search_results(request, admin.get_queryset(request), asked)
            if records := list(rows.distinct()[: FOUND + 1]):
                found.append(
                    {
                        "opts": model._meta,
                        "records": records[:FOUND],
                        "asked": asked,
                        "has_more": len(records) > FOUND,
                    }
                )
        return found

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Group our own nouns as editors think of them; other apps stay as they are."""
        apps = super().get_app_list(request, app_label)
        own = next((app for app in apps if app["app_label"] == "memorial"), None)
        if own is None or app_label:
            return apps
        models = {model["object_name"]: model for model in own["models"]}
        groups = []
        for name, nouns in GROUPS:
            found = [models.pop(noun) for noun in nouns if noun in models]
            if found:
                groups.append({**own, "name": name, "models": found})
        if models:
            groups.append({**own, "models": list(models.values())})
        return groups + [app for app in apps if app is not own]
