"""The pages behind the article's buttons: preview, check, publish, fix, withdraw."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.admin.story_forms import StoryForms, with_story
from memorial.forms.articles import story_in_forms
from memorial.forms.publishing import FixForm, PublishForm, WithdrawForm
from memorial.models import Article, Edition, Revision, block_types
from memorial.pages.previews import preview_response
from memorial.services.checking import Problem, check, drafts_among
from memorial.services.fixing import SCHEDULED, WORKING_COPY, fix_live
from memorial.services.freezing import freeze_story, keep_story, story_of
from memorial.services.issuing import standing
from memorial.services.linking import link_records
from memorial.services.permitting import may
from memorial.services.publishing import (
    cancel_schedule,
    frozen_for,
    publish_article,
    schedule_article,
    withdraw_article,
)
from memorial.services.refusing import RefusedError
from memorial.story.compare import changes
from memorial.story.frozen import Frozen, thaw
from memorial.story.marking import MarkedChange, marked_changes


class ArticlePages(StoryForms):
    """Mixed into the article's admin: its own addresses under the article's."""

    def get_urls(self) -> Any:
        pages = [
            ("add/preview/", self.preview_page, "add_preview"),
            ("<int:number>/preview/", self.preview_page, "preview"),
            ("<int:number>/saved/", self.saved_page, "saved"),
            ("<int:number>/check/", self.check_page, "check"),
            ("<int:number>/publish/", self.publish_page, "publish"),
            ("<int:number>/cancel/", self.cancel_page, "cancel"),
            ("<int:number>/fix/", self.fix_page, "fix"),
            ("<int:number>/fix/<int:revision>/", self.publish_fix_page, "publish_fix"),
            ("<int:number>/fix/<int:revision>/saved/", self.saved_fix_page, "saved_fix"),
            ("<int:number>/withdraw/", self.withdraw_page, "withdraw"),
            ("<int:number>/revisions/", self.revisions_page, "revisions"),
            ("<int:number>/editions/<int:edition>/", self.edition_page, "edition"),
        ]
        wrap = self.admin_site.admin_view
        own = [
            path(route, wrap(page), name=f"memorial_article_{name}") for route, page, name in pages
        ]
        return [*own, *super().get_urls()]

    def page_url(self, name: str, article: Article, *more: Any) -> str:
        return reverse(f"admin:memorial_article_{name}", args=[article.pk, *more])

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

    # Preview: the form as it is, saved or not.

    def preview_page(self, request: HttpRequest, number: int | None = None) -> HttpResponse:
        """Show the unsaved form as a page; writes nothing."""
        if request.method != "POST":
            raise Http404
        article = self._article(request, number) if number else None
        if article is None and not self.has_add_permission(request):
            raise PermissionDenied
        form, formsets = self.bound_forms(request, article or Article())
        return preview_response(request, freeze_story(story_in_forms(form, formsets)))

    def saved_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the saved working copy as a page."""
        article = self._article(request, number)
        return preview_response(request, frozen_for(article))

    def saved_fix_page(self, request: HttpRequest, number: int, revision: int) -> HttpResponse:
        article = self._article(request, number)
        return preview_response(request, self._revision(article, revision).frozen)

    # Check and publish.

    def check_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self._article(request, number)
        problems = check(article, frozen_for(article), at=timezone.now())
        context = {"problems": with_links(problems), "form_url": self._form_url(article)}
        return self._page(request, article, "check", _("Check"), context)

    def publish_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self._article(request, number, verb="publish")
        now = standing(article)
        form = PublishForm(posted(request), scheduled=now.scheduled)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self._try(request, self._publish, article, form, request.user):
            return HttpResponseRedirect(self._form_url(article))
        frozen = frozen_for(article)
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "changes": self.changes_since(now.live, frozen),
            "problems": with_links(check(article, frozen, at=now.at)),
            "drafts": drafts_among(frozen["facts"], now.at),
            "preview_url": self.page_url("saved", article),
            "form_url": self._form_url(article),
        }
        return self._page(request, article, "publish", _("Publish"), context)

    def cancel_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self._article(request, number, verb="publish")
        if request.method == "POST" and self._try(request, _cancel, article, request.user):
            return HttpResponseRedirect(self._form_url(article))
        context = {"scheduled": standing(article).scheduled, "form_url": self._form_url(article)}
        return self._page(request, article, "cancel", _("Cancel what is scheduled"), context)

    def _publish(self, article: Article, form: PublishForm, user: Any) -> str:
        replace = form.cleaned_data.get("replace_scheduled", False)
        if form.moment:
            schedule_article(article, at=form.moment, by=user, replace_scheduled=replace)
            return _("Scheduled. Until then nothing changes for readers.")
        publish_article(article, by=user, replace_scheduled=replace)
        return _("Published: readers see it now.")

    # Fix what is live.

    def fix_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Open the form on the live edition; the working copy is not touched."""
        article = self._article(request, number, verb="publish")
        live = standing(article).live
        if live is None:
            raise Http404
        story = thaw(live.frozen)
        target = with_story(article, story)
        if request.method != "POST":
            form, formsets = self.initial_forms(request, target, story)
            form.fields["opened_version"].initial = live.number
            return self.fix_form(request, target, form, formsets)
        form, formsets = self.bound_forms(request, target, saved=False)
        if form.is_valid() and all(formset.is_valid() for formset in formsets):
            fixed = freeze_story(story_in_forms(form, formsets))
            opened = article.editions.filter(number=form.cleaned_data["opened_version"] or 0)
            base = opened.first() or live
            revision = keep_story(article, fixed, by=request.user, purpose="fix", base=base)
            return HttpResponseRedirect(self.page_url("publish_fix", article, revision.pk))
        return self.fix_form(request, target, form, formsets)

    def publish_fix_page(self, request: HttpRequest, number: int, revision: int) -> HttpResponse:
        article = self._article(request, number, verb="publish")
        kept = self._revision(article, revision)
        now = standing(article)
        targets = [(WORKING_COPY, _("the working copy, which is being written"))]
        if now.scheduled:
            targets.append((SCHEDULED, _("the edition that is scheduled")))
        form = FixForm(posted(request), targets=targets)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self._try(request, self._fix, article, kept, form, request.user):
            return HttpResponseRedirect(self._form_url(article))
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "changes": self.changes_since(now.live, kept.frozen),
            "problems": with_links(check(article, kept.frozen, at=now.at)),
            "preview_url": self.page_url("saved_fix", article, kept.pk),
            "form_url": self.page_url("fix", article),
        }
        return self._page(request, article, "publish_fix", _("Fix what is live"), context)

    def _fix(self, article: Article, revision: Revision, form: FixForm, user: Any) -> str:
        also = form.cleaned_data["also"]
        story = thaw(revision.frozen)
        fix = fix_live(article, story, by=user, also=also, base=revision.base)
        left = sum(len(not_made) for not_made in fix.not_made.values())
        if left:
            return _("Fixed. %(count)d changes did not fit elsewhere and were left out.") % {
                "count": left
            }
        return _("Fixed: readers see it now.")

    # Withdraw.

    def withdraw_page(self, request: HttpRequest, number: int) -> HttpResponse:
        article = self._article(request, number, verb="publish")
        now = standing(article)
        form = WithdrawForm(posted(request), article=article)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self._try(request, _withdraw, article, form, request.user):
            return HttpResponseRedirect(self._form_url(article))
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "form_url": self._form_url(article),
        }
        return self._page(request, article, "withdraw", _("Withdraw"), context)

    def revisions_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """List every edition and the newest hundred saves."""
        article = self._article(request, number)
        context = {
            "editions": article.editions.without_story().select_related("made_by")[:100],
            "revisions": Revision.objects.of(article)
            .defer("frozen")
            .select_related("saved_by")[:100],
        }
        return self._page(request, article, "revisions", _("History"), context)

    def edition_page(self, request: HttpRequest, number: int, edition: int) -> HttpResponse:
        """Show any edition as a page, the scheduled and the old ones too."""
        article = self._article(request, number)
        return preview_response(request, get_object_or_404(article.editions, number=edition).frozen)

    # What these pages share.

    def changes_since(self, live: Edition | None, frozen: Frozen) -> list[dict[str, Any]]:
        """Return what readers would see change, words marked; nothing where nothing is live."""
        marked = marked_changes(live.frozen, frozen) if live else []
        return [
            {
                "label": part_label(change),
                "words": change.words,
                "is_added": change.is_added,
                "is_removed": change.is_removed,
            }
            for change in marked
        ]

    def _article(self, request: HttpRequest, number: int, verb: str = "view") -> Article:
        """Return the article if the user may do `verb` to it; 404 or PermissionDenied."""
        article = Article.objects.filter(pk=number).first() if number < 2**31 else None
        if article is None:
            raise Http404
        if not may(request.user, verb, "article"):
            raise PermissionDenied
        return article

    def _revision(self, article: Article, number: int) -> Revision:
        revision = Revision.objects.of(article).filter(pk=number).first()
        if revision is None:
            raise Http404
        return revision

    def _form_url(self, article: Article) -> str:
        return self.page_url("change", article)

    def _page(
        self, request: HttpRequest, article: Article, name: str, title: str, context: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "original": article,
            "opts": self.opts,
            **context,
        }
        return TemplateResponse(request, f"admin/memorial/article/{name}.html", context)

    def _try(self, request: HttpRequest, service: Any, *args: Any) -> bool:
        """Call a service; say what it did, or why it refused."""
        try:
            messages.success(request, service(*args))
        except RefusedError as error:
            messages.error(request, error.message)
            return False
        return True


def posted(request: HttpRequest) -> Any:
    """Return what was posted, however little; None for a form that is only opened."""
    return request.POST if request.method == "POST" else None


def with_links(problems: list[Problem]) -> list[dict[str, Any]]:
    """Return problems as the list of checks shows them, with a link to the record that lacks."""
    return [
        {
            "message": problem.message,
            "is_blocking": problem.is_blocking,
            "part": problem.part,
            "record_url": record_url(problem.record),
        }
        for problem in problems
    ]


def part_label(change: MarkedChange) -> str:
    """Return what an editor calls the part: the field's label, or the block type's."""
    if change.is_block:
        block_type = block_types().get(change.kind)
        return str(block_type._meta.verbose_name).capitalize() if block_type else change.kind
    return str(label_for_field(change.part, Article)).capitalize()


def record_url(ref: str) -> str:
    kind, _, number = ref.partition(":")
    return reverse(f"admin:memorial_{kind}_change", args=[number]) if ref else ""


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
