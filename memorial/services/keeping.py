"""Keeping facts: what editions show is retired, not deleted, and not hidden while it is live."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import Article, Edition, Fact, Record, Reference, block_types
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.survivors import survivors, with_merged
from memorial.services.transitions import bump_generation
from memorial.story.refs import kind_of


def editions_showing(record: Record) -> list[Edition]:
    """Return the live and scheduled editions that show a record, newest first."""
    shown = Reference.objects.to(*with_merged([record.ref])).still_shown()
    editions = Edition.objects.filter(pk__in=shown.values("edition")).without_story()
    return list(editions.order_by("-live_from"))


def require_not_shown(record: Record) -> None:
    """RefusedError, with the list, while a live or scheduled edition shows the record."""
    editions = editions_showing(record)
    if editions:
        raise RefusedError(
            _("%(record)s is shown by what readers see. Publish these without it first.")
            % {"record": record},
            editions=editions,
        )


def require_deletable(record: Record) -> None:
    """RefusedError for a record that any edition shows, or ever showed: it is retired instead."""
    require_not_shown(record)
    if survivors([record.ref]):
        message = _("%(record)s was merged: it is kept, so that its number leads on.")
        raise RefusedError(message % {"record": record})
    kept = Reference.objects.to(*with_merged([record.ref])).filter(edition__isnull=False)
    editions = Edition.objects.filter(pk__in=kept.values("edition")).without_story()
    if editions:
        raise RefusedError(
            _("%(record)s stands in editions that are kept for ever. Retire it instead.")
            % {"record": record},
            editions=editions,
        )
    _require_in_no_row(record)


def _require_in_no_row(record: Record) -> None:
    """RefusedError while a row of a working copy shows the record; no foreign key protects it."""
    drafts = working_copies_with_row(record)
    if drafts:
        raise RefusedError(
            _("%(record)s is shown in what is being written: %(drafts)s. Take it out there first.")
            % {"record": record, "drafts": ", ".join(f"“{draft}”" for draft in drafts)}
        )


def working_copies_with_row(record: Record) -> list[Article]:
    """Return the articles of which a row of a block (a gallery’s picture …) shows a record.

    A row may still name one that was merged into it.
    """
    kind, numbers, refs = kind_of(record.ref), set(), with_merged([record.ref])
    for model in block_types().values():
        field = model.rows_field()
        if field and any(pick.noun == kind for pick in field.picks.values()):
            rows = model.objects.annotate(rows_text=Cast("rows", TextField()))
            names = (Q(rows_text__contains=f'"{ref}"') for ref in refs)
            shown = rows.filter(reduce(or_, names))
            numbers |= set(shown.values_list("parent", flat=True))
    return list(Article.objects.filter(pk__in=numbers)) if numbers else []


def require_stays_public(fact: Fact, public_from: datetime | None) -> None:
    """RefusedError if `public_from` would hide from readers, or keep from them, what is shown.

    `fact` is the row as it stands; a scheduled edition counts as well as a live one.
    """
    if fact.public_from is None or (public_from and public_from <= fact.public_from):
        return
    if public_from is None or public_from > timezone.now():
        require_not_shown(fact)


@transaction.atomic
def bring_back_fact(fact: Fact, *, by: Any) -> None:
    """Put a retired fact back on its pages; what was merged comes back by undoing the merge."""
    require(by, "change_public_facts", "article")
    if survivors([fact.ref]):
        message = _("“%(record)s” was merged into another record: undo the merge to bring it back.")
        raise RefusedError(message % {"record": fact})
    _set_retired(fact, None)


@transaction.atomic
def retire_fact(fact: Fact, *, by: Any) -> Fact:
    """Take a public fact off its pages for good; refused while a live edition shows it."""
    require(by, "change_public_facts", "article")
    require_not_shown(fact)
    _set_retired(fact, timezone.now())
    return fact


def _set_retired(fact: Fact, moment: datetime | None) -> None:
    fact.retired_at, fact.version = moment, F("version") + 1
    fact.save(update_fields=["retired_at", "version", "changed_at"])
    fact.refresh_from_db(fields=["version"])
    bump_generation()
