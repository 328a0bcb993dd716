"""Records that pages show, and facts with a page of their own."""

from contextlib import nullcontext
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion.admin import VersionAdmin
from reversion.models import Version

from memorial.admin.base import DeskAdmin
from memorial.admin.brought import brought, still_shown
from memorial.admin.merging import MergePages
from memorial.admin.refusals import attempt, refusal
from memorial.forms.records import FactForm
from memorial.models import Fact
from memorial.pages.stages import fact_stands
from memorial.services.keeping import bring_back_fact, retire_fact
from memorial.services.outdated import articles_of
from memorial.services.permitting import may
from memorial.services.refreshing import show_or_file
from memorial.services.renewing import lock_articles_showing
from memorial.services.transitions import bump_generation
from memorial.templatetags.states import state


class RecordAdmin(MergePages, DeskAdmin, VersionAdmin):
    """A record that pages show: its saves are kept, counted, and offered to live editions."""

    def create_revision(self, request: HttpRequest) -> Any:
        """Keep what was saved; a page that is only opened is no save and takes no lock."""
        is_read = request.method in ("GET", "HEAD", "OPTIONS")
        return nullcontext() if is_read else super().create_revision(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = dict(extra_context or {})
        if self.has_add_permission(request) and self.has_change_permission(request):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_recoverlist"
            context["recover_url"] = reverse(name)
        return super().changelist_view(request, context)

    def lock_around(self, record: Any) -> None:
        lock_articles_showing(record.ref)

    def revision_view(
        self, request: HttpRequest, object_id: str, version_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        """Show an old state, for looking only: putting it back would pass every check by."""
        if request.method == "POST":
            raise PermissionDenied(_("An old state is shown for comparison: change the record."))
        self._require_own(version_id)
        return super().revision_view(request, object_id, version_id, *args, **kwargs)

    def recover_view(self, request: HttpRequest, version_id: str, *args: Any, **kwargs: Any) -> Any:
        """Bring back what was deleted: an editor's work, since it may have been public."""
        if not may(request.user, "change_public_facts", "article"):
            raise PermissionDenied
        version = self._require_own(version_id)
        if self.model._base_manager.filter(pk=version.object_id).exists():
            raise Http404
        return super().recover_view(request, version_id, *args, **kwargs)

    def _require_own(self, version_id: str) -> Version:
        """Return a version of this admin's own kind of record; another kind's is not found."""
        version = get_object_or_404(Version, pk=version_id)
        if version._model._meta.concrete_model is not self.model._meta.concrete_model:
            raise Http404
        return version

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            is_changed = form.has_changed() or any(each.has_changed() for each in formsets)
            self._show_or_file(request, form.instance, is_changed)
        bump_generation()

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        bump_generation()

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        bump_generation()

    def _show_or_file(self, request: HttpRequest, record: Any, is_changed: bool) -> None:
        """Make editions with the facts as they are now, or file that somebody should; say which."""
        may_ask = may(request.user, "publish", "article")
        is_asked = may_ask and "_update_editions" in request.POST
        if not (is_asked or is_changed):
            return
        followed = show_or_file([record], by=request.user, at_once=is_asked)
        if followed.refused:
            self.message_user(request, refusal(followed.refused), messages.ERROR)
        elif followed.filed:
            still = still_shown(record.ref, articles_of(followed.shown))
            self.message_user(request, still, messages.WARNING)
        elif followed.shown:
            self.message_user(request, brought(followed.made))


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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        is_asked = "_make_public" in request.POST and self.has_public_permission(request)
        if is_asked and obj.public_from is None:
            obj.public_from = timezone.now()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        record = context.get("original")
        is_draft = record is None or record.public_from is None
        context["may_make_public"] = is_draft and self.has_public_permission(request)
        return super().render_change_form(request, context, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        if may(request.user, "change_public_facts", "article"):
            return fields
        return (*fields, *self.readonly_when_author)

    @admin.display(description=gettext_lazy("readers"), ordering="public_from")
    def standing(self, obj: Fact) -> str:
        return state(*fact_stands(obj))

    @admin.action(description=gettext_lazy("Retire: take off its pages"), permissions=["public"])
    def retire(self, request: HttpRequest, queryset: Any) -> None:
        for fact in queryset.order_by("pk"):
            if attempt(request, retire_fact, fact, by=request.user):
                self.message_user(request, _("%(fact)s is retired.") % {"fact": fact})

    @admin.action(description=gettext_lazy("Bring back what was retired"), permissions=["public"])
    def bring_back(self, request: HttpRequest, queryset: Any) -> None:
        for fact in queryset.order_by("pk"):
            attempt(request, bring_back_fact, fact, by=request.user)

    def has_public_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "change_public_facts", "article")
