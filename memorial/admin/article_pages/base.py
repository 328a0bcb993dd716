"""What the pages of an article share: their addresses, who may open them, how they answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from memorial.admin.refusals import attempt
from memorial.admin.refused import refused_parts
from memorial.models import Article, Revision
from memorial.services.permitting import may


class ArticlePage:
    """The ground of every mixin in this folder."""

    def pages(self) -> list[tuple[str, Any, str]]:
        """Return the pages of this mixin and of those below: (route, view, name)."""
        return []

    def get_urls(self) -> Any:
        wrap = self.admin_site.admin_view
        own = [
            path(route, wrap(page), name=f"memorial_article_{name}")
            for route, page, name in self.pages()
        ]
        return [*own, *super().get_urls()]

    def page_url(self, name: str, article: Article, *more: Any) -> str:
        return reverse(f"admin:memorial_article_{name}", args=[article.pk, *more])

    def form_url(self, article: Article) -> str:
        return self.page_url("change", article)

    def find_article(self, request: HttpRequest, number: int, verb: str = "view") -> Article:
        """Return the article if the user may do `verb` to it; 404 or PermissionDenied."""
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise Http404
        if not may(request.user, verb, "article"):
            raise PermissionDenied
        return article

    def find_revision(self, article: Article, number: int) -> Revision:
        """Return a save of this article; another's is not found."""
        revision = Revision.objects.of(article).filter(pk=number).first()
        if revision is None:
            raise Http404
        return revision

    def show_page(
        self, request: HttpRequest, article: Article | None, name: str, title: str, context: Any
    ) -> HttpResponse:
        """Answer with the template `admin/memorial/article/<name>.html`; of all for no article."""
        form = context.get("form")
        context = {
            "refused": refused_parts(form, []) if form else [],
            **self.admin_site.each_context(request),
            "title": title,
            "original": article,
            "opts": self.opts,
            "form_url": self.form_url(article) if article else "",
            **context,
        }
        return TemplateResponse(request, f"admin/memorial/article/{name}.html", context)

    def try_service(self, request: HttpRequest, service: Any, *args: Any) -> bool:
        """Call a service; say what it did, or why it refused."""
        said = attempt(request, service, *args)
        if said is None:
            return False
        messages.success(request, said)
        return True


def posted(request: HttpRequest) -> Any:
    """Return what was posted, however little; None for a form that is only opened."""
    return request.POST if request.method == "POST" else None
