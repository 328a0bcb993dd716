"""Editions that readers read once: each as it was, at an address of its own."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from memorial.models import Correction, Edition, Withdrawal
from memorial.pages.frame import PageView
from memorial.pages.gone import withdrawn_response, withheld_response
from memorial.pages.stories import linked_articles, story_context
from memorial.story.refs import ref_to


class EditionDetailView(PageView):
    """An edition as it was, at any address of its article; search engines keep the live one."""

    template_name = "editions/detail.html"
    has_alternates = False

    def get(self, request, slug, edition, **kwargs):
        self.edition = get_object_or_404(self.get_queryset(slug), number=edition)
        self.page = self.edition.story_page
        self.paths = {self.language: request.path}
        self.neighbours = list(self.get_neighbours())
        self.live = self._find(self.edition.article_id)
        if withholding := getattr(self.edition, "withholding", None):
            return withheld_response(request, withholding, self.live)
        return super().get(request, **kwargs) if self.live else self.answer_withdrawn()

    def get_queryset(self, slug: str) -> QuerySet[Edition]:
        """Those that have been live, of the article that the address is of."""
        address = Q(article__addresses__language=self.language, article__addresses__slug=slug)
        begun = Edition.objects.issued().filter(address, live_from__lte=self.at)
        return begun.with_updated_at().select_related("withholding")

    def get_neighbours(self) -> QuerySet[Edition]:
        """The live edition of the article, and those of articles that the prose links to."""
        wanted = {self.edition.article_id, *linked_articles(self.page)}
        return Edition.objects.live(self.at).filter(article__in=wanted).without_story()

    def get_corrections(self) -> QuerySet[Correction]:
        """What was corrected in the article since this edition went live."""
        made = Correction.objects.filter(right_edition__article=self.edition.article_id)
        since = made.filter(right_edition__live_from__gt=self.edition.live_from)
        return since.public(self.at).with_editions()

    def get_canonical(self) -> str:
        return self.request.build_absolute_uri(self.live.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = {
            ref_to("article", each.article_id): each.get_absolute_url() for each in self.neighbours
        }
        return super().get_context_data(
            **story_context(self.page, at=self.at, articles=articles),
            edition=self.edition,
            live=self.live,
            is_live=self.live.pk == self.edition.pk,
            address=self.request.build_absolute_uri(self.request.path),
            corrections=list(self.get_corrections()),
            **kwargs,
        )

    def answer_withdrawn(self):
        """Answer for an edition of an article of which nothing is live."""
        withdrawals = Withdrawal.objects.in_force(self.at).filter(article=self.edition.article_id)
        if withdrawal := withdrawals.first():
            return withdrawn_response(self.request, withdrawal, self.at)
        raise Http404

    def _find(self, article: int) -> Edition | None:
        return next((each for each in self.neighbours if each.article_id == article), None)
