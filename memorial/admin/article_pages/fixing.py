"""Fixing what is live while the working copy stays as it is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage, posted
from memorial.admin.article_pages.offers import fitting_parts, frozen_fix, offers, ticked_rows
from memorial.admin.article_pages.saying import said
from memorial.admin.article_pages.story_forms import StoryForms, with_story
from memorial.admin.problems import with_links
from memorial.admin.sending import form_key, note_saved
from memorial.forms.articles import story_in_forms
from memorial.forms.publishing import FixForm
from memorial.models import Article, Edition, Revision
from memorial.models.revision import RevisionPurpose
from memorial.services.checking import check
from memorial.services.fixing import SCHEDULED, WORKING_COPY
from memorial.services.freezing import freeze_story
from memorial.services.refusing import RefusedError
from memorial.services.standing import Standing, standing
from memorial.services.survivors import thaw_now
from memorial.services.waiting import keep_fix, let_fix_go, publish_fix, waiting_fixes
from memorial.services.working_copy import story_of
from memorial.story.compare import has_new_order
from memorial.story.frozen import Frozen
from memorial.text.numbers import is_row_number


class FixPages(StoryForms, ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/fix/", self.fix_page, "fix"),
            ("<int:number>/fix/<int:revision>/", self.publish_fix_page, "publish_fix"),
            ("<int:number>/fix/<int:revision>/let-go/", self.let_fix_go_page, "let_fix_go"),
        ]

    def fix_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Open the form on the live edition, or on a fix that waits; not on the working copy."""
        article = self.find_article(request, number, verb="publish")
        live = standing(article).live
        waits = self._asked_fix(request, article)
        if request.method == "POST":
            return self._posted_fix(request, article, live, waits)
        if live is None:
            raise Http404
        story = thaw_now(waits.frozen if waits else live.frozen)
        target = with_story(article, story)
        form, formsets = self.initial_forms(request, target, story)
        base = waits.base if waits and waits.base else live
        form.fields["opened_version"].initial = base.number
        return self.fix_form(request, target, form, formsets)

    def _posted_fix(
        self, request: HttpRequest, article: Article, live: Edition | None, waits: Revision | None
    ) -> HttpResponse:
        """Keep what was posted, whatever became of the page and of the fix in another tab."""
        shown = waits or live
        target = with_story(article, thaw_now(shown.frozen) if shown else story_of(article))
        form, formsets = self.bound_forms(request, target, saved=False)
        if live is None:
            form.add_error(None, _nothing_live())
        if not form.is_valid() or not all(formset.is_valid() for formset in formsets):
            return self.fix_form(request, target, form, formsets)
        fixed = freeze_story(story_in_forms(form, formsets))
        opened = form.cleaned_data["opened_version"] or 0
        base = article.editions.filter(number=opened).first() or live
        kept = keep_fix(article, fixed, base=base, by=request.user, instead_of=waits)
        response = HttpResponseRedirect(self.page_url("publish_fix", article, kept.pk))
        note_saved(response, form_key(request))
        return response

    def publish_fix_page(self, request: HttpRequest, number: int, revision: int) -> HttpResponse:
        """Show each change of a fix, offer it elsewhere, and publish it."""
        article = self.find_article(request, number, verb="publish")
        kept = self._find_fix(article, revision)
        if kept.review_steps.exists():
            messages.info(request, _("This fix was published already."))
            return HttpResponseRedirect(self.form_url(article))
        now = standing(article)
        context = self._offered(article, kept, now)
        form = FixForm(posted(request), ticked=context.pop("ticked"))
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, self._fix, article, kept, form, request.user):
            return HttpResponseRedirect(self.form_url(article))
        context |= {
            "form": form,
            "rows": ticked_rows(context["offers"], form),
            "live": now.live,
            "scheduled": now.scheduled,
            "preview_url": self.page_url("revision", article, kept.pk),
            "form_url": f"{self.page_url('fix', article)}?revision={kept.pk}",
            "let_go_url": self.page_url("let_fix_go", article, kept.pk),
        }
        return self.show_page(request, article, "publish_fix", _("Fix what is live"), context)

    def let_fix_go_page(self, request: HttpRequest, number: int, revision: int) -> HttpResponse:
        """Ask whether a fix that waits is not wanted any more."""
        article = self.find_article(request, number, verb="publish")
        kept = self._find_fix(article, revision)
        if request.method == "POST" and self.try_service(
            request, _let_go, article, kept, request.user
        ):
            return HttpResponseRedirect(self.form_url(article))
        context = {"fix": kept, "fix_url": self.page_url("publish_fix", article, kept.pk)}
        return self.show_page(request, article, "let_fix_go", _("Let the fix go"), context)

    def _offered(self, article: Article, kept: Revision, now: Standing) -> dict[str, Any]:
        """Return what the fix changes, where else it fits, and what stands in its way."""
        targets = {WORKING_COPY: freeze_story(story_of(article))}
        if now.scheduled:
            targets[SCHEDULED] = now.scheduled.frozen
        conflict, fixed, found = "", kept.frozen, []
        if now.live:
            try:
                fixed = frozen_fix(kept, now.live)
            except RefusedError as error:
                conflict = error.message
            found = offers(now.live.frozen, fixed, targets)
        return {
            "conflict": conflict,
            "offers": found,
            "ticked": {target: fitting_parts(found, target) for target in targets},
            "has_new_order": _has_new_order(now.live, fixed),
            "problems": with_links(check(article, fixed, at=now.at, is_fix=True)),
        }

    def _asked_fix(self, request: HttpRequest, article: Article) -> Revision | None:
        """Return the fix that the address names (`?revision=12`), if it waits.

        Where words are posted, a fix that waits no more is none; 404 where the form is opened.
        """
        number = request.GET.get("revision", "")
        if not number:
            return None
        found = waiting_fixes(article).filter(pk=number) if is_row_number(number) else []
        fix = next(iter(found), None)
        if fix is None and request.method != "POST":
            raise Http404
        return fix

    def _find_fix(self, article: Article, number: int) -> Revision:
        kept = self.find_revision(article, number)
        if kept.purpose != RevisionPurpose.FIX:
            raise Http404
        return kept

    def _fix(self, article: Article, kept: Revision, form: FixForm, user: Any) -> str:
        return said(publish_fix(article, kept, by=user, also=form.also, meaning=form.meaning))


def _nothing_live() -> str:
    return _(
        "Readers do not see this article any more, so there is nothing to fix. "
        "What you typed still stands here: copy what you need."
    )


def _has_new_order(live: Edition | None, fixed: Frozen) -> bool:
    return bool(live and has_new_order(thaw_now(live.frozen), thaw_now(fixed)))


def _let_go(article: Article, kept: Revision, user: Any) -> str:
    let_fix_go(article, kept, by=user)
    return _("The fix is let go. Readers see what they saw.")
