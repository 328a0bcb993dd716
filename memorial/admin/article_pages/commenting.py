"""Comments beside the form: a list that is asked for, and written to, without leaving the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import CharField, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.buttons import button
from memorial.models import Article, Comment, block_types
from memorial.services.commenting import (
    LONGEST,
    add_comment,
    comments_on,
    may_resolve,
    reopen_comment,
    resolve_comment,
)
from memorial.services.refusing import RefusedError

#: Fields of the article that can be commented on, beside its blocks.
FIELDS = ("headline", "standfirst")


@dataclass(frozen=True)
class Comments:
    """The comments on an article as they are shown, and how long one may be."""

    open: Sequence[dict[str, Any]] = ()
    resolved: Sequence[dict[str, Any]] = ()
    longest: int = LONGEST


class CommentPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/comments/", self.comments_page, "comments"),
            ("<int:number>/comments/<int:comment>/resolve/", button(self.resolve_page), "resolve"),
            ("<int:number>/comments/<int:comment>/reopen/", button(self.reopen_page), "reopen"),
        ]

    def comments_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """List the comments; a POST adds one."""
        article = self.find_article(request, number)
        if request.method != "POST":
            return self._list(request, article)
        text, part = request.POST.get("text", ""), request.POST.get("part", "")
        return self._do(request, article, add_comment, article, text=text, part=part)

    def resolve_page(self, request: HttpRequest, number: int, comment: int) -> HttpResponse:
        article, found = self._find(request, number, comment)
        return self._do(request, article, resolve_comment, found)

    def reopen_page(self, request: HttpRequest, number: int, comment: int) -> HttpResponse:
        article, found = self._find(request, number, comment)
        return self._do(request, article, reopen_comment, found)

    def _find(self, request: HttpRequest, number: int, comment: int) -> tuple[Article, Comment]:
        article = self.find_article(request, number)
        found = article.comments.filter(pk=comment).first()
        if found is None:
            raise Http404
        return article, found

    def _do(
        self, request: HttpRequest, article: Article, service: Any, subject: Any, **asked: Any
    ) -> HttpResponse:
        """Call a service and answer with the list, or with the form where no script asked."""
        problem = ""
        try:
            service(subject, by=request.user, **asked)
        except RefusedError as error:
            problem = error.message
        if request.headers.get("X-Requested-With") == "fetch":
            return self._list(request, article, problem)
        if problem:
            messages.error(request, problem)
        return HttpResponseRedirect(f"{self.form_url(article)}#comments")

    def _list(self, request: HttpRequest, article: Article, problem: str = "") -> HttpResponse:
        comments = comments_of(request.user, article)
        context = {
            "open_comments": comments.open,
            "resolved_comments": comments.resolved,
            "original": article,
            "comment_problem": problem,
        }
        template = "admin/memorial/article/side/comments_list.html"
        return render(request, template, context, status=422 if problem else 200)


def comments_of(user: Any, article: Article | None) -> Comments:
    """Return what the list of comments shows; nothing for an article that is not saved."""
    if article is None:
        return Comments()
    comments = comments_on(article)
    parts = _parts(article) if comments.open or comments.resolved else {}
    return Comments(
        open=[_shown(each, parts, user) for each in comments.open],
        resolved=[_shown(each, parts, user) for each in comments.resolved],
    )


def _shown(comment: Comment, parts: dict[str, str], user: Any) -> dict[str, Any]:
    return {
        "comment": comment,
        "about": parts.get(comment.part, ""),
        "is_new": timezone.now() - comment.at < timedelta(minutes=1),
        "is_gone": comment.part not in parts,
        "may_resolve": may_resolve(user, comment),
    }


def _parts(article: Article) -> dict[str, str]:
    """Return what can be commented on and what an editor calls it: one query.

    The whole, some fields, every block.
    """
    fields = {name: capfirst(Article._meta.get_field(name).verbose_name) for name in FIELDS}
    types = block_types()
    rows = [
        model.objects.filter(parent=article)
        .order_by()
        .values_list("key", Value(name, output_field=CharField()))
        for name, model in types.items()
    ]
    blocks = {
        key: capfirst(types[name]._meta.verbose_name)
        for key, name in rows[0].union(*rows[1:], all=True)
    }
    return {"": _("the whole piece"), **fields, **blocks}
