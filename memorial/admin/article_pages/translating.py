"""Translations: created, read beside their original, brought up to date, confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.buttons import button
from memorial.admin.refusals import attempt
from memorial.models import Article, Translation
from memorial.pages.beside import shown_parts
from memorial.pages.languages import grid, tabs_of
from memorial.services.freezing import freeze_story
from memorial.services.originals import followed_words, original_words
from memorial.services.permitting import may
from memorial.services.translating import (
    LANGUAGES,
    carry_block,
    confirm_translation,
    mark_up_to_date,
    name_original,
    translate_article,
)
from memorial.services.working_copy import story_of
from memorial.story.beside import beside
from memorial.text.numbers import row_number


class TranslatingPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("translations/", self.translations_page, "translations"),
            ("<int:number>/languages/", self.languages_page, "languages"),
            ("<int:number>/translate/<slug:language>/", button(self.translate_page), "translate"),
            ("<int:number>/original/", button(self.original_page), "original"),
            ("<int:number>/beside/", self.beside_page, "beside"),
            ("<int:number>/beside/carry/", button(self.carry_page), "carry"),
            ("<int:number>/up-to-date/", button(self.up_to_date_page), "up_to_date"),
            ("<int:number>/confirm/", button(self.confirm_page), "confirm"),
        ]

    def translations_page(self, request: HttpRequest) -> HttpResponse:
        """Show every piece and its languages, thirty a page."""
        if not may(request.user, "view", "article"):
            raise PermissionDenied
        rows, further = grid(request.GET.get("after", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translations"),
            "opts": self.opts,
            "rows": rows,
            "next_cursor": further,
            "languages": LANGUAGES.items(),
            "is_first": "after" not in request.GET,
        }
        return TemplateResponse(request, "admin/memorial/article/translations.html", context)

    def languages_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number)
        tabs = tabs_of(article)
        context = {
            "languages": tabs.languages,
            "translated_from": tabs.original,
            "may_translate": may(request.user, "add", "article"),
            "may_review": may(request.user, "review", "article"),
        }
        return self.show_page(request, article, "languages", _("Languages"), context)

    def translate_page(self, request: HttpRequest, number: int, language: str) -> HttpResponse:
        """Create a translation and lead to its form."""
        article = self.find_article(request, number, verb="add")
        made = attempt(request, translate_article, article, language, by=request.user)
        if made is None:
            return HttpResponseRedirect(self.form_url(article))
        message = _("Created. Its words are the original’s: write yours over them.")
        messages.success(request, message)
        return HttpResponseRedirect(self.form_url(made))

    def original_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="review")
        self.try_service(request, _name_original, article, request.user)
        return HttpResponseRedirect(self.page_url("languages", article))

    def beside_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the saved translation beside its original; the form takes its pieces from here."""
        article = self.find_article(request, number)
        translation = self.find_translation(article)
        state = original_words(translation.original)
        here = freeze_story(story_of(article))
        parts = shown_parts(beside(followed_words(translation), state.frozen, here))
        context = {
            "parts": parts,
            "changed": sum(each.part.is_changed or each.part.is_missing for each in parts),
            "translation": translation,
            "source": translation.original,
            "state": state,
            "may_change": may(request.user, "change", "article"),
        }
        return self.show_page(request, article, "beside", _("Original beside"), context)

    def carry_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Put a block of the original into the saved translation."""
        article = self.find_article(request, number, verb="change")
        self.carry(request, article, request.POST.get("key", ""))
        return HttpResponseRedirect(self.page_url("beside", article))

    def carry(self, request: HttpRequest, article: Article, key: str) -> None:
        self.try_service(request, _carry, article, key, request.user)

    def translated(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """Note what a button of the form says of a translation that was just saved with it."""
        if not {"_confirm", "_up_to_date"} & set(request.POST):
            return None
        row = Translation.objects.filter(article=article).first()
        if "_confirm" in request.POST:
            messages.success(request, _("Saved."))
            self.try_service(request, _confirm, article, request.user)
        elif row:
            messages.success(request, _("Saved."))
            asked = {"follows": request.POST["_up_to_date"]}
            self.try_service(request, _mark, row, asked, request.user)
        else:
            message = _("Saved. This is no translation any more, so it was not marked.")
            messages.warning(request, message)
        return HttpResponseRedirect(self.form_url(article))

    def up_to_date_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="change")
        row = self.find_translation(article)
        self.try_service(request, _mark, row, request.POST, request.user)
        return HttpResponseRedirect(self.form_url(article))

    def confirm_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Note that an editor has read a machine translation."""
        article = self.find_article(request, number, verb="review")
        self.try_service(request, _confirm, article, request.user)
        return HttpResponseRedirect(self.form_url(article))

    def find_translation(self, article: Article) -> Translation:
        rows = Translation.objects.select_related("original", "follows", "base")
        row = rows.filter(article=article).first()
        if row is None:
            raise Http404
        return row


def _name_original(article: Article, user: Any) -> str:
    told = name_original(article, by=user)
    message = ngettext(
        "This is the original now. %(count)d translation follows it as it stands.",
        "This is the original now. %(count)d translations follow it as it stands.",
        told,
    )
    return message % {"count": told}


def _carry(article: Article, key: str, user: Any) -> str:
    carry_block(article, key, by=user)
    return _("The block is in the translation, in the words of the original: write yours.")


def _mark(row: Translation, asked: Any, user: Any) -> str:
    follows, base = (row_number(asked.get(name, "")) for name in ("follows", "base"))
    row = mark_up_to_date(row, follows=follows, base=base, by=user)
    if row.follows:
        message = _("Up to date with edition %(number)d of the original.")
        return message % {"number": row.follows.number}
    return _("Up to date with the original as it was saved last.")


def _confirm(article: Article, user: Any) -> str:
    confirm_translation(article, by=user)
    return _("Confirmed. Readers see the note on the page until you publish it.")
