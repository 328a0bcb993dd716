"""Checking, publishing, scheduling, cancelling."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.problems import with_links
from memorial.admin.refusals import refusal
from memorial.forms.publishing import SEEN, PublishForm
from memorial.models import Article
from memorial.pages.changes import changes_since
from memorial.services.checking import check, drafts_among
from memorial.services.correcting import has_had_readers
from memorial.services.publishing import (
    cancel_schedule,
    frozen_for,
    publish_article,
    schedule_article,
)
from memorial.services.refusing import RefusedError
from memorial.services.reviewing import approval_problems, review_of
from memorial.services.seeing import require_seen, seen_in
from memorial.services.standing import Standing, standing


class PublishPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/check/", self.check_page, "check"),
            ("<int:number>/publish/", self.publish_page, "publish"),
            ("<int:number>/cancel/", self.cancel_page, "cancel"),
        ]

    def check_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number)
        problems = check(article, frozen_for(article), at=timezone.now())
        context = {"problems": with_links(problems)}
        return self.show_page(request, article, "check", _("Check"), context)

    def publish_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what changes for readers, and publish what was seen here or nothing."""
        article = self.find_article(request, number, verb="publish")
        now = standing(article)
        form = publish_form(request, now)
        if request.method == "POST":
            is_asked = is_as_seen(request, now, form) and form.is_valid()
            if is_asked and self.try_service(request, self._publish, article, form, request.user):
                return HttpResponseRedirect(self.form_url(article))
            # What is shown next is the article as it is by now, with all that was typed here.
            article = self.find_article(request, number, verb="publish")
            now = standing(article)
            form = publish_form(request, now)
        frozen = frozen_for(article)
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "withdrawal": None if now.live else article.withdrawals.in_force().first(),
            "changes": changes_since(now.live, frozen),
            "problems": with_links(check(article, frozen, at=now.at) + approval_problems(article)),
            "review": review_of(article),
            "drafts": drafts_among(frozen["facts"], now.at),
            "preview_url": self.page_url("saved", article),
        }
        is_later = form["when"].value() == PublishForm.LATER
        title = _("Schedule") if is_later else _("Publish")
        return self.show_page(request, article, "publish", title, context)

    def cancel_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self.find_article(request, number, verb="publish")
        if request.method == "POST" and self.try_service(request, _cancel, article, request.user):
            return HttpResponseRedirect(self.form_url(article))
        context = {"scheduled": standing(article).scheduled}
        return self.show_page(request, article, "cancel", _("Cancel what is scheduled"), context)

    def _publish(self, article: Article, form: PublishForm, user: Any) -> str:
        asked = {
            "by": user,
            "replace_scheduled": form.cleaned_data.get("replace_scheduled", False),
            "meaning": form.meaning,
            "seen": form.seen,
        }
        if form.moment:
            schedule_article(article, at=form.moment, **asked)
            return _("Scheduled. Until then nothing changes for readers.")
        publish_article(article, **asked)
        return _("Published: readers see it now.")


def is_as_seen(request: HttpRequest, now: Standing, form: PublishForm) -> bool:
    """Say it if the article is not what the publisher saw; of a form with errors too."""
    form.is_valid()
    try:
        require_seen(now, form.seen)
    except RefusedError as error:
        messages.error(request, refusal(error))
        return False
    return True


def publish_form(request: HttpRequest, now: Standing) -> PublishForm:
    """Return the form for an article as it stands: opened or posted."""
    seen = {f"seen_{name}": getattr(seen_in(now), name) for name in SEEN}
    had_readers = has_had_readers(now.article, now.at)
    asked = {
        "scheduled": now.scheduled,
        "is_first": not had_readers,
        "is_again": had_readers and now.live is None,
        "initial": {**seen, "when": _when(request)},
    }
    if request.method != "POST":
        return PublishForm(**asked)
    return PublishForm(request.POST, **asked)


def _when(request: HttpRequest) -> str:
    is_later = request.GET.get("when") == PublishForm.LATER
    return PublishForm.LATER if is_later else PublishForm.NOW


def _cancel(article: Article, user: Any) -> str:
    cancel_schedule(article, by=user)
    return _("The scheduled edition is cancelled.")
