"""What stands around the form of an article: its head, its side, and who may do what there."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from memorial.admin.article_pages.addressing import taken_address
from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.article_pages.commenting import Comments, comments_of
from memorial.admin.article_pages.restoring import may_restore_deleted
from memorial.admin.article_pages.reviewing import may_send
from memorial.admin.article_pages.sharing import Sharing, sharing_of
from memorial.admin.article_pages.standing import head_of
from memorial.models import Article
from memorial.pages.languages import tabs_of
from memorial.services.embargoes import embargo_until
from memorial.services.history import saves_of
from memorial.services.permitting import may
from memorial.services.reviewing import review_of


@dataclass(frozen=True)
class Rights:
    """What who reads the form may do with the article; the role table says so."""

    send: bool
    change: bool
    review: bool
    publish: bool
    translate: bool


@dataclass(frozen=True)
class Side:
    """What stands beside the form, besides what its scripts fetch."""

    comments: Comments
    sharing: Sharing | None


class AroundForm(ArticlePage):
    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        article = context.get("original")
        if article is not None:
            opened = request.POST.get("opened_save")
            context["opened_save"] = opened if opened is not None else self.newest_save(article)
            context["review"] = review_of(article)
            context["embargo"] = embargo_until(article, timezone.now())
        context["may_restore_deleted"] = may_restore_deleted(request.user)
        context["taken_address"] = taken_address(context["adminform"].form)
        context["head"] = head_of(article)
        context["tabs"] = tabs_of(article)
        context["side"] = Side(comments_of(request.user, article), sharing_of(request, article))
        context["may"] = rights_of(request.user, article)
        return super().render_change_form(request, context, **kwargs)

    def newest_save(self, article: Article) -> str:
        """Return the number of the save that the form is opened with; empty before the first."""
        return str(saves_of(article).values_list("pk", flat=True).first() or "")


def rights_of(user: Any, article: Article | None) -> Rights:
    return Rights(
        send=may_send(user, article),
        change=may(user, "change", "article"),
        review=may(user, "review", "article"),
        publish=may(user, "publish", "article"),
        translate=may(user, "add", "article"),
    )
