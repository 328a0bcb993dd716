"""Holds what a story shows of records, and what of them only its links need."""

from memorial.story.closure import as_link, closure, shown_by, shown_facts, shows_the_same
from memorial.story.frozen import freeze
from memorial.story.values import Block, Byline, Row, Story

ADA, GATE = {"name": {"text": "Ada Vale"}, "born": "1900"}, {"name": {"text": "The Gate"}}
DAY = {"date": "1923", "monument": {"ref": "monument:1"}, "people": [{"ref": "person:1"}]}
FACTS = {"unveiling:1": DAY, "monument:1": GATE, "person:1": ADA}


def story(html="", block=None, **fields):
    prose = Block("a", "prose", {"html": html}, {"account_of": ""})
    return Story("en", "news", "A", blocks=(prose, *filter(None, [block])), **fields)


LINK = '<p><a href="record:unveiling:1">the day</a></p>'


def test_a_story_shows_what_its_fields_bylines_blocks_and_rows_name():
    gallery = Block("b", "gallery", {}, {}, (Row({}, {"image": "image:2"}),))

    shown = shown_by(story(LINK, gallery, unveiling="unveiling:3", bylines=(Byline("person:4"),)))

    assert shown == ["unveiling:3", "person:4", "image:2"]


def test_a_source_that_is_linked_to_is_shown_below_the_article():
    html = '<p><a href="record:source:1">x</a><a href="record:person:1">y</a></p>'

    assert shown_by(story(html)) == ["source:1"]


def test_of_what_is_linked_to_a_name_is_held_and_of_what_is_shown_everything():
    linked = closure([], ["unveiling:1", "person:9"], FACTS)

    assert linked == {"unveiling:1": {"monument": {"ref": "monument:1"}}, "monument:1": GATE}
    assert closure(["unveiling:1"], ["unveiling:1", "monument:1"], FACTS) == FACTS
    assert closure(["person:1"], ["unveiling:1"], FACTS)["person:1"] == ADA


def test_a_record_stands_with_the_one_it_was_merged_into():
    facts = {"person:1": {**ADA, "now": "person:2"}, "person:2": ADA, "person:3": ADA}

    assert set(closure(["person:1"], [], facts)) == {"person:1", "person:2"}
    assert as_link(facts["person:1"]) == {"name": {"text": "Ada Vale"}, "now": "person:2"}


def test_readers_see_nothing_of_what_is_linked_to_however_it_was_frozen():
    deep, shallow = freeze(story(LINK), FACTS), freeze(story(LINK), {"unveiling:1": {}})

    assert shown_facts(deep) == {}
    assert shows_the_same(deep, shallow)


def test_readers_see_what_is_shown():
    before = freeze(story(LINK, unveiling="unveiling:1"), FACTS)
    after = freeze(story(LINK, unveiling="unveiling:1"), {**FACTS, "person:1": {"name": ""}})

    assert shown_facts(before) == FACTS
    assert not shows_the_same(before, after)


def test_records_that_point_at_each_other_are_reached_once():
    facts = {"a:1": {"to": {"ref": "a:2"}}, "a:2": {"to": {"ref": "a:1"}}}

    assert closure(["a:1"], [], facts) == facts


def test_what_is_held_stands_in_the_order_in_which_it_was_read():
    facts = {f"person:{number}": ADA for number in range(20, 0, -1)}

    held = closure(["person:3", "person:17"], ["person:9", "person:11"], facts)

    assert list(held) == ["person:17", "person:11", "person:9", "person:3"]
