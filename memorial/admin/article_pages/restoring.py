"""Restoring a save or an edition into the working copy, and articles that were deleted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.article_pages.history import HistoryPages
from memorial.admin.refusals import attempt
from memorial.models import Article, Revision
from memorial.pages.comparing import compare
from memorial.pages.keyset import NEWEST, PAGE_SIZE
from memorial.pages.previews import preview_response
from memorial.services.history import WORKING, State, find_state
from memorial.services.permitting import may
from memorial.services.remarking import remarks_on
from memorial.services.restoring import (
    Restored,
    as_restored,
    restore,
    restore_deleted,
)
from memorial.services.uncorrecting import undone_corrections
from memorial.text.numbers import row_number


class RestorePages(HistoryPages, ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/restore/", self.restore_page, "restore"),
            ("deleted/", self.deleted_page, "deleted"),
            ("deleted/<int:revision>/", self.restore_deleted_page, "restore_deleted"),
            ("deleted/<int:revision>/page/", self.deleted_preview_page, "deleted_preview"),
        ]

    def restore_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what restoring `?state=revision:12` changes in the working copy, then do it."""
        article = self.find_article(request, number, verb="change")
        state = self._restorable(request, article)
        if state.name != state.lasting_name:
            return HttpResponseRedirect(f"{request.path}?state={state.lasting_name}")
        if request.method == "POST":
            if self._restore_posted(request, article, state):
                return HttpResponseRedirect(self.form_url(article))
            article.refresh_from_db()
        kept = as_restored(state.frozen, article)
        context = {
            "comparison": compare(find_state(article, WORKING).frozen, kept),
            "before": _("The working copy now"),
            "after": self.said_state(state),
            "remarks": remarks_on(state.frozen, article),
            "corrections": undone_corrections(article, state.row),
            "seen_version": article.version,
        }
        return self.show_page(request, article, "restore", _("Restore"), context)

    def deleted_page(self, request: HttpRequest) -> HttpResponse:
        """List the deleted articles, those last saved most recently first."""
        self._require_restorer(request)
        rows = _deleted_articles().select_related("saved_by").without_story()
        cursor = request.GET.get("after", "")
        saves, further = NEWEST.page(rows, cursor, PAGE_SIZE)
        context = {"saves": saves, "next_cursor": further, "is_first": not cursor}
        return self.show_page(request, None, "deleted", _("Deleted articles"), context)

    def restore_deleted_page(self, request: HttpRequest, revision: int) -> HttpResponse:
        """Show a deleted article and make it again."""
        kept = self._find_deleted(request, revision)
        if request.method == "POST":
            said = _("Restored, with its history. It is a draft that no reader sees.")
            done = self._restored(request, said, restore_deleted, kept)
            if done:
                return HttpResponseRedirect(self.form_url(done.article))
        context = {
            "kept": kept,
            "remarks": remarks_on(kept.frozen),
            "has_desk": bool(kept.desk),
            "saves": Revision.objects.filter(article_number=kept.article_number).count(),
        }
        return self.show_page(request, None, "restore_deleted", _("Restore"), context)

    def deleted_preview_page(self, request: HttpRequest, revision: int) -> HttpResponse:
        """Show a deleted article as the page that it would be."""
        return preview_response(request, self._find_deleted(request, revision).frozen)

    def _restore_posted(
        self, request: HttpRequest, article: Article, state: State
    ) -> Restored | None:
        version = row_number(request.POST.get("seen_version", "")) or 0
        said = _("Restored. What stood here before is in the history, one save earlier.")
        asked = {"seen_version": version, "row": state.row}
        return self._restored(request, said, restore, article, state.frozen, **asked)

    def _restorable(self, request: HttpRequest, article: Article) -> State:
        state = find_state(article, request.GET.get("state", ""))
        if state is None or state.row is None:
            raise Http404
        # Another edition may be live by now than the one that was compared.
        if request.method == "POST" and state.name != state.lasting_name:
            raise Http404
        return state

    def _restored(
        self, request: HttpRequest, said: str, service: Any, *args: Any, **named: Any
    ) -> Restored | None:
        """Restore, and say that it is done and what was left out, or why it was refused."""
        done = attempt(request, service, *args, by=request.user, **named)
        if done is None:
            return None
        messages.success(request, said)
        for remark in done.remarks:
            messages.warning(request, remark.sentence)
        return done

    def _find_deleted(self, request: HttpRequest, number: int) -> Revision:
        self._require_restorer(request)
        orphans = Revision.objects.filter(article__isnull=True).saves()
        kept = orphans.filter(pk=number).first()
        if kept is None:
            raise Http404
        return kept

    def _require_restorer(self, request: HttpRequest) -> None:
        if not may_restore_deleted(request.user):
            raise PermissionDenied


def may_restore_deleted(user: Any) -> bool:
    """Whoever may both add and delete articles may undo a deletion."""
    return may(user, "add", "article") and may(user, "delete", "article")


def _deleted_articles() -> QuerySet:
    """Return the newest save of every deleted article."""
    orphans = Revision.objects.filter(article__isnull=True).saves()
    newer = orphans.filter(article_number=OuterRef("article_number"), pk__gt=OuterRef("pk"))
    return orphans.filter(~Exists(newer)).order_by("-pk")
