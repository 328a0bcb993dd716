"""Articles: one by its address, and lists of the newest, all or of one kind."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from memorial.models import Address, ArticleKind, Correction, Edition, Reference, Withdrawal
from memorial.pages.frame import PageView, frame
from memorial.pages.gone import withdrawn_response
from memorial.pages.keyset import NEWEST_EDITIONS, KeysetView
from memorial.pages.records import moved
from memorial.pages.stories import linked_articles, story_context
from memorial.services.survivors import is_or_became
from memorial.story.refs import ref_to

RELATED = 4
LISTED_KINDS = [kind for kind in ArticleKind.values if kind != ArticleKind.PAGE]
SECTIONS = {ArticleKind.ANALYSIS: "essays", ArticleKind.PAGE: "about"}


class ArticleListView(KeysetView):
    """Every article of a language, the newest first; of one kind, if the address names it."""

    template_name = "articles/list.html"
    keyset = NEWEST_EDITIONS

    def get_rows(self):
        kind = self.kwargs.get("kind")
        rows = Edition.objects.live(self.at).in_language(self.language).listed()
        rows = rows.of_kind(kind) if kind else rows
        return rows.without_story().newest_first()

    def get(self, request, kind="", **kwargs):
        if kind and kind not in LISTED_KINDS:
            raise Http404
        self.section = SECTIONS.get(kind, "")
        return super().get(request, kind=kind, **kwargs)


class ArticleDetailView(PageView):
    """A live edition, what it leads to, and what was corrected in it."""

    template_name = "articles/detail.html"
    is_page = False

    def get(self, request, slug, **kwargs):
        edition = self.get_edition(slug)
        if edition is None:
            return self.answer_elsewhere(slug)
        self.edition, self.page = edition, edition.story_page
        self.section = SECTIONS.get(edition.kind, "unveilings" if self.page.unveiling else "")
        self.neighbours = list(self.get_neighbours())
        self.translations = {
            other.language: other for other in self.neighbours if other.group == edition.group
        }
        others = {code: other.get_absolute_url() for code, other in self.translations.items()}
        self.paths = {edition.language: edition.get_absolute_url(), **others}
        return super().get(request, **kwargs)

    def get_edition(self, slug: str) -> Edition | None:
        live = Edition.objects.live(self.at).in_language(self.language).filter(slug=slug)
        stands_here = Q(kind=ArticleKind.PAGE) if self.is_page else ~Q(kind=ArticleKind.PAGE)
        found = live.filter(stands_here).with_updated_at()
        return found.annotate(group=F("article__group")).first()

    def get_neighbours(self) -> QuerySet[Edition]:
        """Translations, articles that the prose links to, and related ones: one query."""
        live = Edition.objects.live(self.at).exclude(article=self.edition.article_id)
        linked = linked_articles(self.page)
        same = is_or_became(self.page.story.monument)
        monument = Reference.objects.filter(same, edition=OuterRef("pk"))
        about_it = live.in_language(self.language).listed().filter(Exists(monument))
        related = about_it.newest_first().values("pk")[:RELATED]
        wanted = Q(article__group=self.edition.group) | Q(article__in=linked) | Q(pk__in=related)
        found = live.filter(wanted).annotate(
            group=F("article__group"), is_about_it=Exists(monument)
        )
        return found.without_story().newest_first()

    def get_related(self) -> list[Edition]:
        """Return the pieces in this language that show the same monument."""
        here = [each for each in self.neighbours if each.language == self.language]
        related = [each for each in here if each.is_about_it and each.kind != ArticleKind.PAGE]
        return related[:RELATED]

    def get_corrections(self) -> QuerySet[Correction]:
        made = Correction.objects.filter(right_edition__article=self.edition.article_id)
        return made.public(self.at).with_editions()

    def get_original(self) -> Edition | None:
        """Return a live edition in this group that no machine translated."""
        others = self.translations.values()
        return next((each for each in others if not each.card.get("is_machine_translation")), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = {
            ref_to("article", each.article_id): each.get_absolute_url() for each in self.neighbours
        }
        return super().get_context_data(
            **story_context(self.page, at=self.at, articles=articles, paths=self.paths),
            edition=self.edition,
            original=self.get_original(),
            related=self.get_related(),
            corrections=list(self.get_corrections()),
            **kwargs,
        )

    def answer_elsewhere(self, slug: str):
        """Answer for a slug at which nothing is live: 301, 410 or 404."""
        address = get_object_or_404(Address, language=self.language, slug=slug)
        issued = Edition.objects.issued().filter(article=address.article_id, slug=slug)
        if not issued.filter(live_from__lte=self.at).exists():
            raise Http404
        live = Edition.objects.live(self.at).filter(article=address.article_id)
        if edition := live.without_story().first():
            return moved(edition.get_absolute_url())
        withdrawal = Withdrawal.objects.in_force(self.at).filter(article=address.article_id).first()
        if withdrawal is None:
            raise Http404
        return withdrawn_response(self.request, withdrawal, self.at)


class PageDetailView(ArticleDetailView):
    """An article of kind page: it stands under about/ only."""

    is_page = True
    section = "about"


class AboutView(PageDetailView):
    """About the site: the page with that slug, else what the site settings say."""

    def answer_elsewhere(self, slug: str):
        pages = Edition.objects.issued().in_language(self.language).of_kind(ArticleKind.PAGE)
        if pages.filter(slug=slug, live_from__lte=self.at).exists():
            return super().answer_elsewhere(slug)
        context = {"frame": frame(self.request, section=self.section), "view": self}
        return render(self.request, "articles/about.html", context)
