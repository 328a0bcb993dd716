"""What a page reads from a frozen story: every reference in its place, nothing left to work out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from memorial.story.frozen import Frozen, thaw
from memorial.story.refs import kind_of, number_of
from memorial.story.values import Block
from memorial.text import count_words, plain

#: Words read in a minute; Korean is counted in syllables.
READING_SPEED = {"en": 230, "ru": 180, "ko": 500}


def resolve(value: Any, facts: Mapping[str, Any], trail: tuple[str, ...] = ()) -> Any:
    """Put the facts in the place of `{"ref": …}`, however deep; a missing one becomes None."""
    if isinstance(value, Mapping):
        ref = value.get("ref")
        if ref is None:
            return {name: resolve(inner, facts, trail) for name, inner in value.items()}
        if ref not in facts or ref in trail:
            return None
        inner = resolve(facts[ref], facts, (*trail, ref))
        return {**inner, "ref": ref, "number": number_of(ref)}
    if isinstance(value, list | tuple):
        return [resolve(inner, facts, trail) for inner in value]
    return value


@dataclass(frozen=True)
class ShownRow:
    """A row of a block as its template takes it."""

    words: Mapping[str, str]
    records: Mapping[str, Any]


@dataclass(frozen=True)
class ShownBlock:
    """A block as its template takes it: `words` as text, `records` as facts."""

    key: str
    type: str
    words: Mapping[str, str]
    records: Mapping[str, Any]
    rows: tuple[ShownRow, ...] = ()

    @property
    def template(self) -> str:
        return f"blocks/{self.type}.html"


class StoryPage:
    """A frozen story as a page takes it."""

    def __init__(self, frozen: Frozen) -> None:
        self.story = thaw(frozen)
        self.facts = frozen["facts"]

    def fact(self, ref: str) -> Any:
        return resolve({"ref": ref}, self.facts) if ref else None

    @cached_property
    def blocks(self) -> list[ShownBlock]:
        return [self._shown(block) for block in self.story.blocks]

    @cached_property
    def contents(self) -> list[ShownBlock]:
        """The blocks with a heading, for the list of contents."""
        return [block for block in self.blocks if block.words.get("heading")]

    @cached_property
    def lead_image(self) -> Any:
        return self.fact(self.story.lead_image)

    @cached_property
    def monument(self) -> Any:
        return self.fact(self.story.monument)

    @cached_property
    def unveiling(self) -> Any:
        return self.fact(self.story.unveiling)

    @cached_property
    def bylines(self) -> list[dict[str, Any]]:
        return [
            {
                "person": self.fact(byline.person),
                "credentials": byline.credentials,
                "affiliation": byline.affiliation,
            }
            for byline in self.story.bylines
        ]

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """The numbered sources: the article's own, then those its statements rest on.

        The latter by record number: PostgreSQL keeps the facts in an order of its own. Two that
        were merged are one: the later is left out, and named as a twin of the first.
        """
        twins = self._sources_by_survivor
        own = list(self.story.sources)
        others = [refs[0] for refs in twins.values() if not set(refs) & set(own)]
        shown = [*own, *sorted(others, key=number_of)]
        return [
            fact and {**fact, "twins": [each for each in twins[self._now(ref)] if each != ref]}
            for ref, fact in ((ref, self.fact(ref)) for ref in shown)
        ]

    @cached_property
    def _sources_by_survivor(self) -> dict[str, list[str]]:
        """The sources among the facts, by the record that each is now."""
        found: dict[str, list[str]] = {}
        for ref in sorted((ref for ref in self.facts if kind_of(ref) == "source"), key=number_of):
            found.setdefault(self._now(ref), []).append(ref)
        return found

    def _now(self, ref: str) -> str:
        return self.facts[ref].get("now", ref)

    @cached_property
    def topics(self) -> list[dict[str, Any]]:
        return [self.fact(ref) for ref in self.story.topics]

    @cached_property
    def statement_count(self) -> int:
        return sum(block.type == "statement" for block in self.story.blocks)

    @cached_property
    def word_count(self) -> int:
        return count_words(self._text)

    @cached_property
    def reading_minutes(self) -> int:
        """How long reading takes, by the words (Korean: syllables) of headings and prose."""
        language = self.story.language
        units = len(self._text.replace(" ", "")) if language == "ko" else self.word_count
        return max(1, round(units / READING_SPEED.get(language, 200)))

    @cached_property
    def _text(self) -> str:
        return " ".join(
            f"{block.words.get('heading', '')} {plain(block.words.get('html', ''))}"
            for block in self.story.blocks
        )

    def _shown(self, block: Block) -> ShownBlock:
        rows = tuple(ShownRow(row.words, self._facts(row.records)) for row in block.rows)
        return ShownBlock(block.key, block.type, block.words, self._facts(block.records), rows)

    def _facts(self, records: Mapping[str, str]) -> dict[str, Any]:
        return {name: self.fact(ref) for name, ref in records.items()}
