"""An address that belongs to another article, taken over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.models import Address, Article
from memorial.services.addressing import take_over_address
from memorial.services.standing import standing


class AddressPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/take-over/<slug:slug>/", self.take_over_page, "take_over"),
        ]

    def take_over_page(self, request: HttpRequest, number: int, slug: str) -> HttpResponse:
        """Say what changes for readers of a former address of another article, and ask."""
        article = self.find_article(request, number, verb="publish")
        address = self._address(article, slug)
        if request.method == "POST" and self.try_service(
            request, _take_over, address, article, request.user
        ):
            return HttpResponseRedirect(self.form_url(article))
        context = {"address": address, "now": standing(address.article), "heir": standing(article)}
        return self.show_page(request, article, "take_over", _("Take over an address"), context)

    def _address(self, article: Article, slug: str) -> Address:
        found = Address.objects.of_others(article, article.language, slug)
        address = found.select_related("article").first()
        if address is None:
            raise Http404
        return address


def taken_address(form: Any) -> str:
    """Return the address that a form asks for and another article has; empty for none."""
    errors = form.errors.as_data().get("slug", []) if form.is_bound else []
    is_taken = form.instance.pk and any(error.code == "taken_address" for error in errors)
    return form.data.get("slug", "") if is_taken else ""


def _take_over(address: Address, article: Article, user: Any) -> str:
    take_over_address(address, article, by=user)
    message = _("The address “%(slug)s” is this article’s now: save and publish it there.")
    return message % {"slug": address.slug}
