"""What all forms of the desk have in common: versions, refusals, safe scripts."""

from typing import Any

from django.contrib import admin
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _
from js_asset import Media

from memorial.admin.inlines import InLanguages
from memorial.admin.links import change_link
from memorial.admin.stale import changed_fields, changed_rows, with_lost_rows_as_new
from memorial.forms.records import RecordForm
from memorial.models import Fact
from memorial.services.fixing import lock_articles_showing
from memorial.services.keeping import editions_showing, require_deletable
from memorial.services.permitting import may
from memorial.services.refusing import RefusedError


class SafeMedia:
    """Gives every script and style of a page the nonce that its policy asks for."""

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        response = super().render_change_form(request, context, **kwargs)
        media = response.context_data["media"]
        response.context_data["media"] = Media.from_media(media, nonce=str(request.csp_nonce))
        return response


class DeskAdmin(InLanguages, SafeMedia, admin.ModelAdmin):
    """A row with a version: a stale save is refused, a deletion too while anything shows it."""

    form = RecordForm
    change_form_template = "admin/memorial/record_change_form.html"
    save_on_top = False
    show_full_result_count = False
    list_per_page = 50

    def may_save(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Lock the row for the length of a save, so that of two savers one is second."""
        record = super().get_object(request, object_id, from_field)
        if record is not None and request.method == "POST":
            lock_articles_showing(record.ref)
            self.model._base_manager.select_for_update().get(pk=record.pk)
            # Read again, as it is now that nobody else can change it.
            record = super().get_object(request, object_id, from_field)
        return record

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add the hidden version, which no fieldset names."""
        fieldsets = [
            (name, {**options, "fields": list(options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]
        if not any("opened_version" in options["fields"] for _name, options in fieldsets):
            fieldsets[0][1]["fields"].append("opened_version")
        return fieldsets

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        """Keep the words of rows that somebody deleted while this form was open."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj.pk:
            parent = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            rows = inline.model._base_manager.filter(**{parent.name: obj.pk})
            existing = {str(number) for number in rows.values_list("pk", flat=True)}
            kwargs["data"] = with_lost_rows_as_new(kwargs["data"], prefix, existing)
        return kwargs

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take from the address only what leads to a record (`?unveiling=5`)."""
        asked = super().get_changeform_initial_data(request)
        return {name: value for name, value in asked.items() if _is_number(value)}

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # In UTC, a filter at the edge of the calendar names a moment that no database holds.
        if any(value.startswith(("0001-", "9999-")) for value in request.GET.values()):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.claim_version(obj.version)
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the editions that keep a record from being deleted beside what protects it."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for record in objs:
            try:
                require_deletable(record)
            except RefusedError as error:
                protected += [
                    error.message,
                    *(change_link(each.article, each) for each in error.editions),
                ]
        perms_needed = {name for name in perms_needed if self._is_own_noun(name)}
        return to_delete, counts, perms_needed, protected

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        record = context.get("original")
        context["stale_rows"] = self.stale_rows(context["adminform"].form, context)
        if record is not None:
            context["shown_in"] = editions_showing(record)
            context["may_update_editions"] = may(request.user, "publish", "article")
        return super().render_change_form(request, context, **kwargs)

    def stale_rows(self, form: Any, context: Any) -> list[dict[str, Any]]:
        """Return where what was typed differs from what was saved meanwhile, rows included."""
        if not getattr(form, "is_stale", False):
            return []
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        return changed_fields(form) + changed_rows(formsets)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Lead to the page of a record only where it has one that readers see."""
        is_seen = not isinstance(obj, Fact) or obj.is_public()
        return super().get_view_on_site_url(obj) if obj is not None and is_seen else None

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Stay on the form after one text was saved over another."""
        if "_overwrite" in request.POST:
            self.message_user(request, _("Your text was saved over the other one."))
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def _is_own_noun(self, name: str) -> bool:
        """Rows inside a record ask for no permission of their own."""
        return name == self.opts.verbose_name


def _is_number(value: Any) -> bool:
    return str(value).isdecimal() and len(str(value)) < 10
