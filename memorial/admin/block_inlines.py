"""Blocks inside the article's form: an inline of every block type."""

from typing import Any

from content_editor.admin import ContentEditorInline

from memorial.admin.inlines import Inline
from memorial.admin.rows import WithRows
from memorial.forms.articles import BlockForm
from memorial.forms.formsets import TogetherFormSet


class BlockInline(WithRows, Inline, ContentEditorInline):
    form = BlockForm
    formset = TogetherFormSet


def block_inline(model: Any) -> Any:
    """Make the inline of a block type from what its module says of it."""
    rows = ["rows"] if model.rows_field() else []
    fields = [*model.record_fields, *model.word_fields, *rows]
    fields.sort(key=lambda name: model._meta.get_field(name).creation_counter)
    return BlockInline.create(
        model,
        fields=[*fields, "key", "region", "ordering"],
        autocomplete_fields=list(model.record_fields),
        classes=[
            f"block-{model.type}",
            f"is-{model.material}" if isinstance(model.material, str) else "",
        ],
        icon=model.icon,
    )
