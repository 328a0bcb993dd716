"""Unveilings: the list, and one with who took part, in which office, and what each said."""

from typing import Any

from django.db.models import Prefetch

from memorial.models import Edition, MonumentPicture, Person, Statement
from memorial.pages.keyset import IN_ORDER, LATEST, KeysetMixin, KeysetView
from memorial.pages.records import RecordView
from memorial.pages.shown_in import ShownInView
from memorial.services.reading import (
    monument_card,
    numbered_sources,
    page_addresses,
    readable_statements,
    readable_unveilings,
)
from memorial.services.showing import show

ARTICLES = 20
#: A ceremony with more statements than this has a list of them.
STATEMENTS = 20


class UnveilingListView(KeysetView):
    """Every public unveiling, the latest first; undated ones last."""

    template_name = "unveilings/list.html"
    section = "unveilings"
    keyset = LATEST

    def get_rows(self):
        return readable_unveilings(self.at).with_card().latest_first()


class UnveilingDetailView(RecordView):
    """One unveiling."""

    template_name = "unveilings/detail.html"
    section = "unveilings"

    def get_queryset(self):
        pictures = MonumentPicture.objects.select_related("image")
        rows = readable_unveilings(self.at).with_page().select_related("monument__place")
        return rows.prefetch_related(Prefetch("monument__pictures", queryset=pictures))

    def get_statements(self) -> list[Statement]:
        """Return the statements made there, their speakers taken from who took part."""
        rows = readable_statements(self.at).filter(unveiling=self.record).order_by("pk")
        rows = rows.select_related("source").prefetch_related("translations")
        said = list(rows[: STATEMENTS + 1])
        self.has_more_statements = len(said) > STATEMENTS
        said = said[:STATEMENTS]
        known = {row.person_id: row.person for row in self.record.participations.all()}
        others = {row.speaker_id for row in said} - set(known)
        known |= Person.objects.with_shown().in_bulk(others) if others else {}
        for row in said:
            row.unveiling, row.speaker = self.record, known[row.speaker_id]
        return said

    def get_shown(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return the unveiling and its statements; people who are drafts are left out."""
        record, statements = self.record, self.get_statements()
        taking_part = record.participations.all()
        people = [row.person for row in taking_part] + [row.speaker for row in statements]
        unveiling, *said = show(
            [record, *statements], self.language, known=self.get_facts(people, statements)
        )
        public = {person.ref for person in people if person.is_public(self.at)}
        unveiling["participations"] = [
            row for row in unveiling["participations"] if row["person"]["ref"] in public
        ]
        if record.place is None and record.monument.place:
            unveiling["place"] = record.monument.place.shown()
        return unveiling, said

    def get_facts(self, people: list[Person], statements: list[Statement]) -> dict[str, Any]:
        """Return the facts of everything loaded that the unveiling points at."""
        cited = [*self.record.participations.all(), *self.record.citations.all(), *statements]
        portraits = [person.portrait for person in people]
        loaded = [*people, *portraits, self.record.place, *(row.source for row in cited)]
        facts = {each.ref: each.shown() for each in loaded if each}
        return facts | monument_card(self.record.monument)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unveiling, statements = self.get_shown()
        people = {row["person"]["ref"] for row in unveiling["participations"]}
        speakers = {statement["speaker"]["ref"] for statement in statements}
        refs = {*people, *speakers, self.record.monument.ref}
        live = Edition.objects.live(self.at).in_language(self.language).listed()
        found = list(live.showing(self.record.ref).without_story().newest_first()[: ARTICLES + 1])
        return super().get_context_data(
            unveiling=unveiling,
            statements=statements,
            sources=numbered_sources(unveiling, statements),
            addresses=page_addresses(refs, self.at),
            editions=found[:ARTICLES],
            has_more_statements=self.has_more_statements,
            has_more_articles=len(found) > ARTICLES,
            **kwargs,
        )


class UnveilingStatementListView(KeysetMixin, RecordView):
    """Every statement made at one unveiling, in the order of the record, twenty a page."""

    template_name = "unveilings/statements.html"
    section = "unveilings"
    keyset = IN_ORDER

    def get_queryset(self):
        return readable_unveilings(self.at).with_label().prefetch_related("monument__names")

    def get_rows(self):
        rows = readable_statements(self.at).filter(unveiling=self.record).select_related("source")
        speakers = Prefetch("speaker", queryset=Person.objects.with_shown())
        return rows.prefetch_related(speakers, "translations").order_by("pk")

    def shown(self, rows):
        for row in rows:
            row.unveiling = self.record
        people = [row.speaker for row in rows]
        loaded = [*people, *(person.portrait for person in people), *(row.source for row in rows)]
        return show(rows, self.language, known={each.ref: each.shown() for each in loaded if each})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(unveiling=self.record, **kwargs)
        speakers = {statement["speaker"]["ref"] for statement in context["rows"]}
        addresses = page_addresses({*speakers, self.record.ref}, self.at)
        return {**context, "sources": numbered_sources(context["rows"]), "addresses": addresses}


class UnveilingArticleListView(ShownInView):
    """Every article about one unveiling."""

    section = "unveilings"

    def get_queryset(self):
        return readable_unveilings(self.at).with_label().prefetch_related("monument__names")

    def get_name(self):
        return self.record.monument.name
