"""Checking, publishing, scheduling, cancelling, withdrawing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage, posted
from memorial.admin.problems import with_links
from memorial.forms.publishing import PublishForm, WithdrawForm
from memorial.models import Article
from memorial.pages.changes import changes_since
from memorial.services.checking import check, drafts_among
from memorial.services.freezing import story_of
from memorial.services.issuing import standing
from memorial.services.linking import link_records
from memorial.services.publishing import (
    cancel_schedule,
    frozen_for,
    publish_article,
    schedule_article,
    withdraw_article,
)
from memorial.story.compare import changes
from memorial.story.frozen import thaw


class PublishPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/check/", self.check_page, "check"),
            ("<int:number>/publish/", self.publish_page, "publish"),
            ("<int:number>/cancel/", self.cancel_page, "cancel"),
            ("<int:number>/withdraw/", self.withdraw_page, "withdraw"),
        ]

    def standing_of(self, article: Article | None) -> dict[str, Any]:
        """Return what readers see of an article, for the head of its form."""
        if article is None:
            return {}
        now = standing(article)
        story = link_records(story_of(article))
        differs = bool(now.live and changes(thaw(now.live.frozen), story))
        withdrawal = None if now.live else article.withdrawals.in_force().first()
        return {
            "live": now.live,
            "scheduled": now.scheduled,
            "differs": differs,
            "withdrawal": withdrawal,
        }

    def check_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number)
        problems = check(article, frozen_for(article), at=timezone.now())
        context = {"problems": with_links(problems)}
        return self.show_page(request, article, "check", _("Check"), context)

    def publish_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="publish")
        now = standing(article)
        form = PublishForm(posted(request), scheduled=now.scheduled)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, self._publish, article, form, request.user):
            return HttpResponseRedirect(self.form_url(article))
        frozen = frozen_for(article)
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "changes": changes_since(now.live, frozen),
            "problems": with_links(check(article, frozen, at=now.at)),
            "drafts": drafts_among(frozen["facts"], now.at),
            "preview_url": self.page_url("saved", article),
        }
        return self.show_page(request, article, "publish", _("Publish"), context)

    def cancel_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="publish")
        if request.method == "POST" and self.try_service(request, _cancel, article, request.user):
            return HttpResponseRedirect(self.form_url(article))
        context = {"scheduled": standing(article).scheduled}
        return self.show_page(request, article, "cancel", _("Cancel what is scheduled"), context)

    def withdraw_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="publish")
        now = standing(article)
        form = WithdrawForm(posted(request), article=article)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, _withdraw, article, form, request.user):
            return HttpResponseRedirect(self.form_url(article))
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
        }
        return self.show_page(request, article, "withdraw", _("Withdraw"), context)

    def _publish(self, article: Article, form: PublishForm, user: Any) -> str:
        replace = form.cleaned_data.get("replace_scheduled", False)
        if form.moment:
            schedule_article(article, at=form.moment, by=user, replace_scheduled=replace)
            return _("Scheduled. Until then nothing changes for readers.")
        publish_article(article, by=user, replace_scheduled=replace)
        return _("Published: readers see it now.")


def _cancel(article: Article, user: Any) -> str:
    cancel_schedule(article, by=user)
    return _("The scheduled edition is cancelled.")


def _withdraw(article: Article, form: WithdrawForm, user: Any) -> str:
    withdraw_article(
        article,
        reason=form.cleaned_data["reason"],
        replacement=form.cleaned_data["replacement"],
        by=user,
    )
    return _("Withdrawn: readers who come to the page see the reason.")
