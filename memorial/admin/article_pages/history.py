"""The history of an article: its editions and its saves."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.models import Revision


class HistoryPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/revisions/", self.revisions_page, "revisions"),
        ]

    def revisions_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """List every edition and the newest hundred saves."""
        article = self.find_article(request, number)
        context = {
            "editions": article.editions.without_story().select_related("made_by")[:100],
            "revisions": Revision.objects.of(article)
            .defer("frozen")
            .select_related("saved_by")[:100],
        }
        return self.show_page(request, article, "revisions", _("History"), context)
