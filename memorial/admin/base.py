"""What all forms of the desk have in common: versions, refusals, safe scripts."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest
from django.urls import reverse
from js_asset import Media

from memorial.admin.batches import announce, batch_of
from memorial.admin.exporting import Exports
from memorial.admin.inlines import InLanguages
from memorial.admin.links import change_link
from memorial.admin.presence import PresencePage
from memorial.admin.refused import refused_parts
from memorial.admin.searching import Searches
from memorial.admin.sending import SentOnce
from memorial.admin.stale.rows import with_lost_rows_as_new
from memorial.admin.stale.settling import TwoTexts
from memorial.forms.records import RecordForm
from memorial.models import Fact
from memorial.services.keeping import editions_showing, require_deletable
from memorial.services.outdated import articles_of
from memorial.services.permitting import may
from memorial.services.refusing import RefusedError
from memorial.text.numbers import is_row_number


class SafeMedia:
    """Gives every script and style of a page the nonce that its policy asks for."""

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        response = super().render_change_form(request, context, **kwargs)
        media = response.context_data["media"]
        response.context_data["media"] = Media.from_media(media, nonce=str(request.csp_nonce))
        return response


class DeskAdmin(
    SentOnce, TwoTexts, PresencePage, Exports, Searches, InLanguages, SafeMedia, admin.ModelAdmin
):
    """A row with a version: a stale save is refused, a deletion too while anything shows it."""

    form = RecordForm
    change_form_template = "admin/memorial/record_change_form.html"
    change_list_template = "admin/memorial/record_change_list.html"
    save_on_top = False
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = list_max_show_all = 50

    def may_save(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Lock the row for the length of a save, so that of two savers one is second."""
        if request.method == "POST" and is_row_number(object_id):
            self.lock_around(self.model(pk=int(object_id)))
            rows = self.model._base_manager.select_for_update().filter(pk=int(object_id))
            list(rows.values_list("pk"))
        # Read only now that nobody else can change it.
        record = super().get_object(request, object_id, from_field)
        if record is not None and request.method == "POST":
            request.POST = self.lead_to_survivors(request, record)
            request.POST = self.take_choices(request, record)
        return record

    def lock_around(self, record: Any) -> None:
        """Lock, before the record, what its save may change beside it."""

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> Any:
        """Keep the words of a form whose record somebody deleted: shown as a new record's."""
        if request.method != "POST" or "opened_version" not in request.POST:
            raise Http404
        kept = request.POST.copy()
        kept["_deleted"], kept["opened_version"] = "1", ""
        request.POST = kept
        add_url = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
        return self._changeform_view(request, None, add_url, {})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add what travels hidden with every form and no fieldset names."""
        fieldsets = [
            (name, {**options, "fields": list(options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]
        for hidden in ("opened_version", "form_key") if self.may_save(request, obj) else ():
            if not any(hidden in options["fields"] for _name, options in fieldsets):
                fieldsets[0][1]["fields"].append(hidden)
        return fieldsets

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        """Keep the words of rows that somebody deleted while this form was open."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and (obj.pk or "_deleted" in kwargs["data"]):
            parent = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name
            rows = batch_of(request).rows(kwargs["queryset"], parent, obj) if obj.pk else []
            existing = {str(row.pk) for row in rows}
            kwargs["data"] = with_lost_rows_as_new(kwargs["data"], prefix, existing, parent)
        return kwargs

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)
        announce(request, obj, self.get_autocomplete_fields(request), formsets)
        return formsets, inlines

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take from the address only what leads to a record (`?unveiling=5`)."""
        asked = super().get_changeform_initial_data(request)
        return {name: value for name, value in asked.items() if is_row_number(value)}

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        # In UTC, a filter at the edge of the calendar names a moment that no database holds.
        if any(value.startswith(("0001-", "9999-")) for value in request.GET.values()):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

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
        form = context["adminform"].form
        context["stale_parts"] = parts = self.stale_parts(form, context)
        context["has_new_parts"] = any(part.is_new for part in parts)
        rows = [inline.formset for inline in context["inline_admin_formsets"]]
        context["refused"] = refused_parts(form, rows)
        if record is not None and form.is_stale:
            context["stale_by"] = self.last_save(record)
        if record is not None:
            context["shown_in"] = articles_of(editions_showing(record))
            context["may_update_editions"] = may(request.user, "publish", "article")
        return super().render_change_form(request, context, **kwargs)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Lead to the page of a record only where it has one that readers see."""
        is_seen = not isinstance(obj, Fact) or obj.is_public()
        return super().get_view_on_site_url(obj) if obj is not None and is_seen else None

    def _is_own_noun(self, name: str) -> bool:
        """Rows inside a record ask for no permission of their own."""
        return name == self.opts.verbose_name
