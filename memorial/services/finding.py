"""Records that prose can link to, found by name: in any language and script, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.text import Truncator
from django.utils.translation import get_language

from memorial.dates import DateError, EdtfDate
from memorial.models import (
    Article,
    Monument,
    MonumentName,
    Person,
    PersonName,
    Statement,
    Unveiling,
)
from memorial.services.permitting import may
from memorial.services.spelling import says
from memorial.story.refs import ref_to

MOST = 10


@dataclass(frozen=True)
class Found:
    """A record by its reference (`person:3`), its name in a language, and which one it is."""

    ref: str
    name: str
    about: str


def find_records(words: str, language: str, *, by: Any) -> list[Found]:
    """Return up to ten records that prose can link to and `by` may see, best first.

    A retired fact is left out: an article that links to it could not be published.
    """
    words = " ".join(words.replace("\x00", " ").split())[:100]
    kinds = [kind for kind in _ROWS if may(by, "view", kind)]
    if not words or not kinds:
        return []
    first, *rest = [_ROWS[kind](words) for kind in kinds]
    rows = list(first.union(*rest, all=True).order_by("rank_", "label_", "pk")[:MOST])
    people = _names(PersonName, (row[2] for row in rows if row[0] in ("person", "statement")))
    monuments = _names(
        MonumentName, (row[2] for row in rows if row[0] in ("monument", "unveiling"))
    )
    return [_found(row, language, people, monuments) for row in rows]


def _found(row: tuple, language: str, people: Any, monuments: Any) -> Found:
    kind, number, target, label, about, _rank = row
    noun = str(_MODELS[kind]._meta.verbose_name)
    names = people if kind in ("person", "statement") else monuments
    if kind != "article" and target in names:
        label = Person(label=label).name_in(language, names[target])["text"]
    more = _spoken(about) if kind == "unveiling" else Truncator(about).words(12)
    return Found(ref_to(kind, number), label, " · ".join(filter(None, [noun, more])))


def _spoken(date: str) -> str:
    try:
        return EdtfDate.parse(date).spoken(get_language() or "en")
    except DateError:
        return ""


def _names(model: Any, numbers: Iterable[int]) -> dict[int, list[Any]]:
    """Return the names of records by number: one query, none for no records."""
    names: dict[int, list[Any]] = {}
    wanted = set(numbers)
    for name in model.objects.filter(record__in=wanted) if wanted else ():
        names.setdefault(name.record_id, []).append(name)
    return names


def _named(model: Any, words: str) -> QuerySet:
    return model.objects.filter(says("text", words)).values("record")


def _columns(rows: QuerySet, kind: str, rank: int, target: str, label: str, about: Any) -> QuerySet:
    found = rows.order_by().annotate(
        kind_=Value(kind, output_field=CharField()),
        target_=F(target),
        label_=Cast(label, CharField()),
        about_=Cast(about, CharField()),
        rank_=Value(rank, output_field=IntegerField()),
    )
    return found.values_list("kind_", "pk", "target_", "label_", "about_", "rank_")


def _monuments(words: str) -> QuerySet:
    rows = Monument.objects.filter(pk__in=_named(MonumentName, words), retired_at=None)
    return _columns(rows, "monument", 1, "pk", "label", Value(""))


def _people(words: str) -> QuerySet:
    rows = Person.objects.filter(pk__in=_named(PersonName, words), retired_at=None)
    return _columns(rows, "person", 2, "pk", "label", Value(""))


def _unveilings(words: str) -> QuerySet:
    rows = Unveiling.objects.filter(monument__in=_named(MonumentName, words), retired_at=None)
    return _columns(rows, "unveiling", 3, "monument_id", "monument__label", "date")


def _articles(words: str) -> QuerySet:
    rows = Article.objects.filter(says("headline", words))
    return _columns(rows, "article", 4, "pk", "headline", "language")


def _statements(words: str) -> QuerySet:
    said = says("text", words) | Q(speaker__in=_named(PersonName, words))
    rows = Statement.objects.filter(said, retired_at=None)
    return _columns(rows, "statement", 5, "speaker_id", "speaker__label", "text")


_ROWS = {
    "monument": _monuments,
    "person": _people,
    "unveiling": _unveilings,
    "article": _articles,
    "statement": _statements,
}
_MODELS = {
    "monument": Monument,
    "person": Person,
    "unveiling": Unveiling,
    "article": Article,
    "statement": Statement,
}
