"""Officials: the list, and one with offices held, statements and ceremonies."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from memorial.models import MonumentPicture, Participation, Person, Statement, Unveiling
from memorial.pages.keyset import BY_NAME, LATEST, PAGE_SIZE, KeysetMixin, KeysetView
from memorial.pages.records import RecordView
from memorial.services.reading import numbered_sources, page_addresses, readable_unveilings
from memorial.services.showing import show
from memorial.story.refs import ref_to


def statements_of(person: Person, at: Any) -> QuerySet[Statement]:
    """Public statements of an official, the latest first, with what a page shows of them."""
    rows = person.statements.published(at).select_related("source", "unveiling__monument")
    pictures = MonumentPicture.objects.select_related("image")
    return rows.prefetch_related(
        "translations",
        "unveiling__monument__names",
        Prefetch("unveiling__monument__pictures", queryset=pictures),
    ).latest_first()


def shown_statements(rows: list[Statement], person: Person, *, at: Any, language: str):
    """Return statements as templates take them; an unveiling that is a draft goes unnamed."""
    known = {row.source.ref: row.source.shown() for row in rows if row.source}
    known[person.ref] = person.shown()
    if person.portrait:
        known[person.portrait.ref] = person.portrait.shown()
    shown = show(rows, language, known=known)
    refs = {ref_to("unveiling", each["said_at"]["number"]) for each in shown if each["said_at"]}
    addresses = page_addresses(refs, at)
    for each, row in zip(shown, rows, strict=True):
        occasion = each["said_at"]
        address = occasion and addresses.get(ref_to("unveiling", occasion["number"]))
        each["said_at"] = _occasion(row, each["said_at"], address) if address else None
    return shown


def _occasion(row: Statement, said_at: dict[str, Any], address: str) -> dict[str, Any]:
    """Return where a statement was made, with the first picture of the monument."""
    pictures = list(row.unveiling.monument.pictures.all())
    picture = pictures[0].image.shown() if pictures else None
    return {**said_at, "address": address, "picture": picture}


def ceremonies_of(person: Person, at: Any) -> QuerySet[Unveiling]:
    """Public unveilings that an official took part in, each with `taking_part`: theirs alone."""
    theirs = Participation.objects.filter(person=person).select_related("source")
    rows = readable_unveilings(at).filter(participations__person=person)
    return (
        rows.select_related("monument")
        .prefetch_related(
            Prefetch("participations", queryset=theirs, to_attr="taking_part"), "monument__names"
        )
        .latest_first()
    )


class OfficialListView(KeysetView):
    """Every public official, by name, with the offices held."""

    template_name = "officials/list.html"
    section = "officials"
    keyset = BY_NAME

    def get_rows(self):
        rows = Person.objects.published(self.at).officials().with_shown().with_offices()
        return rows.order_by("label", "pk")


class OfficialRecordView(RecordView):
    """Any page about one official."""

    section = "officials"

    def get_queryset(self):
        return Person.objects.published(self.at).officials().with_shown()


class OfficialDetailView(OfficialRecordView):
    """One official: names, offices held, the newest statements and ceremonies."""

    template_name = "officials/detail.html"

    def get_queryset(self):
        return super().get_queryset().with_offices()

    def get_person(self) -> dict[str, Any]:
        portrait = self.record.portrait
        known = {portrait.ref: portrait.shown()} if portrait else {}
        return show([self.record], self.language, known=known)[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = list(statements_of(self.record, self.at)[: PAGE_SIZE + 1])
        attended = list(ceremonies_of(self.record, self.at)[: PAGE_SIZE + 1])
        shown = said[:PAGE_SIZE]
        statements = shown_statements(shown, self.record, at=self.at, language=self.language)
        return super().get_context_data(
            person=self.get_person(),
            tenures=self.record.tenures.all(),
            statements=statements,
            has_more_statements=len(said) > PAGE_SIZE,
            ceremonies=attended[:PAGE_SIZE],
            has_more_ceremonies=len(attended) > PAGE_SIZE,
            sources=numbered_sources(statements),
            **kwargs,
        )


class OfficialStatementListView(KeysetMixin, OfficialRecordView):
    """Every statement of one official, twenty a page."""

    template_name = "officials/statements.html"
    keyset = LATEST

    def get_rows(self):
        return statements_of(self.record, self.at)

    def shown(self, rows):
        return shown_statements(rows, self.record, at=self.at, language=self.language)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(person=self.record, **kwargs)
        return {**context, "sources": numbered_sources(context["rows"])}


class OfficialCeremonyListView(KeysetMixin, OfficialRecordView):
    """Every ceremony that one official took part in, twenty a page."""

    template_name = "officials/ceremonies.html"
    keyset = LATEST

    def get_rows(self):
        return ceremonies_of(self.record, self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.record, **kwargs)
