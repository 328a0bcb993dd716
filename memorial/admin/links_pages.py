"""Broken links: where they stand, since when, and the archived copy in their place."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.admin.listing import ListingAdmin
from memorial.admin.refusals import refusal
from memorial.models import CheckedLink
from memorial.services.external_links.using import lead_to_archived_copy, with_uses
from memorial.services.permitting import may


@admin.register(CheckedLink)
class CheckedLinkAdmin(ListingAdmin):
    listing_template = "admin/memorial/checkedlink/list.html"
    title = gettext_lazy("Broken links")

    def rows(self) -> Any:
        return CheckedLink.objects.broken()

    def shown(self, rows: Any) -> Any:
        return with_uses(rows)

    def buttons(self) -> dict[str, Any]:
        return {"archived": self.use_archived_copy}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().changelist_view(request)
        asked = CheckedLink.objects.exclude(checked_at=None).order_by("-checked_at")
        response.context_data["last_checked_at"] = asked.values_list(
            "checked_at", flat=True
        ).first()
        response.context_data["may_change_sources"] = may(request.user, "change", "source")
        return response

    def use_archived_copy(self, request: HttpRequest, number: int) -> HttpResponse:
        """Lead readers of the sources at this address to the copies that are kept of it."""
        link = CheckedLink.objects.broken().filter(pk=number).first()
        if link is None:
            raise Http404
        done = lead_to_archived_copy(link, by=request.user)
        if done.sources:
            names = "; ".join(str(source) for source in done.sources)
            message = _("Readers are led to the archived copy of %(names)s.")
            messages.success(request, message % {"names": names})
        else:
            message = _("No source at this address has an archived copy: add one.")
            messages.warning(request, message)
        if done.pages.refused:
            messages.error(request, refusal(done.pages.refused))
        if done.pages.filed:
            message = _("Live pages follow when a publisher brings them up to date.")
            messages.warning(request, message)
        return self.back()
