"""What an editor calls the parts of a story, their fields and the values in them."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.models import Article, ArticleSource, Byline, block_types
from memorial.story.aligning import FIELD
from memorial.story.marking import MarkedRow

ROWS = {"bylines": Byline, "sources": ArticleSource}


def row_label(key: str, block_type: str) -> str:
    """Return what an editor calls the part: the field's label, or the block type's."""
    if block_type != FIELD:
        model = block_types().get(block_type)
        return str(capfirst(model._meta.verbose_name)) if model else block_type
    if key in ROWS:
        return str(capfirst(ROWS[key]._meta.verbose_name_plural))
    return str(capfirst(Article._meta.get_field(key).verbose_name))


def field_label(block_type: str, name: str) -> str:
    """Return what the editor's form calls a field of a block; its own name if it has none."""
    model = Article if block_type == FIELD else block_types().get(block_type)
    try:
        return str(capfirst(model._meta.get_field(name).verbose_name)) if model else name
    except FieldDoesNotExist:
        return name


def say_value(block_type: str, name: str, value: Any) -> str:
    """Return a plain value as the form says it: a choice by its label, a tick as yes."""
    if value is True:
        return _("yes")
    model = Article if block_type == FIELD else block_types().get(block_type)
    try:
        choices = dict(model._meta.get_field(name).flatchoices) if model else {}
    except FieldDoesNotExist:
        choices = {}
    return str(choices.get(value, value))


def heading_of(marked: MarkedRow) -> str:
    """Return the label of a row, with the block's own heading where it has one."""
    row = marked.row
    label, block = row_label(row.key, row.type), row.after or row.before
    heading = block.words.get("heading", "") if row.is_block else ""
    return _("%(part)s “%(heading)s”") % {"part": label, "heading": heading} if heading else label
