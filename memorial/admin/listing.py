"""Pages of the desk that list what waits for somebody, with buttons; nothing is typed there."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from memorial.admin.buttons import button
from memorial.admin.looking import LookOnly

PAGE = 25


class ListingAdmin(LookOnly, admin.ModelAdmin):
    """A list of rows of a model under the address of its change list, and buttons beside them."""

    #: The page's template, and what the page is called.
    listing_template = ""
    title = ""

    def rows(self) -> Any:
        """Return the rows to be listed, as a QuerySet."""
        raise NotImplementedError

    def shown(self, rows: Any) -> Any:
        """Return the rows of one page as the template takes them."""
        raise NotImplementedError

    def buttons(self) -> dict[str, Any]:
        """Return the views behind the buttons of a row, by the last part of their address."""
        return {}

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:number>/{verb}/", wrap(button(view)), name=f"{name}_{verb}")
            for verb, view in self.buttons().items()
        ]
        return [path("", wrap(self.changelist_view), name=f"{name}_changelist"), *own]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(self.rows(), PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": self.title,
            "opts": self.opts,
            "page": page,
            "rows": self.shown(page.object_list),
        }
        return TemplateResponse(request, self.listing_template, context)

    def back(self) -> HttpResponse:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return HttpResponseRedirect(reverse(f"admin:{name}_changelist"))
