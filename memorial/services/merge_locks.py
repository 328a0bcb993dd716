"""What a merge locks before it writes, in the order in which everybody locks."""

from django.utils.translation import gettext as _

from memorial.models import Article, Record, Reference, block_types
from memorial.services.moving import pointing, relations
from memorial.services.refusing import RefusedError
from memorial.services.renewing import articles_showing


def lock_articles(record: Record, into: Record) -> set[Article]:
    """Lock what a merge may write or publish anew, before the records themselves.

    Publishing locks its article first and facts second; so does everybody.
    """
    refs = [record.ref, into.ref]
    numbers = {article.pk for article in articles_showing(refs)}
    own = Reference.objects.to(*refs).filter(article__isnull=False)
    numbers |= set(own.values_list("article", flat=True)) | _linking(record) | _naming(record)
    locked = Article.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    return set(locked)


def _linking(record: Record) -> set[int]:
    """Return the articles whose prose links to a record."""
    prose = block_types()["prose"]._base_manager.filter(html__contains=f"record:{record.ref}")
    return set(prose.values_list("parent", flat=True))


def _naming(record: Record) -> set[int]:
    """Return the articles that a row about the record belongs to."""
    found: set[int] = set()
    for column in relations(type(record)):
        if column.model is Article:
            found |= set(pointing(column, record).values_list("pk", flat=True))
        for owner in ("article", "parent"):
            names = {each.name for each in column.model._meta.concrete_fields}
            is_owned = owner in names and column.model._meta.get_field(owner)
            if is_owned and is_owned.related_model is Article:
                found |= set(pointing(column, record).values_list(owner, flat=True))
    return found


def lock_both(record: Record, into: Record) -> tuple[Record, Record]:
    """Return both, read afresh, with nobody else saving or merging them until we are done."""
    model = type(record)._meta.concrete_model
    if model is not type(into)._meta.concrete_model:
        raise RefusedError(_("Only two records of one kind can be one."))
    # Rows that name them may still be written; what those say is led on when it is shown.
    rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=[record.pk, into.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    if record.pk == into.pk:
        raise RefusedError(_("Choose two different records: a record is one with itself already."))
    if len(found) < 2:
        raise RefusedError(_("One of the two records is gone: choose again."))
    return found[record.pk], found[into.pk]
