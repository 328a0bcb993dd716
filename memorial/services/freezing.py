"""Between working copies and stories: read one, write one, freeze one."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from memorial.models import (
    Article,
    ArticleSource,
    Block,
    Byline,
    block_types,
)
from memorial.services.linking import link_records
from memorial.services.showing import facts_map
from memorial.story.frozen import Frozen, freeze
from memorial.story.values import Block as StoryBlock
from memorial.story.values import Byline as StoryByline
from memorial.story.values import Story

#: Columns of an article that a story keeps as they are.
PLAIN = ("language", "kind", "headline", "slug", "standfirst", "is_machine_translation")
RECORDS = {"lead_image": "image", "monument": "monument", "unveiling": "unveiling"}


def ref(kind: str, number: int | None) -> str:
    return f"{kind}:{number}" if number else ""


def number_of(reference: str) -> int | None:
    return int(reference.partition(":")[2]) if reference else None


def story_of(article: Article) -> Story:
    """Read the working copy of a saved article: its own row, bylines, sources and blocks."""
    blocks = [block for model in block_types().values() for block in _rows(model, article)]
    blocks.sort(key=lambda block: (block.ordering, block.pk))
    return story_from(
        article,
        bylines=article.bylines.all(),
        sources=article.sources.all(),
        topics=[topic.pk for topic in article.topics.all()],
        blocks=blocks,
    )


def story_from(article: Article, *, bylines: Any, sources: Any, topics: Any, blocks: Any) -> Story:
    """Build a story from rows, saved or not; what a preview and a save have in common."""
    records = {name: ref(kind, getattr(article, f"{name}_id")) for name, kind in RECORDS.items()}
    return Story(
        **{name: getattr(article, name) for name in PLAIN},
        **records,
        bylines=tuple(
            StoryByline(ref("person", byline.person_id), byline.credentials, byline.affiliation)
            for byline in bylines
            if byline.person_id
        ),
        sources=tuple(ref("source", row.source_id) for row in sources if row.source_id),
        topics=tuple(sorted(ref("topic", number) for number in topics)),
        blocks=tuple(block.as_story_block() for block in blocks),
    ).cleaned()


def freeze_story(story: Story) -> Frozen:
    """Freeze a story with the facts it shows as they are now; addresses become references."""
    linked = link_records(story.cleaned())
    return freeze(linked, facts_map(linked.refs, linked.language))


@transaction.atomic
def write_working_copy(article: Article, story: Story) -> None:
    """Make the working copy say what `story` says; rows with the same block key stay the same.

    The language stays the article's own. Records that no longer exist are left out.
    """
    existing = set(facts_map(story.refs, story.language))
    for name in PLAIN:
        if name != "language":
            setattr(article, name, getattr(story, name))
    for name in RECORDS:
        reference = getattr(story, name)
        setattr(article, f"{name}_id", number_of(reference) if reference in existing else None)
    article.save()
    article.topics.set(number_of(topic) for topic in story.topics if topic in existing)
    _write_bylines(article, story, existing)
    _write_sources(article, story, existing)
    _write_blocks(article, story, existing)


def _rows(model: Any, article: Article) -> list[Any]:
    return list(model.objects.filter(parent=article))


def _write_bylines(article: Article, story: Story, existing: set[str]) -> None:
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(
            article=article,
            person_id=number_of(byline.person),
            credentials=byline.credentials,
            affiliation=byline.affiliation,
            position=position,
        )
        for position, byline in enumerate(story.bylines)
        if byline.person in existing
    )


def _write_sources(article: Article, story: Story, existing: set[str]) -> None:
    article.sources.all().delete()
    ArticleSource.objects.bulk_create(
        ArticleSource(article=article, source_id=number_of(source), position=position)
        for position, source in enumerate(story.sources)
        if source in existing
    )


def _write_blocks(article: Article, story: Story, existing: set[str]) -> None:
    types = block_types()
    kept = {model: {row.key: row for row in _rows(model, article)} for model in types.values()}
    for ordering, block in enumerate(story.blocks):
        model = types.get(block.type)
        block = _without_missing(block, existing)
        if model is None or any(not block.records.get(name) for name in _required(model)):
            continue
        old = kept[model].pop(block.key, None)
        row = model.from_story_block(block, parent=article, ordering=ordering * 10)
        row.pk = old.pk if old else None
        row.save(force_insert=old is None)
    for rows in kept.values():
        for row in rows.values():
            row.delete()


def _without_missing(block: StoryBlock, existing: set[str]) -> StoryBlock:
    records = {name: ref if ref in existing else "" for name, ref in block.records.items()}
    return replace(block, records=records)


def _required(model: type[Block]) -> list[str]:
    """Return the records without which a block of this type shows nothing."""
    return [name for name in model.record_fields if not model._meta.get_field(name).null]
