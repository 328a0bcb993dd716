"""What readers may not read any more: a page withdrawn, an old edition withheld."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from js_asset import Media

from memorial.admin.article_pages.base import ArticlePage, posted
from memorial.forms.publishing import WithdrawForm, WithholdForm
from memorial.models import Article, Edition
from memorial.services.standing import standing
from memorial.services.withdrawing import withdraw_article, withhold_edition


class WithdrawPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/withdraw/", self.withdraw_page, "withdraw"),
            ("<int:number>/editions/<int:edition>/withhold/", self.withhold_page, "withhold"),
        ]

    def withdraw_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="publish")
        now = standing(article)
        form = WithdrawForm(posted(request), article=article, admin_site=self.admin_site)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, _withdraw, article, form, request.user):
            return HttpResponseRedirect(self.form_url(article))
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),
        }
        return self.show_page(request, article, "withdraw", _("Withdraw"), context)

    def withhold_page(self, request: HttpRequest, number: int, edition: int) -> HttpResponse:
        """Ask why readers may not read an old edition, and say what they will see instead."""
        article = self.find_article(request, number, verb="publish")
        rows = article.editions.issued().without_story().select_related("withholding")
        old = get_object_or_404(rows, number=edition)
        form = WithholdForm(posted(request))
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, _withhold, old, form, request.user):
            return HttpResponseRedirect(self.page_url("revisions", article))
        context = {
            "form": form,
            "edition": old,
            "withholding": getattr(old, "withholding", None),
            "live": standing(article).live,
            "history_url": self.page_url("revisions", article),
        }
        return self.show_page(request, article, "withhold", _("Withhold an edition"), context)


def _withdraw(article: Article, form: WithdrawForm, user: Any) -> str:
    withdraw_article(
        article,
        reason=form.cleaned_data["reason"],
        replacement=form.cleaned_data["replacement"],
        by=user,
    )
    return _("Withdrawn: readers who come to the page see the reason.")


def _withhold(edition: Edition, form: WithholdForm, user: Any) -> str:
    withhold_edition(edition, reason=form.cleaned_data["reason"], by=user)
    message = _("Edition %(number)d is withheld: readers who come to it see the reason.")
    return message % {"number": edition.number}
