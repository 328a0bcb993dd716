"""One batch a request: what the fields, widgets and formsets of a page share."""

from typing import Any

from django.http import HttpRequest

from memorial.forms.batches import Batch, expect_records, give_records


def batch_of(request: HttpRequest) -> Batch:
    """Return the batch of this request; the first who asks makes it."""
    return request.__dict__.setdefault("_memorial_batch", Batch())


def with_batch(field: Any, request: HttpRequest) -> Any:
    """Let a choice among records, and its widget, ask the batch of this request."""
    field.batch = field.widget.batch = batch_of(request)
    return field


def announce(request: HttpRequest, record: Any, names: Any, formsets: Any) -> None:
    """Tell the batch of every record that a form and its rows will ask for."""
    batch = batch_of(request)
    for column in record._meta.concrete_fields:
        if column.is_relation and column.name in names:
            numbers = [getattr(record, column.attname), request.POST.get(column.name)]
            batch.expect(column.related_model, numbers)
    kept = getattr(record, "_prefetched_objects_cache", {})
    for name in names:
        batch.keep(kept.get(name, ()))
    expect_records(batch, formsets)
    if request.method != "POST":
        give_records(batch, formsets)
