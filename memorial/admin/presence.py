"""Every form of a record says who else has it open; the page behind it keeps that up to date."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse

from memorial.admin.buttons import button
from memorial.services.presence import (
    Saved,
    end_presence,
    note_presence,
    others_at,
    presence_sentences,
    saved_sentence,
)


class PresencePage:
    """Mixed into the ground of all forms. Opening a form writes nothing: its script's signs do."""

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        page = self.admin_site.admin_view(button(self.presence_page))
        return [path("<int:number>/presence/", page, name=name), *super().get_urls()]

    def presence_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take a sign of life (or `leave`) of an open form; answer with who and what is new."""
        record = self._present_record(request, number)
        if "leave" in request.POST:
            end_presence(record.ref, by=request.user)
            return HttpResponse(status=204)
        note_presence(record.ref, by=request.user)
        sentences = presence_sentences(others_at(record.ref, by=request.user))
        if request.POST.get("version", "") not in ("", str(record.version)):
            sentences.append(saved_sentence(self.last_save(record), reader=request.user))
        return JsonResponse({"sentences": sentences})

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        record = context.get("original")
        if record is not None:
            context["presence"] = presence_sentences(others_at(record.ref, by=request.user))
            route = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
            context["presence_url"] = reverse(route, args=[record.pk])
        return super().render_change_form(request, context, **kwargs)

    def _present_record(self, request: HttpRequest, number: int) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.model._base_manager.filter(pk=number).only("pk", "version").first()
        if record is None:
            raise Http404
        return record

    def last_save(self, record: models.Model) -> Saved | None:
        """Return who saved the record last, as the admin's log has it."""
        kind = ContentType.objects.get_for_model(self.model, for_concrete_model=False)
        own = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
        entry = own.select_related("user").order_by("-action_time", "-pk").first()
        return Saved(entry.user, entry.action_time) if entry else None
