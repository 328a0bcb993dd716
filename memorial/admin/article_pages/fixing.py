"""Fixing what is live while the working copy stays as it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage, posted
from memorial.admin.article_pages.story_forms import StoryForms, with_story
from memorial.admin.problems import with_links
from memorial.forms.articles import story_in_forms
from memorial.forms.publishing import FixForm
from memorial.models import Article, Revision
from memorial.pages.changes import changes_since
from memorial.services.checking import check
from memorial.services.fixing import SCHEDULED, WORKING_COPY, fix_live
from memorial.services.freezing import freeze_story
from memorial.services.issuing import standing
from memorial.services.saving import keep_story
from memorial.story.frozen import thaw


class FixPages(StoryForms, ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/fix/", self.fix_page, "fix"),
            ("<int:number>/fix/<int:revision>/", self.publish_fix_page, "publish_fix"),
        ]

    def fix_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Open the form on the live edition; the working copy is not touched."""
        article = self.find_article(request, number, verb="publish")
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
        article = self.find_article(request, number, verb="publish")
        kept = self.find_revision(article, revision)
        now = standing(article)
        targets = [(WORKING_COPY, _("the working copy, which is being written"))]
        if now.scheduled:
            targets.append((SCHEDULED, _("the edition that is scheduled")))
        form = FixForm(posted(request), targets=targets)
        is_asked = request.method == "POST" and form.is_valid()
        if is_asked and self.try_service(request, self._fix, article, kept, form, request.user):
            return HttpResponseRedirect(self.form_url(article))
        context = {
            "form": form,
            "live": now.live,
            "scheduled": now.scheduled,
            "changes": changes_since(now.live, kept.frozen),
            "problems": with_links(check(article, kept.frozen, at=now.at)),
            "preview_url": self.page_url("revision", article, kept.pk),
            "form_url": self.page_url("fix", article),
        }
        return self.show_page(request, article, "publish_fix", _("Fix what is live"), context)

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
