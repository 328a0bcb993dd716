"""Two records that are one: merged, with every reference led to the survivor, and undone."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.models import Article, Fact, Merge, Record
from memorial.models.name import Named
from memorial.services.journals import Journal, bump_versions, put_back
from memorial.services.merge_locks import lock_articles, lock_both
from memorial.services.moving import (
    move_references,
    move_relations,
    move_words,
    pointing,
    relations,
    retire,
)
from memorial.services.permitting import require
from memorial.services.recording import in_history
from memorial.services.refreshing import show_or_file
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_revision
from memorial.services.showing import MERGEABLE, record_of
from memorial.services.survivors import survivors
from memorial.services.transitions import bump_generation
from memorial.story.refs import kind_of


@dataclass
class Undone:
    """What an undoing did: the merge, and what was changed since and so could not be put back."""

    merge: Merge
    left: list[str] = field(default_factory=list)


def is_mergeable(model: type[models.Model]) -> bool:
    return model._meta.concrete_model._meta.model_name in MERGEABLE


def what_moves(record: Record) -> list[tuple[str, int]]:
    """Return what points at a record, by kind of row, with how often."""
    counted = [
        (_kind_of(column.model), pointing(column, record).count())
        for column in relations(type(record)._meta.concrete_model)
    ]
    return [(name, count) for name, count in counted if count]


def _kind_of(model: type[models.Model]) -> str:
    """Return what an editor calls such rows; those of a plain relation by the noun that has it."""
    return capfirst((model._meta.auto_created or model)._meta.verbose_name_plural)


@transaction.atomic
def merge_records(record: Record, into: Record, *, by: Any) -> Merge:
    """Make two records one: whatever points at `record` points at `into` from now on.

    `record` is kept, off its pages, and its number leads to `into`; old editions still name it.
    RefusedError where the two cannot be one as things stand.
    """
    _require_right(record, by)
    articles = lock_articles(record, into)
    record, into = lock_both(record, into)
    _require_two_that_stand(record, into)
    journal = Journal()
    journal.touched |= {(type(record), record.pk), (type(into), into.pk)}
    with in_history(by, _("Merged."), record, into):
        move_relations(record, into, journal)
        articles |= _articles_touched(journal)
        move_words(record, into, sorted(articles, key=lambda each: each.pk), journal)
        move_references(record, into, journal)
        retire(record, journal)
        bump_versions(journal)
        _keep_labels(into)
    merge = Merge.objects.create(
        record=record.ref, into=into.ref, moved=journal.entries, by=by if by and by.pk else None
    )
    _keep_articles(journal, by)
    show_or_file([into], by=by, note=_note(record))
    bump_generation()
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Any) -> Undone:
    """Make one record two again: what the merge moved and nobody changed since goes back."""
    record, into = record_of(merge.record), record_of(merge.into)
    _require_right(record or merge.record, by)
    if record is None or into is None:
        raise RefusedError(_("One of the two records is gone: this merge cannot be undone."))
    lock_articles(record, into)
    record, into = lock_both(record, into)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    _require_undoable(merge, into)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    journal = Journal()
    journal.touched |= {(type(record), record.pk), (type(into), into.pk)}
    with in_history(by, _("A merge was undone."), record, into):
        left = put_back(merge.moved, journal)
        bump_versions(journal)
        _keep_labels(record, into)
    _keep_articles(journal, by)
    show_or_file([record, into], by=by, note=_note(record))
    bump_generation()
    return Undone(merge, left)


def _require_right(record: Record | str, by: Any) -> None:
    kind = kind_of(record if isinstance(record, str) else record.ref)
    require(by, "change_public_facts", "article")
    require(by, "change", kind)
    if kind not in MERGEABLE:
        raise RefusedError(_("Records of this kind are not merged."))


def _require_two_that_stand(record: Record, into: Record) -> None:
    for each, survivor in survivors([record.ref, into.ref]).items():
        merged = record if each == record.ref else into
        message = _("“%(record)s” was merged into “%(into)s” already: choose that one.")
        raise RefusedError(message % {"record": merged, "into": record_of(survivor)})
    if not isinstance(record, Fact):
        return
    if into.retired_at is not None:
        message = _("“%(into)s” is retired: bring it back first, or keep the other one.")
        raise RefusedError(message % {"into": into})
    if record.public_from and record.retired_at is None and not _is_as_public(record, into):
        message = _(
            "Readers see “%(record)s”, and “%(into)s” is a draft: keep the one that they see."
        )
        raise RefusedError(message % {"record": record, "into": into})


def _is_as_public(record: Fact, into: Fact) -> bool:
    return into.public_from is not None and (
        into.public_from <= record.public_from or into.is_public()
    )


def _require_undoable(merge: Merge, into: Record) -> None:
    if merge.undone_at:
        raise RefusedError(_("This merge was undone already."))
    further = Merge.objects.in_force().filter(record=into.ref).first()
    if further:
        message = _("“%(record)s” was merged into “%(into)s” since: undo that merge first.")
        raise RefusedError(message % {"record": into, "into": record_of(further.into)})


def _articles_touched(journal: Journal) -> set[Article]:
    numbers = [number for model, number in journal.touched if model is Article]
    return set(Article.objects.filter(pk__in=numbers))


def _keep_articles(journal: Journal, by: Any) -> None:
    """Keep a save of every working copy that says something else now."""
    for article in sorted(_articles_touched(journal), key=lambda each: each.pk):
        keep_revision(article, by=by)


def _keep_labels(*records: Record) -> None:
    for record in records:
        if isinstance(record, Named):
            record.keep_label()


def _note(record: Record) -> str:
    return _("Merged or parted: %(record)s.") % {"record": record}
