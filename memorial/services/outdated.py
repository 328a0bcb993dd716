"""Pages that show a record as it was: which articles, and what they say other than the register."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from memorial.models import Edition, Reference, RefreshTask
from memorial.services.showing import KINDS, facts_map, model_named
from memorial.services.survivors import merged_names
from memorial.story.closure import shown_facts
from memorial.story.facts import ChangedFact, changes_said, said_of, says_the_same
from memorial.story.frozen import Frozen
from memorial.story.refs import numbers_by_kind


@dataclass
class Shown:
    """An article whose live edition, or scheduled one, or both, show a record."""

    article: int
    headline: str
    language: str
    is_live: bool = False
    is_scheduled: bool = False


@dataclass
class Difference:
    """A field that pages show other than the register has it, and the languages of the pages."""

    fact: ChangedFact
    languages: list[str] = field(default_factory=list)


@dataclass
class Outdated:
    """A task, its record (None where it is gone), and the pages that show it as it was."""

    task: RefreshTask
    record: Any
    count: int = 0
    pages: list[Shown] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.pages)


def articles_of(editions: Iterable[Edition], at: datetime | None = None) -> list[Shown]:
    """Return the articles that live and scheduled editions are of, each once, in their order."""
    at = at or timezone.now()
    shown: dict[int, Shown] = {}
    for edition in editions:
        new = Shown(edition.article_id, edition.headline, edition.language)
        page = shown.setdefault(edition.article_id, new)
        if edition.live_from > at:
            page.is_scheduled = True
        else:
            # What readers see now gives the name.
            page.is_live, page.headline = True, edition.headline
    return list(shown.values())


def editions_behind(refs: Iterable[str]) -> dict[str, set[int]]:
    """Return by record the live and scheduled editions whose readers see it other than it is.

    A few queries, however many editions there are, and some for each kind of record and language.
    """
    names = merged_names(refs)
    every_name = set().union(*names.values())
    shown = Reference.objects.to(*every_name).still_shown()
    said = {
        number: (language, _parts_about(every_name, shown_facts(frozen)))
        for number, language, frozen in _stories(shown.values("edition"))
    }
    now = _facts_now(said.values())
    behind: dict[str, set[int]] = {ref: set() for ref in names}
    for number, (language, facts) in said.items():
        for ref, own in names.items():
            if not says_the_same(own, facts, now[language]):
                behind[ref].add(number)
    return behind


def with_pages(tasks: Iterable[RefreshTask], most: int = 6) -> list[Outdated]:
    """Return tasks with their records, what differs, and the newest outdated pages, `most` each.

    However many tasks there are: a few queries, and some for each kind of record and language.
    """
    tasks = list(tasks)
    records = _records_of(tasks)
    rows = {task.record: Outdated(task, records.get(task.record)) for task in tasks}
    newest = _newest_editions(rows, most)
    for ref, editions in newest.items():
        rows[ref].pages = articles_of(editions)
    for ref, differences in _differences(newest).items():
        rows[ref].differences = differences
    return list(rows.values())


def _newest_editions(rows: dict[str, Outdated], most: int) -> dict[str, list[Edition]]:
    """Count the outdated articles of a task, and return the editions of the newest of them."""
    tasks = [row.task.pk for row in rows.values()]
    behind = Edition.objects.not_over().filter(refresh_tasks__in=tasks).order_by("-live_from")
    named = behind.only("article", "headline", "language", "live_from")
    found: dict[str, dict[int, list[Edition]]] = defaultdict(lambda: defaultdict(list))
    for edition in named.annotate(record=F("refresh_tasks__record")):
        found[edition.record][edition.article_id].append(edition)
    for ref, articles in found.items():
        rows[ref].count = len(articles)
    return {
        ref: [edition for editions in list(articles.values())[:most] for edition in editions]
        for ref, articles in found.items()
    }


def _differences(editions: dict[str, list[Edition]]) -> dict[str, list[Difference]]:
    """Return for each record where what editions show of it is not what they would show now."""
    names = merged_names(editions)
    refs_of: dict[int, list[str]] = defaultdict(list)
    for ref, found in editions.items():
        for edition in found:
            refs_of[edition.pk].append(ref)
    every_name = set().union(*names.values())
    said = {
        number: (language, shown_facts(frozen)) for number, language, frozen in _stories(refs_of)
    }
    now = _facts_now(
        (language, _parts_about(every_name, facts)) for language, facts in said.values()
    )
    differences: dict[str, dict[Any, Difference]] = defaultdict(dict)
    for number, (language, facts) in said.items():
        for ref in refs_of[number]:
            for fact in changes_said(names[ref], facts, now[language]):
                key = fact.field, tuple(fact.words)
                rows = differences[ref].setdefault(key, Difference(fact)).languages
                rows += [language] if language not in rows else []
    return {ref: list(found.values()) for ref, found in differences.items()}


def _stories(numbers: Any) -> Iterator[tuple[int, str, Frozen]]:
    rows = Edition.objects.filter(pk__in=numbers).order_by("pk")
    return rows.values_list("pk", "language", "frozen").iterator()


def _parts_about(names: set[str], facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that say anything of the records."""
    return {ref: facts[ref] for ref in said_of(names, facts)}


def _facts_now(said: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return by language what pages in it would show now of the records they show."""
    refs: dict[str, set[str]] = defaultdict(set)
    for language, facts in said:
        refs[language].update(facts)
    return {language: facts_map(found, language) for language, found in refs.items()}


def _records_of(tasks: Iterable[RefreshTask]) -> dict[str, Any]:
    """Return the records of tasks by their references; one query a kind, what is gone left out."""
    numbers = numbers_by_kind(task.record for task in tasks)
    return {
        record.ref: record
        for kind, pks in numbers.items()
        if kind in KINDS
        for record in _with_label(model_named(kind)).filter(pk__in=pks)
    }


def _with_label(model: Any) -> Any:
    rows = model.objects.all()
    return rows.with_label() if hasattr(rows, "with_label") else rows
