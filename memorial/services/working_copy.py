"""Working copies as stories: read from the rows of an article, and written to them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet, Value

from memorial.models import (
    Article,
    ArticleSource,
    Block,
    Byline,
    block_types,
)
from memorial.models.together import load_rows, update_together
from memorial.services.showing import existing_among
from memorial.services.survivors import with_survivors
from memorial.story.refs import number_of, ref_to
from memorial.story.values import Block as StoryBlock
from memorial.story.values import Byline as StoryByline
from memorial.story.values import Story

#: Columns of an article that a story keeps as they are.
PLAIN = ("language", "kind", "headline", "slug", "standfirst", "is_machine_translation")
ROWS = ("bylines", "sources")
RECORDS = {"lead_image": "image", "monument": "monument", "unveiling": "unveiling"}


def story_of(article: Article) -> Story:
    """Read the working copy of a saved article: its own row, bylines, sources and blocks."""
    rows = article if has_rows(article) else with_rows(Article(pk=article.pk))
    blocks = [block for name in block_rows() for block in getattr(rows, name).all()]
    blocks.sort(key=lambda block: (block.ordering, block.pk))
    return story_from(
        article,
        bylines=rows.bylines.all(),
        sources=rows.sources.all(),
        topics=[topic.pk for topic in article.topics.all()],
        blocks=blocks,
    )


def block_rows() -> list[str]:
    """Return the names under which an article has its rows of every block type."""
    parents = [model._meta.get_field("parent") for model in block_types().values()]
    return [parent.remote_field.get_accessor_name() for parent in parents]


def with_rows(article: Article) -> Article:
    """Load the article's bylines, sources and blocks into it: one query."""
    load_rows([article], [*ROWS, *block_rows()])
    return article


def has_rows(article: Article) -> bool:
    return ROWS[0] in getattr(article, "_prefetched_objects_cache", {})


def story_from(article: Article, *, bylines: Any, sources: Any, topics: Any, blocks: Any) -> Story:
    """Build a story from rows, saved or not; what a preview and a save have in common."""
    records = {name: ref_to(kind, getattr(article, f"{name}_id")) for name, kind in RECORDS.items()}
    return Story(
        **{name: getattr(article, name) for name in PLAIN},
        **records,
        bylines=tuple(
            StoryByline(ref_to("person", byline.person_id), byline.credentials, byline.affiliation)
            for byline in bylines
            if byline.person_id
        ),
        sources=tuple(ref_to("source", row.source_id) for row in sources if row.source_id),
        topics=tuple(sorted(ref_to("topic", number) for number in topics)),
        blocks=tuple(block.as_story_block() for block in blocks),
    ).cleaned()


@transaction.atomic
def write_working_copy(article: Article, story: Story) -> None:
    """Make the working copy say what `story` says; rows with the same block key stay the same.

    The language stays the article's own. Records that no longer exist are left out; those that
    were merged into others stand as these.
    """
    story = with_survivors(story)
    existing = existing_among(story.shown)
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


def _types_used(article: Article) -> list[type[Block]]:
    """Return the block types that an article has: one query for all of them."""
    types = block_types()
    rows = [
        model.objects.filter(parent=article)
        .order_by()
        .annotate(type_=Value(name, output_field=CharField()))
        .values_list("type_", flat=True)
        for name, model in types.items()
    ]
    used = set(rows[0].union(*rows[1:]))
    return [model for name, model in types.items() if name in used]


def _rows(model: Any, article: Article) -> list[Any]:
    return list(model.objects.filter(parent=article))


def _write_bylines(article: Article, story: Story, existing: set[str]) -> None:
    rows = [
        Byline(
            article=article,
            person_id=number_of(byline.person),
            credentials=byline.credentials,
            affiliation=byline.affiliation,
            position=position,
        )
        for position, byline in enumerate(story.bylines)
        if byline.person in existing
    ]
    _keep_rows(article.bylines.all(), rows, "person_id")


def _write_sources(article: Article, story: Story, existing: set[str]) -> None:
    rows = [
        ArticleSource(article=article, source_id=number_of(source), position=position)
        for position, source in enumerate(story.sources)
        if source in existing
    ]
    _keep_rows(article.sources.all(), rows, "source_id")


def _keep_rows(standing: QuerySet, rows: list[Any], name: str) -> None:
    """Make the rows of an article say what `rows` say; those of the same record stay the same row.

    A form that is open meanwhile would take a new row for one that somebody put in.
    """
    numbers = dict(standing.values_list(name, "pk"))
    for row in rows:
        row.pk = numbers.pop(getattr(row, name), None)
        row._state.adding = row.pk is None
    standing.filter(pk__in=numbers.values()).delete()
    update_together([row for row in rows if row.pk])
    standing.model.objects.bulk_create([row for row in rows if not row.pk])


def _write_blocks(article: Article, story: Story, existing: set[str]) -> None:
    types = block_types()
    kept = {
        model: {row.key: row for row in _rows(model, article)} for model in _types_used(article)
    }
    changed, new = defaultdict(list), defaultdict(list)
    for ordering, block in enumerate(story.blocks):
        model = types.get(block.type)
        block = _without_missing(block, existing)
        if model is None or not _shows_something(model, block):
            continue
        old = kept.get(model, {}).pop(block.key, None)
        row = model.from_story_block(block, parent=article, ordering=ordering * 10)
        row.pk, row._state.adding = (old.pk, False) if old else (None, True)
        (changed if old else new)[model].append(row)
    for rows in changed.values():
        update_together(rows)
    for model, rows in new.items():
        model.objects.bulk_create(rows)
    for rows in kept.values():
        for row in rows.values():
            row.delete()


def _without_missing(block: StoryBlock, existing: set[str]) -> StoryBlock:
    """Leave out records that are gone, and rows that showed nothing else."""
    rows = (replace(row, records=_existing(row.records, existing)) for row in block.rows)
    model = block_types().get(block.type)
    field = model.rows_field() if model else None
    required = [name for name, pick in field.picks.items() if pick.is_required] if field else []
    kept = tuple(row for row in rows if all(row.records.get(name) for name in required))
    return replace(block, records=_existing(block.records, existing), rows=kept)


def _existing(records: Mapping[str, str], existing: set[str]) -> dict[str, str]:
    return {name: ref if ref in existing else "" for name, ref in records.items()}


def _shows_something(model: type[Block], block: StoryBlock) -> bool:
    """Whether a block has the records, or some of the rows, that its type cannot do without."""
    required = [name for name in model.record_fields if not model._meta.get_field(name).null]
    has_rows = model.rows_field() is None or bool(block.rows)
    return has_rows and all(block.records.get(name) for name in required)
