"""Pages that show a record as it was: which articles, and what they say other than the register."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from memorial.models import Edition, Reference, RefreshTask
from memorial.services.showing import facts_map, model_of
from memorial.story.facts import ChangedFact, changed_fields


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


def with_pages(tasks: Iterable[RefreshTask], most: int = 6) -> list[Outdated]:
    """Return tasks with their records, what differs, and the newest outdated pages, `most` each.

    However many tasks there are: a few queries, and some for each kind of record and language.
    """
    tasks = list(tasks)
    records = _records_of(tasks)
    rows = {task.record: Outdated(task, records.get(task.record)) for task in tasks}
    numbers = _outdated_editions(rows, most)
    wanted = {number for found in numbers.values() for number in found}
    editions = Edition.objects.without_story().in_bulk(wanted)
    for ref, found in numbers.items():
        rows[ref].pages = articles_of(editions[number] for number in found)
    for ref, differences in _differences(numbers).items():
        rows[ref].differences = differences
    return list(rows.values())


def _outdated_editions(rows: dict[str, Outdated], most: int) -> dict[str, list[int]]:
    """Count the outdated articles of a task, and return the editions of the newest of them."""
    shown = Reference.objects.to(*rows).still_shown().order_by("-edition__live_from")
    found: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for ref, number, article, made_at in shown.values_list(
        "record", "edition", "edition__article", "edition__made_at"
    ):
        if made_at < rows[ref].task.filed_at:
            found[ref][article].add(number)
    for ref, articles in found.items():
        rows[ref].count = len(articles)
    return {
        ref: [number for numbers in list(articles.values())[:most] for number in numbers]
        for ref, articles in found.items()
    }


def _differences(numbers: dict[str, list[int]]) -> dict[str, list[Difference]]:
    """Return for each record where what editions show of it is not what they would show now."""
    refs_of: dict[int, list[str]] = defaultdict(list)
    for ref, found in numbers.items():
        for number in found:
            refs_of[number].append(ref)
    frozen = Edition.objects.filter(pk__in=refs_of).order_by("pk")
    rows = list(frozen.values_list("pk", "language", "frozen__facts"))
    now = _facts_now(rows, refs_of)
    differences: dict[str, dict[Any, Difference]] = defaultdict(dict)
    for number, language, facts in rows:
        for ref in refs_of[number]:
            for fact in changed_fields(ref, facts, now[language]):
                key = fact.field, tuple(fact.words)
                said = differences[ref].setdefault(key, Difference(fact))
                said.languages += [language] if language not in said.languages else []
    return {ref: list(found.values()) for ref, found in differences.items()}


def _facts_now(rows: list[Any], refs_of: dict[int, list[str]]) -> dict[str, dict[str, Any]]:
    """Return what pages in each language would show now of the records they show as they were."""
    refs: dict[str, set[str]] = defaultdict(set)
    for number, language, _facts in rows:
        refs[language].update(refs_of[number])
    return {language: facts_map(found, language) for language, found in refs.items()}


def _records_of(tasks: Iterable[RefreshTask]) -> dict[str, Any]:
    """Return the records of tasks by their references; one query a kind, what is gone left out."""
    numbers: dict[Any, list[str]] = {}
    for task in tasks:
        if model := model_of(task.record):
            numbers.setdefault(model, []).append(task.record.partition(":")[2])
    return {
        record.ref: record
        for model, pks in numbers.items()
        for record in _with_label(model).filter(pk__in=pks)
    }


def _with_label(model: Any) -> Any:
    rows = model.objects.all()
    return rows.with_label() if hasattr(rows, "with_label") else rows
