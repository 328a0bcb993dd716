"""Everything that points at a record, led to another."""

from collections.abc import Iterator

from django.db import models
from django.db.models import ForeignKey, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.models import Article, Block, Fact, Record, Reference, block_types
from memorial.models.name import Name, NameKind
from memorial.services.journals import Journal
from memorial.services.refusing import RefusedError
from memorial.services.survivors import renamed


def relations(model: type[models.Model]) -> list[ForeignKey]:
    """Return every column of any table that points at records of `model`, hidden ones too."""
    found = model._meta.get_fields(include_hidden=True)
    return [
        each.field for each in found if each.auto_created and (each.one_to_many or each.one_to_one)
    ]


def pointing(column: ForeignKey, record: Record) -> models.QuerySet:
    """Return the rows whose `column` names the record."""
    return column.model._base_manager.filter(**{column.name: record.pk}).order_by("pk")


def move_relations(record: Record, into: Record, journal: Journal) -> None:
    """Lead every row that points at `record` to `into`; RefusedError where that says nonsense."""
    for column in relations(type(record)):
        for row in pointing(column, record):
            _move(row, column, into, journal)


def move_words(record: Record, into: Record, articles: list[Article], journal: Journal) -> None:
    """Lead links and rows inside the blocks of working copies to `into`."""
    names = {record.ref: into.ref}
    for model in block_types().values():
        columns = [each for each in model._meta.concrete_fields if _holds_words(each)]
        for row in model._base_manager.filter(parent__in=articles) if columns else []:
            values = {each.name: getattr(row, each.attname) for each in columns}
            changed = {name: renamed(value, names) for name, value in values.items()}
            changed = {name: value for name, value in changed.items() if value != values[name]}
            if changed:
                journal.change(row, **changed)


def move_references(record: Record, into: Record, journal: Journal) -> None:
    """Let every edition that shows `record` be found by `into` as well; none of them changes."""
    kept = Reference.objects.filter(edition__isnull=False)
    known = set(kept.to(into.ref).values_list("edition", "role"))
    rows = kept.to(record.ref).order_by("pk").values_list("edition", "role")
    made = Reference.objects.bulk_create(
        Reference(record=into.ref, edition_id=edition, role=role)
        for edition, role in rows
        if (edition, role) not in known
    )
    for row in made:
        journal.note_made(row)


def _move(row: models.Model, column: ForeignKey, into: Record, journal: Journal) -> None:
    if isinstance(row, Name) and column.name == "record":
        _move_name(row, into, journal)
        return
    if row._meta.concrete_model is type(into) and row.pk == into.pk:
        message = _("“%(part)s” belongs to “%(whole)s”: they are not one.")
        whole = getattr(row, column.name)
        raise RefusedError(message % {"part": row, "whole": whole})
    twin = _twin(row, column, into)
    if twin is None:
        journal.change(row, **{column.name: into})
    else:
        _unite(row, twin, into, journal)


def _move_name(row: Name, into: Record, journal: Journal) -> None:
    """Give a spelling to the survivor: as a variant, unless it has no name in that language."""
    names = list(into.names.model._base_manager.filter(record=into))
    if any((name.language, name.text) == (row.language, row.text) for name in names):
        return
    has_own = any(name.kind == NameKind.OWN for name in names)
    in_language = any(
        name.language == row.language and name.kind != NameKind.VARIANT for name in names
    )
    takes_its_place = in_language or (row.kind == NameKind.OWN and has_own)
    kind = NameKind.VARIANT.value if takes_its_place else row.kind
    # The kind first: undone last, when the spelling is back at its own record.
    journal.change(row, **({"kind": kind} if kind != row.kind else {}), record=into)


def _twin(row: models.Model, column: ForeignKey, into: Record) -> models.Model | None:
    """Return the row of the survivor that says the same, or that the database takes for it."""
    others = row._meta.concrete_model._base_manager.filter(**{column.name: into})
    for names in _unique_with(row._meta.concrete_model, column.name):
        rest = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
        rest.pop(column.name)
        if twin := others.filter(**rest).first():
            return twin
    # A row that others point at may be told from its twin by them.
    if relations(row._meta.concrete_model) or isinstance(row, Record | Block):
        return None
    same = {
        each.attname: getattr(row, each.attname)
        for each in row._meta.concrete_fields
        if not (each.primary_key or each.name == column.name or _is_order(each))
    }
    return others.filter(**same).first()


def _unique_with(model: type[models.Model], name: str) -> Iterator[tuple[str, ...]]:
    for names in model._meta.unique_together:
        if name in names:
            yield tuple(names)
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and name in rule.fields:
            yield tuple(rule.fields)


def _unite(row: models.Model, twin: models.Model, into: Record, journal: Journal) -> None:
    """Let one row of two remain, with what both say; refuse where words count on both."""
    if row._meta.model_name == "articlesource":
        message = _("“%(article)s” lists both as its sources: take one off its list first.")
        raise RefusedError(message % {"article": row.article})
    if row._meta.model_name == "participation":
        roles = [*twin.roles, *(role for role in row.roles if role not in twin.roles)]
        if roles != twin.roles:
            journal.change(twin, roles=roles)
    journal.drop(row)


def _is_order(column: models.Field) -> bool:
    return isinstance(column, models.PositiveSmallIntegerField)


def _holds_words(column: models.Field) -> bool:
    is_text = isinstance(column, models.TextField | models.JSONField)
    return is_text and not column.is_relation


def retire(record: Record, journal: Journal) -> None:
    """Take a merged fact off its pages; records without pages stay as they are."""
    if isinstance(record, Fact) and record.retired_at is None:
        journal.change(record, retired_at=timezone.now())
