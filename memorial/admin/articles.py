"""Articles: the working copy as a form of blocks, and the buttons that lead to readers."""

from typing import Any

from content_editor.admin import ContentEditor
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from memorial.admin.article_pages import ArticlePages
from memorial.admin.article_pages.restoring import may_restore_deleted
from memorial.admin.article_pages.story_forms import give_each_block_its_key
from memorial.admin.article_rows import (
    ArticleRows,
    ArticleSourceInline,
    BylineInline,
    has_editions,
)
from memorial.admin.article_topics import ArticleTopics
from memorial.admin.article_translations import TranslationColumn, TranslationFilter
from memorial.admin.base import DeskAdmin
from memorial.admin.block_inlines import block_inline
from memorial.admin.columns import CHANGED, short
from memorial.admin.filters import (
    DraftsFilter,
    EmbargoFilter,
    NewerWordsFilter,
    OutdatedFilter,
    StageFilter,
    StandingFilter,
    TopicFilter,
)
from memorial.admin.stale.judging import Judge
from memorial.admin.stale.stories import story_judge
from memorial.forms.articles import ArticleForm, story_in_forms
from memorial.models import Article, Edition, block_types
from memorial.pages.stages import readers_see, return_in_short, stage_of
from memorial.services.history import saves_of
from memorial.services.permitting import may
from memorial.services.presence import Saved
from memorial.services.remembering import keep_before_deletion
from memorial.services.saving import keep_revision
from memorial.services.standing import with_return, with_standing
from memorial.templatetags.states import state, state_with_note
from memorial.text.numbers import is_row_number

HEADLINE = short("headline", gettext_lazy("headline"))


EMBARGO = (gettext_lazy("Embargo"), {"classes": ["collapse"], "fields": ["not_before"]})


@admin.register(Article)
class ArticleAdmin(
    TranslationColumn, ArticlePages, ArticleRows, ArticleTopics, DeskAdmin, ContentEditor
):
    form = ArticleForm
    change_form_template = "admin/memorial/article/change_form.html"
    change_list_template = "admin/memorial/article/change_list.html"
    list_display = [
        HEADLINE,
        "kind",
        "language",
        "stage_shown",
        "standing",
        "translation",
        CHANGED,
    ]
    list_filter = [
        DraftsFilter,
        StandingFilter,
        ("stage", StageFilter),
        ("has_newer_words", NewerWordsFilter),
        EmbargoFilter,
        TranslationFilter,
        TopicFilter,
        OutdatedFilter,
        "kind",
        "language",
        "is_machine_translation",
    ]
    search_fields = ["headline", "standfirst", "slug"]
    autocomplete_fields = ["lead_image", "monument", "unveiling", "topics"]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", ("kind", "language"), "lead_image"]}),
        (gettext_lazy("What it is about"), {"fields": [("monument", "unveiling"), "topics"]}),
        (
            gettext_lazy("Address and translation"),
            {"classes": ["collapse"], "fields": ["slug", "is_machine_translation"]},
        ),
        EMBARGO,
    ]

    @property
    def inlines(self) -> list[Any]:
        blocks = [block_inline(model) for model in block_types().values()]
        return [*blocks, BylineInline, ArticleSourceInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        mine = Edition.objects.filter(article=OuterRef("pk"))
        articles = super().get_queryset(request).select_related("translated_from")
        return with_return(with_standing(articles)).annotate(had_readers=Exists(mine))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        extra = {"may_restore_deleted": may_restore_deleted(request.user)}
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Offer, to a field that asks `?live_in=ru&besides=12`, what readers can read instead.

        It is the field of a withdrawal (`LiveArticleSelect`); lists and other fields ask nothing.
        """
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if language := request.GET.get("live_in"):
            found = found.filter(is_live=True, language=language)
            besides = request.GET.get("besides", "")
            found = found.exclude(pk=besides) if is_row_number(besides) else found
        return found, may_repeat

    def get_actions(self, request: HttpRequest) -> Any:
        """Articles are deleted one by one, drafts only: the others are withdrawn."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The language of an article that has had readers stays: its addresses are in it.

        That a machine translated it, only those say to be over who may confirm the words.
        """
        fields = super().get_readonly_fields(request, obj)
        if obj and obj.is_machine_translation and not may(request.user, "review", "article"):
            fields = (*fields, "is_machine_translation")
        return (*fields, "language") if obj and has_editions(obj) else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have seen is withdrawn, not deleted."""
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and not (obj and has_editions(obj))

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Delete an article after making sure that the history holds it."""
        keep_before_deletion(obj, by=request.user)
        super().delete_model(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        give_each_block_its_key(formsets)
        super().save_related(request, form, formsets, change)
        # A form that was stale does not hold the rows that somebody put in meanwhile.
        is_of_two = {"_merge", "_overwrite"} & set(request.POST)
        story = None if is_of_two else story_in_forms(form, formsets)
        keep_revision(form.instance, by=request.user, story=story)

    def response_add(self, request: HttpRequest, obj: Any, **kwargs: Any) -> HttpResponse:
        return self.next_page(request, obj) or super().response_add(request, obj, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.next_page(request, obj) or super().response_change(request, obj)

    @admin.display(description=gettext_lazy("stage"), ordering="stage")
    def stage_shown(self, obj: Article) -> str:
        return state_with_note(*stage_of(obj), return_in_short(obj))

    @admin.display(description=gettext_lazy("readers see"))
    def standing(self, obj: Any) -> str:
        return state(*readers_see(obj))

    def judge(self, form: Any, formsets: list[Any]) -> Judge:
        return story_judge(form, formsets)

    def take_choices(self, request: HttpRequest, record: Any) -> Any:
        merged = super().take_choices(request, record)
        if merged is not request.POST:
            merged["opened_save"] = self.newest_save(record)
        return merged

    def last_save(self, record: Article) -> Saved | None:
        """Return who saved it last by its history, which knows restores and fixes too."""
        newest = saves_of(record).first()
        return Saved(newest.saved_by, newest.saved_at) if newest else super().last_save(record)
