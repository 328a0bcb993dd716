"""The checks beside the form: of the form as it is, unsaved."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.article_pages.glancing import Glance
from memorial.admin.buttons import button
from memorial.admin.problems import with_links
from memorial.forms.articles import story_in_forms
from memorial.models import Article
from memorial.services.checking import Piece, check, passed
from memorial.services.freezing import freeze_story
from memorial.story.page import StoryPage


class LiveCheckPages(Glance, ArticlePage):
    def pages(self) -> Any:
        return [
            *super().pages(),
            ("add/checks/", button(self.check_live_page), "add_check_live"),
            ("<int:number>/checks/", button(self.check_live_page), "check_live"),
        ]

    def check_live_page(self, request: HttpRequest, number: int | None = None) -> HttpResponse:
        """Answer with the list of checks of the unsaved form, as a piece of a page."""
        article = self.find_article(request, number) if number else Article()
        if not number and not self.has_add_permission(request):
            raise PermissionDenied
        form, formsets = self.forms_at_a_glance(request, article)
        frozen = freeze_story(story_in_forms(form, formsets))
        is_fix = "fix" in request.GET
        now = timezone.now()
        problems = check(article, frozen, at=now, is_fix=is_fix)
        page = StoryPage(frozen)
        context = {
            "problems": with_links(problems),
            "passed": passed(problems, Piece(article, frozen, now)),
            "blocking": sum(problem.is_blocking for problem in problems),
            "words": page.word_count,
            "minutes": page.reading_minutes,
        }
        return TemplateResponse(request, "admin/memorial/article/side/check_list.html", context)
