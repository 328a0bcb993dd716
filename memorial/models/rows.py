"""Rows of a block, kept in one column: which words and records a row of a type has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Words:
    """A column of words; `kind` is how they are asked for: text, area, or edtf for a date."""

    label: Any
    help_text: Any = ""
    max_length: int = 400
    is_required: bool = False
    kind: str = "text"


@dataclass(frozen=True)
class Pick:
    """A column of records, chosen as the foreign key `like` chooses its own."""

    label: Any
    like: models.ForeignKey
    is_required: bool = False

    @property
    def model(self) -> type[models.Model]:
        return self.like.related_model

    @property
    def noun(self) -> str:
        """The kind of record, as references name it (`image`)."""
        return self.model._meta.model_name


class RowsField(models.JSONField):
    """The rows of a block, as a frozen story has them: `[{"words": {…}, "records": {…}}]`.

    `columns` says what a row has, `row_name` what one is called, `least` how many there must be.
    """

    def __init__(
        self,
        *args: Any,
        columns: Mapping[str, Words | Pick] | None = None,
        row_name: Any = "",
        least: int = 1,
        **kwargs: Any,
    ) -> None:
        self.columns, self.row_name, self.least = dict(columns or {}), row_name, least
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        # What a row has is no matter of the database: a new column needs no migration.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    @property
    def picks(self) -> dict[str, Pick]:
        return {name: each for name, each in self.columns.items() if isinstance(each, Pick)}

    @property
    def words(self) -> dict[str, Words]:
        return {name: each for name, each in self.columns.items() if isinstance(each, Words)}

    def kept(self, rows: Iterable[Any]) -> list[dict[str, dict[str, str]]]:
        """Return rows (with `words` and `records`) with the columns of this type and no others."""
        return [
            {
                "words": {name: row.words.get(name, "") for name in self.words},
                "records": {name: row.records.get(name, "") for name in self.picks},
            }
            for row in rows
        ]
