"""The desk: the admin site that editors work at, its nouns in groups."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

#: What the side bar shows, in this order; a noun named nowhere comes last, under its app.
GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Journal"), ("Article", "Topic", "Image")),
    (_("Register"), ("Monument", "Official", "Person", "Organisation", "Office", "Place")),
    (_("Ceremonies"), ("Unveiling", "Statement", "Source")),
    (_("Site"), ("SiteSettings", "FollowChannel", "Address")),
]


class Desk(AdminSite):
    site_header = _("Memorial")
    site_title = _("Memorial")
    index_title = _("Newsroom")
    enable_nav_sidebar = True

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
