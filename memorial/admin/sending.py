"""A form that is sent twice is saved once; words brought back from the browser are not saved."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

#: A button pressed twice and a page sent again both come within minutes.
REMEMBERED_FOR = timedelta(hours=1)
#: How many of one's newest saves are looked through: the first of two is the newest but few.
LOOKED_AT = 20
#: As long as a browser keeps unsaved words (kept-words.js).
KEPT_FOR = timedelta(days=14)
#: What differs between two presses of one button.
NOT_WORDS = {"csrfmiddlewaretoken"}


class SentOnce:
    """Mixed into the ground of all forms; each form that is opened has a key of its own."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().changeform_view(request, *args, **kwargs)
        note_saved(response, getattr(request, "saved_form_key", ""))
        return response

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        # Now, as it was sent: a result made of two texts is put together from it later.
        request.__dict__.setdefault("sent_digest", _digest(request))
        if request.method == "POST" and form_key(request) and not is_brought_back(request):
            _wait_for_own_saves(request)
            twin = self._saved_already(request, object_id)
            if twin is not None:
                request.saved_form_key = form_key(request)
                answer = self.response_change if object_id else self.response_add
                return answer(request, twin)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    @transaction.atomic
    def make_once(self, request: HttpRequest, make: Callable[[], Any]) -> Any:
        """Return what a button makes; pressed twice, it makes one and leads to that twice."""
        request.__dict__.setdefault("sent_digest", _digest(request))
        _wait_for_own_saves(request)
        made = self._saved_already(request, None) if form_key(request) else None
        if made is None:
            made = make()
            self.log_addition(request, made, [{"added": {}}, {"form": request.sent_digest}])
        return made

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Leave in the log by what form the record was saved; the log's readers pass it over."""
        message = super().construct_change_message(request, form, formsets, add)
        if form_key(request):
            request.saved_form_key = form_key(request)
            message = [*message, {"form": request.sent_digest}]
        return message

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        if is_brought_back(request):
            context["is_brought_back"] = True
            context["errors"] = ErrorList()
            forget_errors(context["adminform"].form)
            for inline in context["inline_admin_formsets"]:
                inline.formset._non_form_errors = ErrorList()
                for form in inline.formset.forms:
                    forget_errors(form)
        return super().render_change_form(request, context, **kwargs)

    def _saved_already(self, request: HttpRequest, object_id: str | None) -> Any:
        """Return the record that this very form has saved; None for a form sent first."""
        entries = LogEntry.objects.filter(
            user=request.user,
            content_type=ContentType.objects.get_for_model(self.model, for_concrete_model=False),
            action_time__gt=timezone.now() - REMEMBERED_FOR,
        )
        kind, digest = CHANGE if object_id else ADDITION, request.sent_digest
        for entry in entries.order_by("-pk")[:LOOKED_AT]:
            is_here = entry.object_id == object_id or not object_id
            if entry.action_flag == kind and is_here and digest in entry.change_message:
                return self.get_queryset(request).filter(pk=entry.object_id).first()
        return None


def _wait_for_own_saves(request: HttpRequest) -> None:
    """One person's saves wait for each other, so that the second sees what the first did."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=request.user.pk)


def form_key(request: HttpRequest) -> str:
    """Return the key of the form that was sent; empty for none and for what is no key."""
    try:
        return UUID(request.POST.get("form_key", "")).hex
    except ValueError:
        return ""


def is_brought_back(request: HttpRequest) -> bool:
    """Whether the browser sent kept words, to go on writing: nothing is saved by it."""
    return request.method == "POST" and "_bring_back" in request.POST


def note_saved(response: HttpResponse, key: str) -> None:
    """Tell the browser that the words of this form are saved: it need not keep them any more."""
    if not key:
        return
    response.set_cookie(
        f"saved-{key}",
        "1",
        max_age=KEPT_FOR,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget_errors(form: Any) -> None:
    """Show what was typed without what is wrong with it: it was not sent to be saved."""
    form._errors = ErrorDict()


def _digest(request: HttpRequest) -> str:
    """Return a mark of everything that was typed and of the form's key."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_WORDS)
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
    return hashlib.sha256(repr((typed, files)).encode()).hexdigest()[:32]
