"""Which records of a facts map readers cannot see, read in batches."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Value

from memorial.services.showing import model_named
from memorial.services.survivors import unmerged
from memorial.story.refs import numbers_by_kind

#: A question to the facts of one kind: which of them fit.
Asked = Callable[[Any], Any]


def drafts_among(facts: dict[str, Any], at: datetime) -> list[Any]:
    """Return the records of a facts map that are not public at a moment, nor retired."""
    return facts_that(facts, lambda rows: rows.not_yet_public(at))


def facts_that(facts: dict[str, Any], asked: Asked) -> list[Any]:
    """Return the public or draft facts (monuments, people …) of a facts map that fit.

    One query finds them; those found are then loaded, one query a kind.
    """
    found = numbers_that(facts, asked)
    return [
        record
        for model, fitting in found.items()
        for record in model.objects.with_label().filter(pk__in=fitting)
    ]


def numbers_that(facts: dict[str, Any], asked: Asked) -> dict[Any, list[int]]:
    """Return the numbers of such facts by their model: one query."""
    kinds = {model_named(kind): pks for kind, pks in numbers_by_kind(facts).items()}
    numbers = {model: pks for model, pks in kinds.items() if hasattr(model, "public_from")}
    rows = [
        unmerged(asked(model.objects.filter(pk__in=pks)))
        .order_by()
        .values_list(Value(model._meta.model_name, output_field=CharField()), "pk")
        for model, pks in numbers.items()
    ]
    found = set(rows[0].union(*rows[1:], all=True)) if rows else set()
    fitting = {
        model: [pk for pk in pks if (model._meta.model_name, pk) in found]
        for model, pks in numbers.items()
    }
    return {model: pks for model, pks in fitting.items() if pks}
