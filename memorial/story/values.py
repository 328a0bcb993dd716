"""A story as a value: the fields of an article and its blocks, whatever they were read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from memorial.text import clean_html, linked_records


@dataclass(frozen=True)
class Row:
    """One row of a block, such as a picture of a gallery: its words and records by column."""

    words: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)

    def cleaned(self) -> Self:
        """Return it with its HTML clean; HTML is known by the field’s name `html`."""
        if "html" not in self.words:
            return self
        return replace(self, words={**self.words, "html": clean_html(self.words["html"])})

    @property
    def shown(self) -> list[str]:
        """Every record this shows."""
        return [ref for ref in self.records.values() if ref]

    @property
    def refs(self) -> list[str]:
        """Every record this shows or links to."""
        return self.shown + linked_records(self.words.get("html", ""))


@dataclass(frozen=True)
class Block:
    """One block: `words` and `records` (references such as `statement:12`) by field name.

    Some types have `rows` as well, each with words and records of its own.
    """

    key: str
    type: str
    words: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def cleaned(self) -> "Block":
        """Return the block with its HTML clean; every other field is text and stays as typed."""
        if not any("html" in row.words for row in (self._own, *self.rows)):
            return self
        rows = tuple(row.cleaned() for row in self.rows)
        return replace(self, words=self._own.cleaned().words, rows=rows)

    @property
    def shown(self) -> list[str]:
        """Every record this block shows, its rows’ included."""
        return [ref for row in (self._own, *self.rows) for ref in row.shown]

    @property
    def refs(self) -> list[str]:
        """Every record this block shows or links to, its rows’ included."""
        return [ref for row in (self._own, *self.rows) for ref in row.refs]

    @property
    def _own(self) -> Row:
        return Row(self.words, self.records)


@dataclass(frozen=True)
class Byline:
    """A contributor (`person:7`), with credentials and affiliation as printed."""

    person: str
    credentials: str = ""
    affiliation: str = ""


@dataclass(frozen=True)
class Story:
    """An article in one language, complete: what is previewed, frozen, compared and restored."""

    language: str
    kind: str
    headline: str
    slug: str = ""
    standfirst: str = ""
    lead_image: str = ""
    monument: str = ""
    unveiling: str = ""
    is_machine_translation: bool = False
    bylines: tuple[Byline, ...] = ()
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def shown(self) -> list[str]:
        """Every record the story shows, in order, once each."""
        return self._with([ref for block in self.blocks for ref in block.shown])

    @property
    def refs(self) -> list[str]:
        """Every record the story shows or links to, in order, once each."""
        return self._with([ref for block in self.blocks for ref in block.refs])

    def _with(self, of_blocks: list[str]) -> list[str]:
        own = [self.lead_image, self.monument, self.unveiling, *self.sources, *self.topics]
        people = [byline.person for byline in self.bylines]
        return list(dict.fromkeys(ref for ref in [*own, *people, *of_blocks] if ref))

    def cleaned(self) -> "Story":
        return replace(self, blocks=tuple(block.cleaned() for block in self.blocks))
