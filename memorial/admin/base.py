"""What the forms of all records have in common: roles, versions, names, where they are shown."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from js_asset import Media
from reversion.admin import VersionAdmin

from memorial.forms.records import FactForm, RecordForm
from memorial.models import Fact
from memorial.services.fixing import refresh_facts
from memorial.services.keeping import (
    editions_showing,
    require_deletable,
    retire_fact,
)
from memorial.services.permitting import may
from memorial.services.refusing import RefusedError
from memorial.services.transitions import bump_generation

NAMES = dict(settings.LANGUAGES)


class InLanguages:
    """Says which language a translated field is in, and tells the browser too."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        code = getattr(db_field, "_translated_field_language_code", "")
        if field and code:
            field.label = format_lazy("{} ({})", capfirst(db_field.verbose_name), NAMES[code])
            field.widget.attrs["lang"] = code
        return field


class Inline(InLanguages):
    """A row edited inside its record: whoever may change the record may change the row."""

    extra = 0

    def _parent(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent().may_save(request, obj)

    has_add_permission = has_change_permission
    has_delete_permission = has_change_permission


class TabularInline(Inline, admin.TabularInline):
    pass


class StackedInline(Inline, admin.StackedInline):
    pass


class NameInline(TabularInline):
    """The spellings of a record; without one, nobody could find it."""

    min_num = 1
    validate_min = True
    fields = ["text", "language", "kind", "source"]
    autocomplete_fields = ["source"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class CitationInline(TabularInline):
    fields = ["field", "source", "place_in_source", "value"]
    autocomplete_fields = ["source"]


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
            self.model._base_manager.select_for_update().get(pk=record.pk)
            record.refresh_from_db()
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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.claim_version(obj.version)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            self._bring_up_to_date(request, form.instance)
        bump_generation()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        bump_generation()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        bump_generation()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the editions that keep a record from being deleted beside what protects it."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for record in objs:
            try:
                require_deletable(record)
            except RefusedError as error:
                protected += [error.message, *map(str, error.editions)]
        perms_needed = {name for name in perms_needed if self._is_own_noun(name)}
        return to_delete, counts, perms_needed, protected

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        record = context.get("original")
        context["stale_rows"] = stale_rows(context["adminform"].form)
        if record is not None:
            context["shown_in"] = editions_showing(record)
            context["may_update_editions"] = may(request.user, "publish", "article")
        return super().render_change_form(request, context, **kwargs)

    def _bring_up_to_date(self, request: HttpRequest, record: Any) -> None:
        """Make editions with the facts as they are now, unless the editor unticked it."""
        shown = editions_showing(record)
        if not shown:
            return
        if may(request.user, "publish", "article") and "_update_editions" in request.POST:
            made = refresh_facts([record.ref], by=request.user)
            message = ngettext(
                "%(count)d edition was brought up to date.",
                "%(count)d editions were brought up to date.",
                len(made),
            )
            self.message_user(request, message % {"count": len(made)})
        else:
            message = _("These still show it as it was: %(editions)s.")
            names = "; ".join(str(edition) for edition in shown)
            self.message_user(request, message % {"editions": names}, messages.WARNING)

    def _is_own_noun(self, name: str) -> bool:
        """Rows inside a record ask for no permission of their own."""
        return name == self.opts.verbose_name


class RecordAdmin(DeskAdmin, VersionAdmin):
    """A record of the register, which keeps the history of its saves."""


class FactAdmin(RecordAdmin):
    """A fact with a page: drafts are anybody's who may write, public ones an editor's."""

    form = FactForm
    actions = ["retire", "bring_back"]
    readonly_when_author = ("public_from",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        is_open = isinstance(obj, Fact) and obj.public_from is not None
        return not is_open or may(request.user, "change_public_facts", "article")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        if may(request.user, "change_public_facts", "article"):
            return fields
        return (*fields, *self.readonly_when_author)

    @admin.display(description=gettext_lazy("readers"), ordering="public_from")
    def standing(self, obj: Fact) -> str:
        if obj.retired_at:
            return format_html('<span class="st none">{}</span>', _("retired"))
        if obj.public_from is None:
            return format_html('<span class="st draft">{}</span>', _("draft"))
        if not obj.is_public():
            return format_html('<span class="st sch">{}</span>', _("scheduled"))
        return format_html('<span class="st live">{}</span>', _("public"))

    @admin.action(
        description=gettext_lazy("Retire: take off its pages for good"), permissions=["public"]
    )
    def retire(self, request: HttpRequest, queryset: Any) -> None:
        for fact in queryset:
            try:
                retire_fact(fact, by=request.user)
                self.message_user(request, _("%(fact)s is retired.") % {"fact": fact})
            except RefusedError as error:
                self.message_user(request, _refusal(error), messages.ERROR)

    @admin.action(description=gettext_lazy("Bring back what was retired"), permissions=["public"])
    def bring_back(self, request: HttpRequest, queryset: Any) -> None:
        queryset.update(retired_at=None)
        bump_generation()

    def has_public_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "change_public_facts", "article")


def stale_rows(form: Any) -> list[dict[str, str]]:
    """Return where the text of a stale form differs from what was saved meanwhile."""
    if not getattr(form, "is_stale", False):
        return []
    saved = type(form.instance)._base_manager.get(pk=form.instance.pk)
    theirs = form.__class__(instance=saved)
    rows = []
    for name, field in form.fields.items():
        if name in theirs.fields and field.has_changed(theirs[name].initial, form[name].data):
            rows.append(
                {
                    "label": str(field.label or name),
                    "theirs": _as_text(field, theirs[name].initial),
                    "yours": _as_text(field, form[name].data),
                }
            )
    return [row for row in rows if row["theirs"] != row["yours"]]


def _as_text(field: Any, value: Any) -> str:
    """Return a field's value as an editor reads it: records by name, choices by label."""
    if value in (None, ""):
        return ""
    if hasattr(field, "queryset"):
        numbers = value if isinstance(value, list | tuple) else [value]
        keys = [getattr(number, "pk", number) for number in numbers]
        return ", ".join(map(str, field.queryset.model._base_manager.filter(pk__in=keys)))
    return str(dict(getattr(field, "choices", ())).get(value, value))


def _refusal(error: RefusedError) -> Any:
    editions = format_html_join("", "<li>{}</li>", ((edition,) for edition in error.editions))
    return format_html("{} <ul>{}</ul>", error.message, editions)
