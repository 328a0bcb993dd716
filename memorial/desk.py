"""The desk: the admin site that editors work at, its nouns in groups, and its front page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.pages.front import front_page
from memorial.services.permitting import may

#: What the side bar shows, in this order; a noun named nowhere comes last, under its app.
GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Journal"), ("Article", "Topic", "Image", "RefreshTask")),
    (_("Register"), ("Monument", "Official", "Person", "Organisation", "Office", "Place")),
    (_("Ceremonies"), ("Unveiling", "Statement", "Source")),
    (_("Site"), ("SiteSettings", "FollowChannel", "Address", "CheckedLink", "Merge")),
]

#: How many records of each noun "Find anything" shows.
FOUND = 5


class Desk(AdminSite):
    site_header = _("Memorial")
    site_title = _("Memorial")
    index_title = _("Newsroom")
    enable_nav_sidebar = True
    index_template = "admin/dashboard.html"

    def get_urls(self) -> list[Any]:
        own = [path("find/", self.admin_view(self.find_view), name="find")]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show what is due; to somebody without a role, how to get one."""
        has_role = may(request.user, "view", "article")
        overview = front_page(timezone.now(), request.user) if has_role else {}
        return super().index(request, {"has_role": has_role, **overview, **(extra_context or {})})

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
