"""Monuments: the list, and one with its facts, its unveilings and the articles that name it."""

from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from memorial.models import Edition, Monument, Unveiling
from memorial.pages.keyset import BY_NAME, KeysetView
from memorial.pages.records import RecordView
from memorial.pages.shown_in import ShownInView
from memorial.services.reading import (
    numbered_sources,
    page_addresses,
    readable_statements,
    readable_unveilings,
)
from memorial.services.showing import show

SHOWN = 20


class MonumentListView(KeysetView):
    """Every public monument, by name."""

    template_name = "monuments/list.html"
    section = "monuments"
    keyset = BY_NAME

    def get_rows(self):
        first = readable_unveilings(self.at).filter(monument=OuterRef("pk"))
        unveiled = first.order_by(F("date_earliest").asc(nulls_last=True)).values("date")[:1]
        rows = Monument.objects.published(self.at).with_card()
        return rows.annotate(unveiled=Subquery(unveiled)).order_by("label", "pk")


class MonumentDetailView(RecordView):
    """One monument: its facts, what happened to it, and what was written about it."""

    template_name = "monuments/detail.html"
    section = "monuments"

    def get_queryset(self):
        return Monument.objects.published(self.at).with_page()

    def get_unveilings(self):
        said = readable_statements(self.at).filter(unveiling=OuterRef("pk")).order_by()
        counted = said.values("unveiling").annotate(count=Count("pk")).values("count")
        held = Unveiling.objects.published(self.at).filter(monument=self.record)
        return held.annotate(said=Coalesce(Subquery(counted), 0)).latest_first()[:SHOWN]

    def get_monument(self) -> dict[str, Any]:
        """Return the facts; a creator who is a draft is left out."""
        record = self.record
        people = [creator.person for creator in record.creators.all()]
        pictures = [picture.image for picture in record.pictures.all()]
        known = [*people, *pictures, *self.get_sources(), *([record.place] if record.place else [])]
        shown = show([record], self.language, known={each.ref: each.shown() for each in known})[0]
        public = {person.ref for person in people if person.is_public(self.at)}
        shown["creators"] = [each for each in shown["creators"] if each["person"]["ref"] in public]
        return shown

    def get_sources(self):
        rows = [*self.record.inscriptions.all(), *self.record.citations.all()]
        return [row.source for row in rows if row.source]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        monument = self.get_monument()
        people = {creator["person"]["ref"] for creator in monument["creators"]}
        live = Edition.objects.live(self.at).in_language(self.language).listed()
        found = list(live.showing(self.record.ref).without_story().newest_first()[: SHOWN + 1])
        return super().get_context_data(
            monument=monument,
            sources=numbered_sources(monument),
            addresses=page_addresses(people, self.at),
            unveilings=list(self.get_unveilings()),
            editions=found[:SHOWN],
            has_more_articles=len(found) > SHOWN,
            **kwargs,
        )


class MonumentArticleListView(ShownInView):
    """Every article that names one monument."""

    section = "monuments"

    def get_queryset(self):
        return Monument.objects.published(self.at).with_names()
