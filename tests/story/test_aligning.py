"""Holds how two stories are set side by side: by key, with what moved and what came and went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.story.aligning import align, moves
from memorial.story.compare import changes, has_new_order
from memorial.story.values import Block, Story
from tests.story.strategies import many, stories


def block(key, words=""):
    return Block(key, "prose", {"html": f"<p>{words}</p>"})


def story(*blocks, **fields):
    return Story(**{"language": "en", "kind": "news", "headline": "A", **fields}, blocks=blocks)


def rows(one, other):
    """The blocks of two stories as (key, kind, moved)."""
    return [(row.key, row.kind, row.moved) for row in align(one, other) if row.is_block]


orders = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(stories, stories)
@many
def test_a_row_differs_where_and_only_where_there_is_a_change(one, other):
    differing = {row.key for row in align(one, other) if row.kind != "same"}

    assert differing == {change.key for change in changes(one, other)}


@given(orders, orders)
@many
def test_every_block_of_both_stands_once_and_in_the_order_of_the_later(one, other):
    aligned = rows(story(*map(block, one)), story(*map(block, other)))

    keys = [key for key, _kind, _moved in aligned]
    assert sorted(keys) == sorted({*one, *other})
    assert [key for key in keys if key in other] == other


@given(orders, orders)
@many
def test_something_moved_where_and_only_where_the_order_is_another(one, other):
    assert bool(moves(one, other)) == has_new_order(
        story(*map(block, one)), story(*map(block, other))
    )


@given(orders, orders)
@many
def test_without_what_moved_the_order_is_the_same(one, other):
    moved = moves(one, other)
    still = [[key for key in keys if key not in moved] for keys in (one, other)]

    assert [key for key in still[0] if key in other] == [key for key in still[1] if key in one]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "cab", {"c": "up"}),
        ("abc", "bca", {"a": "down"}),
        ("abc", "abc", {}),
        ("ab", "xyab", {}),
        ("abcd", "abdc", {"d": "up"}),
        ("", "ab", {}),
    ],
)
def test_as_few_blocks_as_possible_are_said_to_have_moved(before, after, moved):
    assert moves(before, after) == moved


def test_a_block_that_was_taken_out_stands_behind_the_one_it_followed():
    one = story(block("a"), block("b"), block("c"))
    other = story(block("x"), block("a"), block("c"))

    assert rows(one, other) == [
        ("x", "added", ""),
        ("a", "same", ""),
        ("b", "removed", ""),
        ("c", "same", ""),
    ]


def test_a_block_may_change_and_move_at_once():
    one, other = story(block("a"), block("b")), story(block("b", "new"), block("a"))

    assert rows(one, other) == [("b", "changed", "up"), ("a", "same", "")]


def test_a_field_that_was_filled_is_put_in_and_an_emptied_one_taken_out():
    one = story(standfirst="", headline="A", sources=("source:1",))
    other = story(standfirst="S", headline="B", sources=())

    kinds = {row.key: row.kind for row in align(one, other)}

    assert (kinds["standfirst"], kinds["headline"], kinds["sources"]) == (
        "added",
        "changed",
        "removed",
    )
    assert kinds["kind"] == "same"
