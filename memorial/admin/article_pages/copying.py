"""Copying an article as a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.buttons import button
from memorial.services.copying import copy_article


class CopyPages(ArticlePage):
    def pages(self):
        return [*super().pages(), ("<int:number>/copy/", button(self.copy_page), "copy")]

    def copy_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Make a new article with the saved words of this one, and lead to its form."""
        article = self.find_article(request, number, verb="add")
        copy = self.make_once(request, lambda: copy_article(article, by=request.user))
        messages.success(request, _("This is the copy, a draft of its own."))
        return HttpResponseRedirect(self.form_url(copy))
