"""What every block of a body has: its place, its stable key, and its way into a story."""

import secrets
from typing import Any, ClassVar, Self

from content_editor.models import create_plugin_base
from django.db import models

from memorial.models.article import Article
from memorial.models.rows import RowsField
from memorial.story.refs import number_of, ref_to
from memorial.story.values import Block as StoryBlock
from memorial.story.values import Row as StoryRow


def new_key() -> str:
    """Return a key that names a block through all editions and translations."""
    return secrets.token_hex(5)


class Block(create_plugin_base(Article)):
    """One block of a working copy.

    A block type is one module: its columns, which of them are `word_fields` and which
    `record_fields`, and its `type`, which also names its template (`blocks/<type>.html`).
    A type with rows has a column `rows` too, a `RowsField` that says what a row has.
    """

    type: ClassVar[str]
    #: Where the editor offers it, and the Material Icons sign on its button.
    rank: ClassVar[int] = 100
    icon: ClassVar[str] = "extension"
    material: ClassVar[str] = ""
    word_fields: ClassVar[tuple[str, ...]] = ()
    record_fields: ClassVar[tuple[str, ...]] = ()
    rows: Any = ()

    key = models.CharField(max_length=40, default=new_key, editable=True)
    region = models.CharField(max_length=20, default="body")

    class Meta:
        abstract = True
        ordering = ["ordering", "pk"]

    def as_story_block(self) -> StoryBlock:
        words = {name: str(getattr(self, name) or "") for name in self.word_fields}
        records = {}
        for name in self.record_fields:
            number = getattr(self, f"{name}_id")
            kind = self._meta.get_field(name).related_model._meta.model_name
            records[name] = ref_to(kind, number)
        rows = tuple(StoryRow(row["words"], row["records"]) for row in self.rows)
        return StoryBlock(key=self.key, type=self.type, words=words, records=records, rows=rows)

    @classmethod
    def from_story_block(cls, block: StoryBlock, **place: Any) -> Self:
        """Return an unsaved row for `block`; fields that its type no longer has are left out."""
        words = {name: block.words.get(name, "") for name in cls.word_fields}
        numbers = {
            f"{name}_id": number_of(block.records.get(name, "")) for name in cls.record_fields
        }
        rows = {"rows": field.kept(block.rows)} if (field := cls.rows_field()) else {}
        return cls(key=block.key, **words, **numbers, **rows, **place)

    @classmethod
    def rows_field(cls) -> RowsField | None:
        """Return the column of rows, for a type that has some."""
        return next((each for each in cls._meta.fields if isinstance(each, RowsField)), None)


def block_types() -> dict[str, type[Block]]:
    """Return every block type by name, in the order in which the editor offers them."""
    models_in_order = sorted(Block.__subclasses__(), key=lambda model: model.rank)
    return {model.type: model for model in models_in_order}
