"""What readers may see of the register at a moment, and where each record's page is."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from memorial.models import Edition, Merge, Monument, Person, Statement, Tenure, Unveiling
from memorial.models.reference import ReferenceRole
from memorial.story.refs import kind_of, numbers_by_kind, ref_to

_NO = Value(False, output_field=BooleanField())


def readable_unveilings(at: datetime) -> QuerySet[Unveiling]:
    """Public unveilings of public monuments: the page of an unveiling names its monument."""
    monument = Monument.objects.published(at).filter(pk=OuterRef("monument"))
    return Unveiling.objects.published(at).filter(Exists(monument))


def readable_statements(at: datetime) -> QuerySet[Statement]:
    """Public statements of public people."""
    speaker = Person.objects.published(at).filter(pk=OuterRef("speaker"))
    return Statement.objects.published(at).filter(Exists(speaker))


def signed_by(person: Any, at: datetime) -> QuerySet[Edition]:
    """Live editions with the byline of a person: a number, or an expression for one."""
    ref = Concat(Value("person:"), Cast(person, CharField()))
    signed = {"references__record": ref, "references__role": ReferenceRole.BYLINE}
    return Edition.objects.live(at).filter(**signed)


def page_addresses(refs: Iterable[str], at: datetime) -> dict[str, str]:
    """Return the addresses, in the active language, of those records that have a page: one query.

    A record without a page of its own, and one that is no longer public, is left out; one that was
    merged leads to the page of the record that it is now, for one query more.
    """
    numbers = {kind: found for kind, found in numbers_by_kind(refs).items() if kind in _ROWS}
    rows = [_ROWS[kind](at, found) for kind, found in sorted(numbers.items())]
    if not rows:
        return {}
    found = list(rows[0].union(*rows[1:], _merged(numbers), all=True))
    merged = {ref: into for ref, _number, _target, into, *_flags in found if ":" in ref}
    own = [row for row in found if ":" not in row[0]]
    pages = {ref_to(kind, number): _page(kind, number, *rest) for kind, number, *rest in own}
    pages = {ref: page for ref, page in pages.items() if page}
    further = page_addresses(merged.values(), at) if merged else {}
    led_on = {ref: further[into] for ref, into in merged.items() if into in further}
    return pages | led_on


def sources_in(shown: Any) -> Iterator[dict[str, Any]]:
    """Yield every source that shown facts rest on, in order, however often."""
    if isinstance(shown, dict):
        if kind_of(shown.get("ref", "")) == "source":
            yield shown
            return
        shown = shown.values()
    elif not isinstance(shown, list | tuple):
        return
    for inner in shown:
        yield from sources_in(inner)


def numbered_sources(*shown: Any) -> list[dict[str, Any]]:
    """Return the sources of shown facts, once each, in the order of their first use."""
    return list({source["ref"]: source for source in sources_in(shown)}.values())


def _page(kind: str, number: int, target: int, label: str, official: bool, byline: bool) -> str:
    # The label decides the slug of every record, so an unsaved one knows its address.
    if kind == "monument":
        return Monument(pk=target, label=label).get_absolute_url()
    if kind == "unveiling":
        return Unveiling(pk=target, monument=Monument(label=label)).get_absolute_url()
    if not (official or byline):
        return ""
    page = "official-detail" if official else "person-detail"
    address = reverse(f"memorial:{page}", args=[Person(pk=target, label=label).number_and_slug])
    return address if kind == "person" else f"{address}#statement-{number}"


def _columns(rows: QuerySet, kind: str, target: str, label: str, **flags: Any) -> QuerySet:
    found = rows.order_by().annotate(
        kind_=Value(kind, output_field=CharField()),
        target_=F(target),
        label_=F(label),
        official_=flags.get("official", _NO),
        byline_=flags.get("byline", _NO),
    )
    return found.values_list("kind_", "pk", "target_", "label_", "official_", "byline_")


def _monuments(at: datetime, numbers: set[int]) -> QuerySet:
    return _columns(
        Monument.objects.published(at).filter(pk__in=numbers), "monument", "pk", "label"
    )


def _merged(numbers: dict[str, set[int]]) -> QuerySet:
    """Return what was merged of all that is asked for: what it was as kind, what it is as label."""
    refs = [ref_to(kind, number) for kind, found in numbers.items() for number in found]
    rows = Merge.objects.in_force().filter(record__in=refs).order_by()
    found = rows.annotate(
        kind_=F("record"), target_=F("pk"), label_=F("into"), official_=_NO, byline_=_NO
    )
    return found.values_list("kind_", "pk", "target_", "label_", "official_", "byline_")


def _unveilings(at: datetime, numbers: set[int]) -> QuerySet:
    rows = readable_unveilings(at).filter(pk__in=numbers)
    return _columns(rows, "unveiling", "pk", "monument__label")


def _people(at: datetime, numbers: set[int]) -> QuerySet:
    rows = Person.objects.published(at).filter(pk__in=numbers)
    official = Exists(Tenure.objects.filter(person=OuterRef("pk")))
    byline = Exists(signed_by(OuterRef("pk"), at))
    return _columns(rows, "person", "pk", "label", official=official, byline=byline)


def _statements(at: datetime, numbers: set[int]) -> QuerySet:
    rows = readable_statements(at).filter(pk__in=numbers)
    official = Exists(Tenure.objects.filter(person=OuterRef("speaker")))
    return _columns(rows, "statement", "speaker_id", "speaker__label", official=official)


_ROWS = {
    "monument": _monuments,
    "unveiling": _unveilings,
    "person": _people,
    "statement": _statements,
}


def monument_card(monument: Monument) -> dict[str, Any]:
    """Return facts for what neighbours show of a monument: its name and its pictures."""
    images = [picture.image for picture in monument.pictures.all()]
    card = {
        "name": monument.name,
        "pictures": [{"ref": image.ref} for image in images],
    }
    return {monument.ref: card} | {image.ref: image.shown() for image in images}
