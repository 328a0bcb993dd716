"""Articles: the working copy as a form of blocks, and the buttons that lead to readers."""

from typing import Any

from content_editor.admin import ContentEditor, ContentEditorInline
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.admin.article_pages import ArticlePages
from memorial.admin.base import DeskAdmin
from memorial.admin.inlines import Inline, TabularInline
from memorial.forms.articles import ArticleForm, BlockForm
from memorial.models import Article, ArticleSource, Block, Byline, Edition, block_types
from memorial.models.blocks import new_key
from memorial.services.permitting import may
from memorial.services.saving import keep_revision


class BlockInline(Inline, ContentEditorInline):
    form = BlockForm


def block_inline(model: Any) -> Any:
    """Make the inline of a block type from what its module says of it."""
    fields = [*model.record_fields, *model.word_fields]
    fields.sort(key=lambda name: model._meta.get_field(name).creation_counter)
    return BlockInline.create(
        model,
        fields=[*fields, "key", "region", "ordering"],
        autocomplete_fields=list(model.record_fields),
        classes=[f"block-{model.type}", f"is-{model.material}" if model.material else ""],
        icon=model.icon,
    )


def give_each_block_its_key(formsets: Any) -> None:
    """Give a new key to a block that came with the key of another, as a copied one does."""
    taken = set()
    for formset in formsets:
        for block_form in formset.forms if issubclass(formset.model, Block) else []:
            if block_form.instance.key in taken:
                block_form.instance.key = new_key()
            taken.add(block_form.instance.key)


class BylineInline(TabularInline):
    model = Byline
    autocomplete_fields = ["person"]


class ArticleSourceInline(TabularInline):
    model = ArticleSource
    autocomplete_fields = ["source"]


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("readers see")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("live", _("live")),
            ("scheduled", _("scheduled")),
            ("nothing", _("nothing yet, or withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "live":
            return queryset.filter(is_live=True)
        if self.value() == "scheduled":
            return queryset.filter(is_scheduled=True)
        if self.value() == "nothing":
            return queryset.filter(is_live=False, is_scheduled=False)
        return queryset


@admin.register(Article)
class ArticleAdmin(ArticlePages, DeskAdmin, ContentEditor):
    form = ArticleForm
    change_form_template = "admin/memorial/article/change_form.html"
    list_display = ["headline", "kind", "language", "standing", "changed_at"]
    list_filter = [StandingFilter, "kind", "language", "is_machine_translation", "topics"]
    search_fields = ["headline", "standfirst", "slug"]
    autocomplete_fields = ["lead_image", "monument", "unveiling", "topics"]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", ("kind", "language"), "lead_image"]}),
        (gettext_lazy("What it is about"), {"fields": [("monument", "unveiling"), "topics"]}),
        (
            gettext_lazy("Address and translation"),
            {"classes": ["collapse"], "fields": ["slug", "is_machine_translation"]},
        ),
    ]

    @property
    def inlines(self) -> list[Any]:
        blocks = [block_inline(model) for model in block_types().values()]
        return [*blocks, BylineInline, ArticleSourceInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        mine = Edition.objects.filter(article=OuterRef("pk"))
        live, scheduled = mine.live(), mine.scheduled()
        return (
            super()
            .get_queryset(request)
            .annotate(is_live=Exists(live), is_scheduled=Exists(scheduled))
        )

    def get_actions(self, request: HttpRequest) -> Any:
        """Articles are deleted one by one, drafts only: the others are withdrawn."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The language of an article that has had readers stays: its addresses are in it."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "language") if obj and obj.editions.exists() else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have seen is withdrawn, not deleted."""
        has_readers = obj is not None and obj.editions.exists()
        return super().has_delete_permission(request, obj) and not has_readers

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        give_each_block_its_key(formsets)
        super().save_related(request, form, formsets, change)
        keep_revision(form.instance, by=request.user)

    def response_add(self, request: HttpRequest, obj: Any, **kwargs: Any) -> HttpResponse:
        return self._next_page(request, obj) or super().response_add(request, obj, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._next_page(request, obj) or super().response_change(request, obj)

    def _next_page(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """Buttons that save first, then lead to a page that says what readers will see."""
        for button in ("check", "publish"):
            if f"_{button}" in request.POST:
                return HttpResponseRedirect(self.page_url(button, obj))
        return None

    @admin.display(description=gettext_lazy("readers see"))
    def standing(self, obj: Any) -> str:
        if obj.is_live and obj.is_scheduled:
            return format_html('<span class="st sch">{}</span>', _("live, change scheduled"))
        if obj.is_live:
            return format_html('<span class="st live">{}</span>', _("live"))
        if obj.is_scheduled:
            return format_html('<span class="st sch">{}</span>', _("scheduled"))
        return format_html('<span class="st draft">{}</span>', _("nothing yet"))

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        context["may_publish"] = may(request.user, "publish", "article")
        context |= self.standing_of(context.get("original"))
        return super().render_change_form(request, context, **kwargs)
