"""Answers where readers saw something once: 410, with the editors' reason and the day."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from memorial.models import Edition, Withdrawal, Withholding
from memorial.pages.frame import frame, front_pages


def withdrawn_response(request: HttpRequest, withdrawal: Withdrawal, at: datetime) -> HttpResponse:
    """Say why a page was taken back, and what to read instead."""
    instead = Edition.objects.live(at).filter(article=withdrawal.replacement_id)
    context = {"withdrawal": withdrawal, "replacement": instead.without_story().first()}
    return _gone(request, "410.html", context)


def withheld_response(
    request: HttpRequest, withholding: Withholding, live: Edition | None
) -> HttpResponse:
    """Say why one old edition is kept back, and where the current one is."""
    context = {"withholding": withholding, "number": withholding.edition.number, "live": live}
    return _gone(request, "editions/withheld.html", context)


def _gone(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    shown = frame(request, paths=front_pages(), has_alternates=False)
    response = render(request, template, {"frame": shown, **context}, status=410)
    # What is published again must be found again: browsers keep a 410 that does not say how long.
    response["Cache-Control"] = "no-cache"
    return response
