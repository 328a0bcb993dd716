"""Holds the way between working copies and stories, in both directions."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memorial.models import (
    Article,
    ProseBlock,
    StatementBlock,
    Topic,
    block_types,
)
from memorial.services.freezing import freeze_story
from memorial.services.saving import keep_story
from memorial.services.showing import KINDS, facts_map
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.frozen import freeze, thaw
from memorial.story.marking import name_of
from memorial.story.page import StoryPage
from memorial.story.values import Block, Byline, Story
from tests import factories
from tests.factories import add_block, make_article, make_full_article
from tests.story.strategies import html, texts

pytestmark = pytest.mark.django_db


def other_article():
    return make_article("Other", ("Other words.",))


def copied(story):
    """The working copy of another article, made to say what a story says."""
    article = other_article()
    write_working_copy(article, story)
    return Article.objects.get(pk=article.pk)


def rows(model, article):
    return {row.key: row.pk for row in model.objects.filter(parent=article)}


# The round trip.


def test_every_type_of_block_is_in_the_make_full_article():
    assert {block.type for block in story_of(make_full_article()).blocks} == set(block_types())


def test_a_working_copy_frozen_thawed_and_written_elsewhere_freezes_the_same():
    frozen = freeze_story(story_of(make_full_article()))

    again = freeze_story(story_of(copied(thaw(frozen))))

    assert again == frozen


@given(
    words=st.lists(st.tuples(texts, html, texts), max_size=4),
    headline=texts,
    standfirst=texts,
    credentials=texts,
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_words_survive_the_round_trip(words, headline, standfirst, credentials):
    article = make_article(f"H{headline}", (), standfirst=standfirst)
    article.bylines.create(person=somebody(), credentials=credentials)
    for ordering, (heading, prose, caption) in enumerate(words):
        add_block(article, "prose", heading=heading, html=prose, ordering=ordering)
        add_block(article, "picture", image=picture(), caption=caption, ordering=ordering)
    story = story_of(article)
    frozen = freeze_story(story)

    again = copied(thaw(frozen))

    assert story_of(again) == story
    assert freeze_story(story_of(again)) == frozen


def somebody():
    return factories.models.Person.objects.first() or factories.make_person()


def picture():
    return factories.models.Image.objects.first() or factories.make_image()


def test_a_story_frozen_in_the_database_thaws_to_the_same_story():
    article = make_full_article()
    story = story_of(article)

    kept = keep_story(article, freeze_story(story), by=None, purpose="save")

    kept.refresh_from_db()
    assert thaw(kept.frozen) == story
    assert StoryPage(kept.frozen).sources == StoryPage(freeze_story(story)).sources


# Reading.


def test_a_story_reads_blocks_bylines_and_sources_in_the_editors_order():
    story = story_of(make_full_article())

    assert [block.type for block in story.blocks] == [
        "prose",
        "pull_quote",
        "picture",
        "gallery",
        "monument_facts",
        "attendance",
        "statement",
        "timeline",
    ]
    assert [byline.credentials for byline in story.bylines] == ["", "PhD"]
    facts = freeze_story(story)["facts"]
    assert [facts[source]["title"] for source in story.sources] == ["S1", "S2"]


def test_a_story_reads_only_its_own_article():
    make_full_article()

    story = story_of(make_article("Mine", ("Mine.",)))

    assert [block.words["html"] for block in story.blocks] == ["<p>Mine.</p>"]
    assert (story.bylines, story.sources, story.topics) == ((), (), ())


def test_every_new_block_has_a_key_of_its_own():
    article = make_article(paragraphs=("a", "b", "c"))

    assert len({block.key for block in story_of(article).blocks}) == 3


# Freezing.


def test_a_frozen_story_holds_every_record_it_shows_and_what_those_point_at():
    article = make_full_article()

    frozen = freeze_story(story_of(article))

    facts = frozen["facts"]
    statement = StatementBlock.objects.get(parent=article).statement
    assert facts[statement.ref]["text"] == statement.text
    assert facts[statement.speaker.ref]["name"]["text"] == "Ada Vale"
    assert statement.source.ref in facts
    assert set(thaw(frozen).refs) <= set(facts)


def test_a_link_to_a_record_that_is_gone_has_no_fact():
    article = make_article()
    add_block(article, "prose", html='<p><a href="record:person:999">x</a></p>')

    assert freeze_story(story_of(article))["facts"] == {}


def test_what_only_unclean_html_points_at_is_not_frozen():
    person = factories.make_person(public_from=None)
    hidden = f'<p>x</p><script><a href="record:person:{person.pk}">x</a></script>'
    story = Story("en", "news", "A", blocks=(Block("a", "prose", {"html": hidden}),))

    assert freeze_story(story)["facts"] == {}


def linking_to(*records):
    links = " ".join(f'<a href="record:{record.ref}">x</a>' for record in records)
    return Story("en", "news", "A", blocks=(Block("a", "prose", {"html": f"<p>{links}</p>"}),))


def test_what_is_only_linked_to_is_held_by_name_with_the_record_whose_page_it_stands_on():
    unveiling = factories.make_unveiling(
        factories.make_monument(place=factories.make_place()), officials=["Ben Stone"]
    )
    statement = factories.make_statement(factories.make_official(portrait=picture()))

    facts = freeze_story(linking_to(unveiling, statement))["facts"]

    name = unveiling.monument.name
    speaker = statement.speaker
    assert facts[unveiling.ref] == {"monument": {"ref": unveiling.monument.ref}}
    assert facts[unveiling.monument.ref] == {"name": name}
    assert set(facts) == {unveiling.ref, unveiling.monument.ref, statement.ref, speaker.ref}
    assert set(facts[speaker.ref]) == {"name"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_calls_a_record_what_a_page_that_shows_it_would(kind):
    record = {
        "unveiling": factories.make_unveiling,
        "statement": factories.make_statement,
        "monument": factories.make_monument,
        "person": factories.make_person,
        "place": factories.make_place,
        "organisation": factories.make_organisation,
        "topic": lambda: Topic.objects.create(address="war", title_en="War"),
        "source": factories.make_source,
        "image": factories.make_image,
    }[kind]()

    linked = freeze_story(linking_to(record))["facts"]

    assert name_of(record.ref, linked) == name_of(record.ref, facts_map([record.ref], "en"))
    assert name_of(record.ref, linked) != record.ref


def test_what_is_shown_and_linked_to_is_held_whole():
    unveiling = factories.make_unveiling(officials=["Ben Stone"])
    story = linking_to(unveiling, unveiling.monument)

    through_itself = freeze_story(replace(story, unveiling=unveiling.ref))["facts"]
    through_another = freeze_story(
        replace(linking_to(unveiling.monument), unveiling=unveiling.ref)
    )["facts"]

    assert through_itself == through_another == facts_map([unveiling.ref], "en")


def test_a_link_costs_no_queries_for_what_its_record_shows():
    unveiling = factories.make_unveiling(officials=["Ben Stone"])
    story = linking_to(unveiling)

    with CaptureQueriesContext(connection) as whole:
        facts_map([unveiling.ref], "en")
    with CaptureQueriesContext(connection) as linked:
        freeze_story(story)

    assert len(linked) < len(whole)


# Writing.


def test_rows_with_the_same_block_key_stay_the_same_rows():
    article = make_article(paragraphs=("a", "b", "c"))
    story = story_of(article)
    first, second, third = story.blocks
    before = rows(ProseBlock, article)
    moved = replace(
        story, blocks=(third, replace(first, words={**first.words, "html": "<p>new</p>"}))
    )

    write_working_copy(article, moved)

    assert rows(ProseBlock, article) == {
        third.key: before[third.key],
        first.key: before[first.key],
    }
    assert [block.words["html"] for block in story_of(article).blocks] == [
        "<p>c</p>",
        "<p>new</p>",
    ]


def test_a_block_that_became_another_type_keeps_its_key():
    article = make_article(paragraphs=("a",))
    (block,) = story_of(article).blocks
    statement = factories.make_statement()
    changed = Block(block.key, "statement", {}, {"statement": statement.ref})

    write_working_copy(article, replace(story_of(article), blocks=(changed,)))

    assert story_of(article).blocks == (changed,)
    assert not ProseBlock.objects.filter(parent=article).exists()


def test_writing_a_story_leaves_the_language_and_the_translation_group_alone():
    article = other_article()
    group = article.group

    write_working_copy(article, replace(story_of(make_full_article()), language="ru"))

    article.refresh_from_db()
    assert (article.language, article.group) == ("en", group)


def test_writing_a_story_takes_out_what_it_does_not_have():
    article = make_full_article()

    write_working_copy(article, Story("en", "news", "Bare"))

    assert story_of(Article.objects.get(pk=article.pk)) == Story("en", "news", "Bare")


def test_records_that_are_gone_are_left_out_of_what_is_written():
    story = Story(
        "en",
        "news",
        "A",
        lead_image="image:999",
        monument="monument:999",
        bylines=(Byline("person:999"),),
        sources=("source:999",),
        topics=("topic:999",),
        blocks=(
            Block("a", "statement", {}, {"statement": "statement:999"}),
            Block("b", "prose", {"html": "<p>Kept</p>"}, {"account_of": ""}),
            Block("c", "of_the_future", {"html": "<p>x</p>"}, {}),
        ),
    )

    written = story_of(copied(story))

    assert [block.key for block in written.blocks] == ["b"]
    assert replace(written, blocks=()) == Story("en", "news", "A")


def test_prose_is_kept_when_the_person_whose_account_it_was_is_gone():
    block = Block(
        "a",
        "prose",
        {"heading": "H", "material": "patina", "account_line": "PhD", "html": "<p>Words</p>"},
        {"account_of": "person:999"},
    )

    (written,) = story_of(copied(Story("en", "news", "A", blocks=(block,)))).blocks

    assert written == replace(block, records={"account_of": ""})


def test_words_that_a_block_type_has_no_longer_are_left_out():
    block = Block("a", "prose", {"html": "<p>x</p>", "of_old": "y"}, {"account_of": ""})

    (written,) = story_of(copied(Story("en", "news", "A", blocks=(block,)))).blocks

    assert written.words == {"heading": "", "material": "", "account_line": "", "html": "<p>x</p>"}


def test_html_is_clean_when_a_story_is_written():
    block = Block("a", "prose", {"html": "<p onclick='x'>Hi</p>"}, {})

    write_working_copy(article := other_article(), Story("en", "news", "A", blocks=(block,)))

    assert ProseBlock.objects.get(parent=article).html == "<p>Hi</p>"


def test_facts_given_to_freeze_are_kept_as_they_are():
    assert freeze(Story("en", "news", "A"), {"person:1": {"a": None}})["facts"] == {
        "person:1": {"a": None}
    }


def test_rows_whose_picture_is_gone_are_left_out_and_a_gallery_without_any_too():
    article = make_article()
    images = [factories.make_image("One"), factories.make_image("Two")]
    rows = factories.gallery_rows(*images)
    factories.add_block(article, "gallery", rows=rows, ordering=1000)
    source = factories.make_source()
    rows = factories.timeline_rows(("2025", "It opened."), source=source)
    factories.add_block(article, "timeline", rows=rows, ordering=1001)
    story = story_of(article)

    images[0].delete()
    source.delete()
    write_working_copy(article, story)

    gallery, timeline = story_of(article).blocks[1:]
    assert [row.records["image"] for row in gallery.rows] == [images[1].ref]
    assert [row.records["source"] for row in timeline.rows] == [""]

    images[1].delete()
    write_working_copy(article, story)

    assert [block.type for block in story_of(article).blocks] == ["prose", "timeline"]


def test_rows_of_the_same_record_stay_the_same_rows():
    article = make_full_article()
    rows = {row.source_id: row.pk for row in article.sources.all()}
    people = {row.person_id: row.pk for row in article.bylines.all()}
    story = story_of(article)
    turned = replace(story, sources=story.sources[::-1], bylines=story.bylines[::-1])

    write_working_copy(article, turned)

    assert {row.source_id: row.pk for row in article.sources.all()} == rows
    assert {row.person_id: row.pk for row in article.bylines.all()} == people
    assert story_of(article).sources == story.sources[::-1]
