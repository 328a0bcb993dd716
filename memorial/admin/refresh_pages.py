"""Facts that changed: which pages still show them as they were, and what is done about it."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.admin.brought import brought
from memorial.admin.filters import outdated_url
from memorial.admin.links import record_url
from memorial.admin.listing import ListingAdmin
from memorial.admin.refusals import attempt
from memorial.models import RefreshTask
from memorial.pages.comparing import ShownFact, shown_fact
from memorial.services.outdated import Difference, with_pages
from memorial.services.permitting import may, require
from memorial.services.refreshing import (
    bring_up_to_date,
    leave_as_it_is,
    outdated_tasks,
)


@admin.register(RefreshTask)
class RefreshTaskAdmin(ListingAdmin):
    listing_template = "admin/memorial/refreshtask/list.html"
    title = gettext_lazy("Facts that changed")

    def rows(self) -> Any:
        return outdated_tasks().select_related("filed_by")

    def shown(self, rows: Any) -> Any:
        return [
            {
                "outdated": row,
                "url": record_url(row.task.record),
                "all_url": outdated_url(row.task.record),
                "differences": [_said(each) for each in row.differences],
            }
            for row in with_pages(rows)
        ]

    def buttons(self) -> dict[str, Any]:
        return {"bring": self.bring, "leave": self.leave}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().changelist_view(request)
        response.context_data["may_publish"] = may(request.user, "publish", "article")
        return response

    def bring(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the record as it is now in every edition that shows it."""
        require(request.user, "publish", "article")
        task = _task(number)
        made = attempt(request, bring_up_to_date, [task.record], by=request.user)
        if made is not None:
            messages.success(request, brought(made))
        return self.back()

    def leave(self, request: HttpRequest, number: int) -> HttpResponse:
        """Close the task; pages stay as they were published."""
        require(request.user, "publish", "article")
        leave_as_it_is(_task(number).record, by=request.user)
        messages.success(request, _("Left as it is: the pages stay as they were published."))
        return self.back()


def _said(difference: Difference) -> tuple[ShownFact, str]:
    """Return what differs, and the languages of the pages by their names."""
    names = (name for code, name in settings.LANGUAGES if code in difference.languages)
    return shown_fact(difference.fact), ", ".join(names)


def _task(number: int) -> RefreshTask:
    return get_object_or_404(RefreshTask, pk=number)
