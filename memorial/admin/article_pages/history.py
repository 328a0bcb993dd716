"""The history of an article: its sittings, and any two of its states side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from memorial.admin.article_pages.base import ArticlePage
from memorial.admin.article_pages.timeline import timeline
from memorial.models import Article, Revision
from memorial.pages.comparing import compare
from memorial.pages.keyset import CursorError
from memorial.pages.periods import said_edition
from memorial.services.colleagues import name_of
from memorial.services.history import LIVE, WORKING, State, find_state, saves_of
from memorial.services.moments import in_words_with_offset
from memorial.services.permitting import may

#: Editions and saves offered for comparing; any other is reached from the history.
OFFERED = 100


class HistoryPages(ArticlePage):
    def pages(self):
        return [
            *super().pages(),
            ("<int:number>/revisions/", self.revisions_page, "revisions"),
            ("<int:number>/compare/", self.compare_page, "compare"),
        ]

    def revisions_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """List the saves by sitting, with editions and steps of the review among them."""
        article = self.find_article(request, number)
        cursor = request.GET.get("after", "")
        try:
            page = timeline(article, cursor)
        except (CursorError, ValueError) as error:
            raise Http404(str(error)) from error
        context = {
            "entries": page.entries,
            "next_cursor": page.next_cursor,
            "is_first": not cursor,
            "is_live": article.editions.live().exists(),
            "may_restore": may(request.user, "change", "article"),
            "may_publish": may(request.user, "publish", "article"),
        }
        return self.show_page(request, article, "revisions", _("History"), context)

    def compare_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show two states side by side: `?a=live&b=working`, a save or an edition."""
        article = self.find_article(request, number)
        names = [request.GET.get("a") or LIVE, request.GET.get("b") or WORKING]
        states = [find_state(article, name) for name in names]
        for name, state in zip(names, states, strict=True):
            if state is None and name != LIVE:
                raise Http404
        before, after = states
        context = {
            "choices": [self._choices(article, state) for state in states],
            "names": names,
            "before": self.said_state(before),
            "after": self.said_state(after),
            "states": states,
            "comparison": compare(before.frozen, after.frozen) if before and after else None,
            "may_restore": may(request.user, "change", "article"),
        }
        return self.show_page(request, article, "compare", _("Compare"), context)

    def said_state(self, state: State | None) -> str:
        """Return what an editor calls a state."""
        if state is None:
            return _("Readers see nothing of it now.")
        if state.name == WORKING:
            return _("The working copy")
        if state.name == LIVE:
            return _("What readers see now: edition %(number)d") % {"number": state.row.number}
        is_save = isinstance(state.row, Revision)
        return said_save(state.row) if is_save else said_edition(state.row)

    def _choices(self, article: Article, chosen: State | None) -> list[tuple[Any, Any]]:
        """Return what can be compared, in groups; the one chosen is always among them."""
        rows = article.editions.without_story().with_period()
        editions = list(rows.order_by("-number")[:OFFERED])
        saves = list(saves_of(article)[:OFFERED])
        groups = [
            (_("Now"), [(LIVE, _("What readers see now")), (WORKING, _("The working copy"))]),
            (_("Editions"), [(f"edition:{row.number}", said_edition(row)) for row in editions]),
            (_("Saves"), [(f"revision:{row.pk}", said_save(row)) for row in saves]),
        ]
        offered = {name for _group, choices in groups for name, _label in choices}
        if chosen and chosen.name not in offered:
            groups.append((_("Older"), [(chosen.name, self.said_state(chosen))]))
        return [group for group in groups if group[1]]


def said_save(revision: Revision) -> str:
    """Return what an editor calls a save."""
    by = name_of(revision.saved_by) or _("somebody unknown")
    return _("Saved %(at)s by %(by)s") % {"at": in_words_with_offset(revision.saved_at), "by": by}
