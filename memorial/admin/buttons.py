"""Addresses of buttons: they are posted to; who only opens one reads that nothing was done."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def button(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be posted to only; a login in between, for one, leads to the bare address."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, **named)
        context = {**admin.site.each_context(request), "title": _("Nothing was done")}
        return TemplateResponse(
            request, "admin/memorial/button.html", context, status=405, headers={"Allow": "POST"}
        )

    return answer
