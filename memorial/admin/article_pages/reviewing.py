"""Sending to review, returning to the author, approving; and how far an article is."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.admin.article_pages.base import ArticlePage, posted
from memorial.admin.problems import with_links
from memorial.admin.refusals import attempt
from memorial.forms.reviewing import NoteForm
from memorial.models import Article, Stage
from memorial.pages.changes import changes_since
from memorial.services.checking import check
from memorial.services.permitting import may
from memorial.services.publishing import frozen_for
from memorial.services.reviewing import (
    Review,
    StepTaken,
    approve,
    return_to_author,
    review_of,
    send_to_review,
)
from memorial.services.standing import standing


@dataclass(frozen=True)
class StepPage:
    """One step as a page: its words, the verb that the role table is asked for, its service."""

    name: str
    verb: str
    title: Any
    explanation: Any
    #: What the step means to readers, which is nothing yet.
    to_readers: Any
    done: Any
    service: Any


SEND = StepPage(
    "send",
    "change",
    gettext_lazy("Send to review"),
    gettext_lazy("An editor reads the save that you see here, then approves or returns it."),
    gettext_lazy("Sending shows nothing to readers: they see a change once it is published."),
    gettext_lazy("Sent to review."),
    send_to_review,
)
RETURN = StepPage(
    "return",
    "review",
    gettext_lazy("Return to the author"),
    gettext_lazy("It becomes a draft again. Say what is missing, so that the author can mend it."),
    gettext_lazy("Returning changes nothing for readers."),
    gettext_lazy("Returned to the author."),
    return_to_author,
)
APPROVE = StepPage(
    "approve",
    "review",
    gettext_lazy("Approve"),
    gettext_lazy(
        "You approve the save that you see here. A save of other words returns it to review."
    ),
    gettext_lazy("Approving shows nothing to readers: a publisher publishes it, or schedules it."),
    gettext_lazy("Approved: a publisher can publish or schedule it."),
    approve,
)


class ReviewPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/send/", self.send_page, "send"),
            ("<int:number>/return/", self.return_page, "return"),
            ("<int:number>/approve/", self.approve_page, "approve"),
        ]

    def send_page(self, request: HttpRequest, number: int) -> HttpResponse:
        return self._step_page(request, number, SEND)

    def return_page(self, request: HttpRequest, number: int) -> HttpResponse:
        return self._step_page(request, number, RETURN)

    def approve_page(self, request: HttpRequest, number: int) -> HttpResponse:
        return self._step_page(request, number, APPROVE)

    def _step_page(self, request: HttpRequest, number: int, step: StepPage) -> HttpResponse:
        article = self.find_article(request, number, verb=step.verb)
        review = review_of(article)
        seen = {"seen_revision": review.newest.pk if review.newest else None}
        form = NoteForm(posted(request), initial=seen, needs_note=step is RETURN)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self._take_step(request, article, step, form):
            return HttpResponseRedirect(self.form_url(article))
        if is_asked:
            # The note stays as typed; the save to be seen is the one that is shown now.
            form = NoteForm(initial={**form.cleaned_data, **seen}, needs_note=step is RETURN)
        context = {"form": form, "step": step, **self._what_is_seen(request, article, review)}
        return self.show_page(request, article, "step", step.title, context)

    def _take_step(
        self, request: HttpRequest, article: Article, step: StepPage, form: NoteForm
    ) -> bool:
        asked = {"note": form.cleaned_data["note"], "origin": request.build_absolute_uri("/")}
        if step is APPROVE:
            asked["seen_revision"] = form.cleaned_data["seen_revision"]
        taken = attempt(request, step.service, article, by=request.user, **asked)
        if taken is None:
            return False
        messages.success(request, step.done)
        _say_of_mail(request, taken)
        return True

    def _what_is_seen(
        self, request: HttpRequest, article: Article, review: Review
    ) -> dict[str, Any]:
        now, newest = standing(article), review.newest
        frozen = newest.frozen if newest else frozen_for(article)
        return {
            "review": review,
            "live": now.live,
            "changes": changes_since(now.live, frozen),
            "problems": with_links(check(article, frozen, at=now.at)),
            "open_comments": article.comments.open().count(),
            "is_own_save": bool(newest and newest.saved_by_id == request.user.pk),
            "preview_url": self.page_url("revision", article, newest.pk)
            if newest
            else self.page_url("saved", article),
        }


def may_send(user: Any, article: Article | None) -> bool:
    """Whether the form has a button that sends to review; a new article is saved first."""
    if article is None:
        return may(user, "add", "article")
    return article.stage == Stage.DRAFT and may(user, "change", "article")


def _say_of_mail(request: HttpRequest, taken: StepTaken) -> None:
    """Say whether colleagues know of the step; whoever took it tells them otherwise."""
    if taken.letter.is_lost:
        message = _("The step is done, but no mail could be sent: tell them yourself.")
        messages.warning(request, message)
    elif not taken.letter.recipients:
        message = _("No mail was sent, because nobody it concerns has an address: tell them.")
        messages.warning(request, message)
