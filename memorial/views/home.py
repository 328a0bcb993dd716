"""The front page, and the root that leads to it in the reader's language."""

from itertools import chain
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from memorial.models import (
    Article,
    ArticleKind,
    Edition,
    FrontPageEntry,
    Monument,
    MonumentPicture,
    Person,
    SiteSettings,
)
from memorial.pages.frame import PageView, front_pages
from memorial.pages.stories import stele_of
from memorial.services.reading import page_addresses, readable_statements, readable_unveilings
from memorial.services.showing import show

PARK, SAID, RECENT, LATEST, MORE = 5, 3, 5, 3, 4


@csrf_exempt
@require_safe
def choose_language(request):
    """Lead to the front page in the language that the browser asks for."""
    response = redirect("memorial:home")
    patch_vary_headers(response, ["Accept-Language"])
    return response


class HomeView(PageView):
    """What editors lead with, and what is newest of everything."""

    template_name = "home.html"

    def get_editions(self):
        live = Edition.objects.live(self.at).in_language(self.language)
        return live.without_story().newest_first()

    def get_more(self, *shown: Edition | None) -> list[Edition]:
        """Return what editors chose to stand after the lead, in their order, then the newest."""
        entries = FrontPageEntry.objects.values_list("article__group", flat=True)
        order = {group: place for place, group in enumerate(entries)}
        rows = self.get_editions().listed().annotate(group=F("article__group"))
        chosen = list(rows.filter(article__group__in=order)) if order else []
        chosen.sort(key=lambda edition: order[edition.group])
        elsewhere = {edition.pk for edition in shown if edition}
        found = {edition.pk: edition for edition in [*chosen, *rows[: MORE + len(shown)]]}
        return [edition for pk, edition in found.items() if pk not in elsewhere][:MORE]

    def get_lead(self) -> Edition | None:
        """Return the piece that editors chose, in this language, else the newest one."""
        chosen = SiteSettings.objects.values("lead")[:1]
        group = Article.objects.filter(pk=Subquery(chosen)).values("group")
        rows = self.get_editions().defer(None)
        return rows.filter(article__group=Subquery(group)).first() or rows.listed().first()

    def get_essay(self, lead: Edition | None) -> Edition | None:
        essays = self.get_editions().of_kind(ArticleKind.ANALYSIS)
        return (essays.exclude(pk=lead.pk) if lead else essays).first()

    def get_statements(self) -> list[dict[str, Any]]:
        rows = list(readable_statements(self.at).with_page().newest_first()[:SAID])
        people = [row.speaker for row in rows]
        portraits = [person.portrait for person in people if person.portrait]
        sources = [row.source for row in rows if row.source]
        known = {each.ref: each.shown() for each in [*people, *portraits, *sources]}
        return show(rows, self.language, known=known)

    def get_park(self) -> list[Monument]:
        first = readable_unveilings(self.at).filter(monument=OuterRef("pk"))
        unveiled = first.order_by(F("date_earliest").asc(nulls_last=True)).values("date")[:1]
        rows = Monument.objects.published(self.at).select_related("place").newest_first()
        return list(rows.annotate(unveiled=Subquery(unveiled))[:PARK])

    def get_recent(self) -> tuple[list[Monument], list[Person]]:
        """Return monuments and officials, as many of each as the table can take."""
        monuments = Monument.objects.published(self.at).order_by("-changed_at", "-pk")
        officials = Person.objects.published(self.at).officials().with_is_official()
        recent = officials.prefetch_related("names").order_by("-changed_at", "-pk")
        return list(monuments[:RECENT]), list(recent[:RECENT])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead, statements, park = self.get_lead(), self.get_statements(), self.get_park()
        essay = self.get_essay(lead)
        held = readable_unveilings(self.at).select_related("monument").latest_first()
        unveilings = list(held[:LATEST])
        changed, officials = self.get_recent()
        prefetch_related_objects(
            [*park, *changed, *(unveiling.monument for unveiling in unveilings)], "names"
        )
        pictures = MonumentPicture.objects.select_related("image")
        prefetch_related_objects(park, "place__names", Prefetch("pictures", queryset=pictures))
        recent = sorted(chain(changed, officials), key=lambda each: each.changed_at, reverse=True)
        return super().get_context_data(
            lead=lead,
            stele=stele_of(lead.story_page, front_pages()) if lead else None,
            essay=essay,
            more=self.get_more(lead, essay),
            statements=statements,
            addresses=page_addresses({each["speaker"]["ref"] for each in statements}, self.at),
            park=park,
            recent=recent[:RECENT],
            unveilings=unveilings,
            **kwargs,
        )
