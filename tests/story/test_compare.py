"""Holds what differs between two stories, and what the same change makes of a third.

The limit: a change knows where a block was put in, not where it was moved to. So a story in
which common blocks only stand in another order has no changes; `has_new_order` says so.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.story.compare import Change, apply, changes, has_new_order
from memorial.story.values import Block, Byline, Story
from tests.story.strategies import many, stories

KEYS = "abcdefgh"


def block(key, words="", block_type="prose"):
    return Block(key, block_type, {"html": f"<p>{words}</p>"})


def story(*blocks, **fields):
    return Story(**{"language": "en", "kind": "news", "headline": "A", **fields}, blocks=blocks)


def made_to(target, made):
    """Every change made to a story, one after the other; None as soon as one does not fit."""
    for change in made:
        target = apply(target, change)
        if target is None:
            return None
    return target


bodies = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["one", "two"])).map(
    lambda words: tuple(block(key, words[key]) for key in KEYS if key in words)
)
heads = st.fixed_dictionaries(
    {
        "headline": st.sampled_from(["A", "B"]),
        "standfirst": st.sampled_from(["", "S"]),
        "sources": st.sampled_from([(), ("source:1",)]),
        "bylines": st.sampled_from([(), (Byline("person:1"),)]),
        "is_machine_translation": st.booleans(),
    }
)
ordered_stories = st.builds(lambda body, head: story(*body, **head), bodies, heads)


@given(ordered_stories, ordered_stories)
@many
def test_all_changes_made_to_the_one_story_give_the_other(one, other):
    assert made_to(one, changes(one, other)) == other


@given(ordered_stories, ordered_stories)
@many
def test_all_changes_but_the_order_come_across_where_blocks_were_moved(one, other):
    moved = replace(other, blocks=other.blocks[::-1])

    made = made_to(one, changes(one, moved))

    assert replace(made, blocks=()) == replace(moved, blocks=())
    assert {each.key: each for each in made.blocks} == {each.key: each for each in moved.blocks}


@given(ordered_stories, ordered_stories)
@many
def test_changes_name_only_what_differs(one, other):
    made = changes(one, other)

    assert all(change.before != change.after for change in made)
    assert (made == []) == (one == other)


@given(stories)
@many
def test_a_story_does_not_differ_from_itself(one):
    assert changes(one, one) == []
    assert not has_new_order(one, one)


def test_blocks_that_were_only_moved_are_no_change_but_another_order():
    one, other = story(block("a"), block("b")), story(block("b"), block("a"))

    assert changes(one, other) == []
    assert has_new_order(one, other)


def test_an_added_block_is_no_new_order():
    one, other = story(block("a"), block("b")), story(block("a"), block("c"), block("b"))

    assert not has_new_order(one, other)


def test_changes_come_fields_first_then_blocks_as_they_stand_then_what_was_taken_out():
    one = story(block("a"), block("b"), headline="A")
    other = story(block("c"), block("b", "new"), headline="B")

    assert [change.part for change in changes(one, other)] == [
        "headline",
        "block:c",
        "block:b",
        "block:a",
    ]


def test_a_change_of_a_block_knows_its_key_and_what_it_follows():
    one, other = story(block("a")), story(block("a"), block("b"))

    change = changes(one, other)[0]

    assert (change.is_block, change.key, change.before, change.follows) == (True, "b", None, "a")


def test_the_language_of_a_story_is_no_change():
    assert changes(story(language="en"), story(language="ru")) == []


def test_a_change_is_made_to_a_third_story_and_leaves_its_other_parts_alone():
    one = story(block("a", "old"), block("b", "old"))
    other = story(block("a", "new"), block("b", "old"))
    third = story(block("x", "own"), block("a", "old"), block("b", "own"), headline="Own")

    made = made_to(third, changes(one, other))

    assert made == story(block("x", "own"), block("a", "new"), block("b", "own"), headline="Own")


@pytest.mark.parametrize(
    "third",
    [
        story(block("a", "own")),
        story(),
        story(block("a", "old", "statement")),
    ],
    ids=["other words", "taken out", "another type"],
)
def test_a_change_does_not_fit_a_block_that_is_different_already(third):
    one, other = story(block("a", "old")), story(block("a", "new"))

    assert apply(third, changes(one, other)[0]) is None


def test_a_change_does_not_fit_a_field_that_is_different_already():
    change = Change("headline", "A", "B")

    assert apply(story(headline="Own"), change) is None
    assert apply(story(headline="A"), change) == story(headline="B")


def test_a_block_that_is_there_already_is_not_put_in_twice():
    change = changes(story(), story(block("a", "new")))[0]

    assert apply(story(block("a", "own")), change) is None


def test_a_block_is_taken_out_only_if_it_still_says_the_same():
    change = changes(story(block("a", "old")), story())[0]

    assert apply(story(block("a", "old"), block("b")), change) == story(block("b"))
    assert apply(story(block("a", "own")), change) is None


@pytest.mark.parametrize(
    ("third", "keys"),
    [
        ([block("a"), block("z")], ["a", "n", "z"]),
        ([block("z")], ["n", "z"]),
        ([], ["n"]),
    ],
    ids=["behind the block it followed", "first where that is gone", "alone"],
)
def test_a_new_block_goes_behind_the_one_it_followed(third, keys):
    change = changes(story(block("a")), story(block("a"), block("n")))[0]

    made = apply(story(*third), change)

    assert [each.key for each in made.blocks] == keys
