"""Share links: an editor gives an outsider a way to read the draft, and takes it back."""

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

    def sharing_of(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """Return what the panel beside the form shows; nothing where one may not share."""
        if article is None or not may(request.user, "change", "article"):
            return {}
        return {"share_form": ShareForm(), "share_links": _shown(request, article)}

    def _after(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Lead to the list: the panel's script follows too, and takes its piece of the page."""
        return HttpResponseRedirect(self.page_url("sharing", article))

    def _show(self, request: HttpRequest, article: Article, form: ShareForm) -> HttpResponse:
        context = {"share_form": form, "share_links": _shown(request, article)}
        return self.show_page(request, article, "sharing", _("Share the draft"), context)

    def _share(self, article: Article, form: ShareForm, user: Any) -> str:
        days, label = form.cleaned_data["days"], form.cleaned_data["label"]
        make_share_link(article, by=user, days=days, label=label)
        return _("The link is ready: copy it and send it.")

    def _revoke(self, link: ShareLink, user: Any) -> str:
        revoke_share_link(link, by=user)
        return _("The link is revoked: it shows nothing any more.")


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
