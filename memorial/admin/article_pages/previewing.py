"""Previews: the form as it is, the saved working copy, any save, any edition."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.article_pages.story_forms import StoryForms
from memorial.admin.buttons import button
from memorial.forms.articles import story_in_forms
from memorial.models import Article
from memorial.pages.previews import preview_response
from memorial.services.freezing import freeze_story
from memorial.services.publishing import frozen_for


class PreviewPages(StoryForms, ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("add/preview/", button(self.preview_page), "add_preview"),
            ("<int:number>/preview/", button(self.preview_page), "preview"),
            ("<int:number>/saved/", self.saved_page, "saved"),
            ("<int:number>/revisions/<int:revision>/", self.revision_page, "revision"),
            ("<int:number>/editions/<int:edition>/", self.edition_page, "edition"),
        ]

    def preview_page(self, request: HttpRequest, number: int | None = None) -> HttpResponse:
        """Show the unsaved form as a page; writes nothing."""
        article = self.find_article(request, number) if number else None
        if article is None and not self.has_add_permission(request):
            raise PermissionDenied
        form, formsets = self.bound_forms(request, article or Article())
        return preview_response(request, freeze_story(story_in_forms(form, formsets)))

    def saved_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the saved working copy as a page."""
        article = self.find_article(request, number)
        return preview_response(request, frozen_for(article))

    def revision_page(self, request: HttpRequest, number: int, revision: int) -> HttpResponse:
        """Show any save as a page, a fix that is not published too."""
        article = self.find_article(request, number)
        return preview_response(request, self.find_revision(article, revision).frozen)

    def edition_page(self, request: HttpRequest, number: int, edition: int) -> HttpResponse:
        """Show any edition as a page, the scheduled and the old ones too."""
        article = self.find_article(request, number)
        return preview_response(request, get_object_or_404(article.editions, number=edition).frozen)
