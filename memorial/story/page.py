"""What a page reads from a frozen story: every reference in its place, nothing left to work out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from memorial.story.frozen import Frozen, thaw
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
        return {**inner, "ref": ref, "number": int(ref.partition(":")[2])}
    if isinstance(value, list | tuple):
        return [resolve(inner, facts, trail) for inner in value]
    return value


@dataclass(frozen=True)
class ShownBlock:
    """A block as its template takes it: `words` as text, `records` as facts."""

    key: str
    type: str
    words: Mapping[str, str]
    records: Mapping[str, Any]

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

        The latter by record number: PostgreSQL keeps the facts in an order of its own.
        """
        own = list(self.story.sources)
        shown = {ref for ref in self.facts if ref.startswith("source:")} - set(own)
        others = sorted(shown, key=lambda ref: int(ref.partition(":")[2]))
        return [self.fact(ref) for ref in [*own, *others]]

    @cached_property
    def topics(self) -> list[dict[str, Any]]:
        return [self.fact(ref) for ref in self.story.topics]

    @cached_property
    def statement_count(self) -> int:
        return sum(block.type == "statement" for block in self.story.blocks)

    @cached_property
    def reading_minutes(self) -> int:
        """How long reading takes, by the words (Korean: syllables) of headings and prose."""
        text = " ".join(
            f"{block.words.get('heading', '')} {plain(block.words.get('html', ''))}"
            for block in self.story.blocks
        )
        language = self.story.language
        units = len(text.replace(" ", "")) if language == "ko" else count_words(text)
        return max(1, round(units / READING_SPEED.get(language, 200)))

    def _shown(self, block: Block) -> ShownBlock:
        records = {name: self.fact(ref) for name, ref in block.records.items()}
        return ShownBlock(block.key, block.type, block.words, records)
