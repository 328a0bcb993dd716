"""Editions made and their periods kept: the ground that every publishing service stands on.

Everything here runs inside a transaction that holds the article's lock (`standing.lock`).
"""

from datetime import datetime
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from memorial.models import Article, Edition, Reference, Significance
from memorial.models.reference import ReferenceRole
from memorial.services.addressing import reserve_address
from memorial.services.checking import facts_that, numbers_that
from memorial.services.correcting import IMPROVEMENT, Meaning, carry_corrections, note_correction
from memorial.story.frozen import Frozen, records_shown
from memorial.story.page import StoryPage


def issue(
    article: Article,
    frozen: Frozen,
    *,
    at: datetime,
    until: datetime | None = None,
    closed_by: Edition | None = None,
    instead_of: Edition | None = None,
    origin: str,
    by: Any,
    meaning: Meaning = IMPROVEMENT,
) -> Edition:
    """Write an edition, reserve its address, and note what it shows and corrects.

    Its start ends the one that it is issued `instead_of`.
    """
    if instead_of:
        close(instead_of, at)
    period = {"live_from": at, "live_until": until, "closed_by": closed_by}
    edition = _next_edition(article, frozen, period, meaning.significance)
    edition.origin, edition.made_by = origin, by
    reserve_address(article, edition.slug)
    edition.save()
    if instead_of:
        close(instead_of, at, closed_by=edition)
    note_references(edition)
    note_correction(edition, meaning)
    return edition


def _next_edition(
    article: Article, frozen: Frozen, period: dict[str, Any], significance: str
) -> Edition:
    words, at = frozen["words"], period["live_from"]
    issued = Q(live_until__isnull=True) | ~Q(live_until=F("live_from"))
    before = article.editions.aggregate(last=Max("number"), first=Min("live_from", filter=issued))
    first = before["first"]
    return Edition(
        article=article,
        number=(before["last"] or 0) + 1,
        card=card(frozen),
        frozen=frozen,
        significance=significance if first else Significance.FIRST,
        first_live_from=min(first or at, at),
        **period,
        **{name: words[name] for name in ("language", "kind", "slug", "headline", "standfirst")},
    )


def supersede(edition: Edition, frozen: Frozen, *, at: datetime, **asked: Any) -> Edition:
    """Issue an edition that has the rest of another's period, from a moment on; see `issue`."""
    edition.refresh_from_db(fields=["live_until", "closed_by"])
    rest = {"at": at, "until": edition.live_until, "closed_by": edition.closed_by}
    return issue(edition.article, frozen, **rest, instead_of=edition, **asked)


def reissue(scheduled: Edition, frozen: Frozen, *, origin: str, by: Any) -> Edition:
    """Issue another in the place of a scheduled edition: its whole period, and what it means."""
    asked = {"origin": origin, "by": by, "meaning": Meaning(scheduled.significance)}
    newer = supersede(scheduled, frozen, at=scheduled.live_from, **asked)
    carry_corrections(scheduled, newer)
    _ended_by(scheduled).update(closed_by=newer)
    _make_drafts_again(scheduled)
    return newer


def cancel(scheduled: Edition) -> None:
    """Empty the period of a scheduled edition; reopen only what its start had closed."""
    close(scheduled, scheduled.live_from)
    _ended_by(scheduled).update(live_until=None, closed_by=None)
    _make_drafts_again(scheduled)


def note_replaced(cancelled: Edition, newer: Edition) -> None:
    """Remember what was issued in the place of an edition before readers saw it."""
    close(cancelled, cancelled.live_from, closed_by=newer)


def close(edition: Edition, at: datetime, *, closed_by: Edition | None = None) -> None:
    """End the period of an edition, and remember whose start ended it."""
    Edition.objects.filter(pk=edition.pk).update(live_until=at, closed_by=closed_by)


def _ended_by(edition: Edition) -> QuerySet[Edition]:
    """Return what its start ends; not what it was issued in the place of, which never began."""
    return Edition.objects.issued().filter(closed_by=edition)


def note_references(edition: Edition) -> None:
    signed = {byline["person"] for byline in edition.frozen["words"]["bylines"]}
    # Whoever signed and was merged into another is found as that one too.
    facts = edition.frozen["facts"]
    signed |= {facts[ref]["now"] for ref in signed if "now" in facts.get(ref, {})}
    Reference.objects.bulk_create(
        [
            *(Reference(edition=edition, record=ref) for ref in records_shown(edition.frozen)),
            *(
                Reference(edition=edition, record=ref, role=ReferenceRole.BYLINE)
                for ref in sorted(signed)
            ),
        ]
    )


def card(frozen: Frozen) -> dict[str, Any]:
    """Return what a list shows of an edition beside its headline and standfirst."""
    page = StoryPage(frozen)
    unveiling = page.unveiling or {}
    place = unveiling.get("place") or (page.monument or {}).get("place")
    return {
        "image": page.lead_image,
        "bylines": [byline["person"]["name"] for byline in page.bylines if byline["person"]],
        "unveiling_date": unveiling.get("date", ""),
        "place": place["name"] if place else None,
        "minutes": page.reading_minutes,
        "is_machine_translation": page.story.is_machine_translation,
    }


def publish_facts(facts: dict[str, Any], at: datetime) -> None:
    """Make the drafts of a facts map public from a moment on, or earlier if they are due by then.

    Another article may be publishing the same facts: only the row itself knows.
    """
    numbers = numbers_that(facts, lambda rows: rows.not_yet_public(at))
    for model in sorted(numbers, key=lambda model: model.__name__):
        rows = model.objects.not_yet_public(at).filter(pk__in=numbers[model])
        rows.update(public_from=at, changed_at=min(at, timezone.now()), version=F("version") + 1)


def _make_drafts_again(scheduled: Edition) -> None:
    """Facts of a cancelled edition wait for the next that shows them, or are drafts again."""
    at = scheduled.live_from
    for record in facts_that(scheduled.frozen["facts"], lambda rows: rows.filter(public_from=at)):
        others = Reference.objects.to(record.ref).still_shown(at).exclude(edition=scheduled)
        next_start = others.aggregate(at=Min("edition__live_from"))["at"]
        if next_start and next_start <= at:
            # It keeps its moment: a write would make open forms stale for nothing.
            continue
        rows = type(record).objects.filter(pk=record.pk, public_from=at)
        rows.update(
            public_from=next_start,
            changed_at=timezone.now(),
            version=F("version") + 1,
        )
