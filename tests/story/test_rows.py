"""Holds that rows of a block go every way a story goes: frozen, thawed, compared, marked, shown."""

import json

import pytest

from memorial.story.compare import apply, changes
from memorial.story.frozen import freeze, thaw
from memorial.story.marking import marked_changes
from memorial.story.page import StoryPage
from memorial.story.values import Block, Row, Story

FACTS = {
    "image:1": {"caption": {"text": "The gate", "lang": "en"}},
    "image:2": {"caption": {"text": "The wall", "lang": "en"}},
}
ROWS = (
    Row({"caption": "Here"}, {"image": "image:1"}),
    Row({"caption": ""}, {"image": "image:2"}),
)


def story(*rows):
    blocks = (Block("a1", "prose", {"html": "<p>x</p>"}), Block("g1", "gallery", {}, {}, rows))
    return Story("en", "news", "Opened", blocks=blocks)


def kept(frozen):
    return json.loads(json.dumps(frozen))


def test_rows_are_thawed_as_they_were_frozen():
    frozen = kept(freeze(story(*ROWS), FACTS))

    assert thaw(frozen) == story(*ROWS)
    assert freeze(thaw(frozen), FACTS) == frozen


def test_a_block_without_rows_is_frozen_as_it_was_before_there_were_any():
    prose, _gallery = freeze(story(*ROWS), {})["words"]["blocks"]

    assert prose == {"key": "a1", "type": "prose", "words": {"html": "<p>x</p>"}, "records": {}}
    assert thaw(freeze(story(*ROWS), {})).blocks[0].rows == ()


def test_records_of_rows_are_records_of_the_story():
    assert story(*ROWS).refs == ["image:1", "image:2"]
    linked = Row({"html": '<p><a href="record:person:3">x</a></p>'})
    assert story(linked).refs == ["person:3"]


def test_html_in_a_row_is_cleaned_and_any_other_words_stay_as_typed():
    row = Row({"html": "<p onclick='x'>Hi</p>", "caption": "<b>&"})

    [cleaned] = story(row).cleaned().blocks[1].rows

    assert cleaned.words == {"html": "<p>Hi</p>", "caption": "<b>&"}


def test_another_order_of_rows_is_a_change_and_can_be_made_elsewhere():
    before, after = story(*ROWS), story(*reversed(ROWS))

    [change] = changes(before, after)

    assert change.key == "g1"
    assert apply(before, change) == after
    assert apply(story(ROWS[0]), change) is None


def test_the_words_of_rows_are_marked_with_their_records_by_name():
    before, after = freeze(story(ROWS[0]), FACTS), freeze(story(*ROWS), FACTS)

    [change] = marked_changes(before, after)

    assert change.words == [("same", "Here · The gate "), ("in", "· The wall")] or "".join(
        words for mark, words in change.words if mark == "in"
    ).endswith("The wall")


@pytest.mark.parametrize(("number", "caption"), [(0, "The gate"), (1, "The wall")])
def test_a_page_has_rows_with_their_facts_in_place(number, caption):
    row = StoryPage(kept(freeze(story(*ROWS), FACTS))).blocks[1].rows[number]

    assert row.words == ROWS[number].words
    assert row.records["image"]["caption"]["text"] == caption
