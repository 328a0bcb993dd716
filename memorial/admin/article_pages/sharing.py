"""Share links: an editor gives an outsider a way to read the draft, and takes it back."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage, posted
from memorial.admin.buttons import button
from memorial.forms.sharing import ShareForm
from memorial.models import Article, ShareLink
from memorial.services.permitting import may
from memorial.services.sharing import make_share_link, may_revoke, revoke_share_link, token_of


@dataclass(frozen=True)
class Sharing:
    """The links that lead to a draft, and the form that makes one."""

    form: ShareForm
    links: list[dict[str, Any]]


class SharingPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/sharing/", self.sharing_page, "sharing"),
            ("<int:number>/sharing/<int:link>/revoke/", button(self.revoke_page), "revoke"),
        ]

    def sharing_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """List the links that lead to the draft; make one."""
        article = self.find_article(request, number, verb="change")
        form = ShareForm(posted(request))
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, self._share, article, form, request.user):
            return self._after(request, article)
        return self._show(request, article, form)

    def revoke_page(self, request: HttpRequest, number: int, link: int) -> HttpResponse:
        """Close a link of this article; another's is not found."""
        article = self.find_article(request, number, verb="change")
        found = article.share_links.filter(pk=link).first()
        if found is None:
            raise Http404
        self.try_service(request, self._revoke, found, request.user)
        return self._after(request, article)

    def _after(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Lead to the list: the panel's script follows too, and takes its piece of the page."""
        return HttpResponseRedirect(self.page_url("sharing", article))

    def _show(self, request: HttpRequest, article: Article, form: ShareForm) -> HttpResponse:
        context = {"sharing": Sharing(form, _shown(request, article))}
        return self.show_page(request, article, "sharing", _("Share the draft"), context)

    def _share(self, article: Article, form: ShareForm, user: Any) -> str:
        days, label = form.cleaned_data["days"], form.cleaned_data["label"]
        make_share_link(article, by=user, days=days, label=label)
        return _("The link is ready: copy it and send it.")

    def _revoke(self, link: ShareLink, user: Any) -> str:
        revoke_share_link(link, by=user)
        return _("The link is revoked: it shows nothing any more.")


def sharing_of(request: HttpRequest, article: Article | None) -> Sharing | None:
    """Return what the panel beside the form shows; None where one may not share."""
    if article is None or not may(request.user, "change", "article"):
        return None
    return Sharing(ShareForm(), _shown(request, article))


def _shown(request: HttpRequest, article: Article) -> list[dict[str, Any]]:
    """Return the links that still lead somewhere, the newest first, each with its address."""
    return [
        {
            "link": link,
            "address": request.build_absolute_uri(reverse("draft", args=[token_of(link)])),
            "may_revoke": may_revoke(link, request.user),
        }
        for link in article.share_links.open().select_related("made_by")
    ]
