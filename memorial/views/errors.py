"""Answers when there is no page, in the language of the path or of the browser.

Whoever is logged in at the desk stays in its frame there.
"""

import logging

from django.conf import settings
from django.contrib import admin
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, get_language_from_request, override

from memorial.pages.frame import frame, front_pages

logger = logging.getLogger(__name__)


def not_found(request, exception):
    return _answer(request, exception, "404.html", 404)


def forbidden(request, exception):
    return _answer(request, exception, "403.html", 403)


def bad_request(request, exception):
    try:
        with override(_language(request)):
            answer = admin.site.refusal(request, exception, 400)
    except DatabaseError:
        answer = None
    # A forged Host header comes here too, so nothing may ask for the host: no frame.
    return answer or _answer_alone(request, "400.html", 400)


def server_error(request):
    """Answer without the database, and without a template if that is what broke."""
    try:
        return _answer_alone(request, "500.html", 500)
    except Exception:  # whatever it was, the reader gets a page
        logger.exception("The error page itself could not be built")
        return HttpResponseServerError("500. The fault is ours and has been recorded.")


def _answer(request, exception, template: str, status: int) -> HttpResponse:
    try:
        with override(_language(request)):
            if answer := admin.site.refusal(request, exception, status):
                return answer
            context = {"frame": frame(request, paths=front_pages(), has_alternates=False)}
            return render(request, template, context, status=status)
    except DatabaseError:
        return _answer_alone(request, "500.html", 500)


def _answer_alone(request, template: str, status: int) -> HttpResponse:
    with override(_language(request)):
        return HttpResponse(render_to_string(template, {"path": request.path}), status=status)


def _language(request) -> str:
    path = get_language_from_path(request.path_info)
    return path or get_language_from_request(request) or settings.LANGUAGE_CODE
