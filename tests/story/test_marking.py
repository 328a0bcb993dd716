"""Holds how changes read: words marked, records by name, and facts apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.story.facts import changed_facts
from memorial.story.frozen import freeze
from memorial.story.marking import IN, OUT, mark_words, marked_rows, name_of, texts_of
from memorial.story.values import Block, Byline, Story
from tests.story.strategies import many, stories, texts

ADA = {"name": {"text": "Ada Vale", "lang": "en"}}
BEN = {"name": {"text": "Ben Stone", "lang": "en"}}


def frozen(*blocks, facts=None, **fields):
    story = Story(**{"language": "en", "kind": "news", "headline": "A", **fields}, blocks=blocks)
    return freeze(story, facts or {})


def prose(html, key="a", **records):
    return Block(key, "prose", {"heading": "", "html": html}, records)


def differing(before, after):
    """The fields that differ, as their names with the words taken out and put in."""
    return {
        field.name: (
            "".join(words for mark, words in field.words if mark == OUT).strip(),
            "".join(words for mark, words in field.words if mark == IN).strip(),
        )
        for row in marked_rows(before, after)
        for field in row.fields
        if not field.is_same
    }


@given(texts, texts)
@many
def test_both_texts_can_be_read_from_the_marks(before, after):
    words = mark_words(before, after)

    assert "".join(text for mark, text in words if mark != IN).split() == before.split()
    assert "".join(text for mark, text in words if mark != OUT).split() == after.split()


@pytest.mark.parametrize(
    ("before", "after"), [("near Moscow", "near Moscow at last"), ("One.", "One.\nTwo.")]
)
def test_the_last_word_stays_the_same_where_others_follow(before, after):
    assert mark_words(before, after)[0][1].strip() == before
    assert mark_words(after, before)[0][1].strip() == before
    assert [mark for mark, _words in mark_words(before, after)] == ["same", IN]


@given(stories)
@many
def test_a_story_beside_itself_has_nothing_marked(story):
    rows = marked_rows(freeze(story, {}), freeze(story, {}))

    assert all(row.row.is_same and row.fields == [] for row in rows)


def test_words_are_marked_field_by_field():
    one = frozen(prose("<p>It opened at noon.</p>"))
    other = frozen(prose("<p>It opened at last.</p>"))

    assert differing(one, other) == {"html": ("noon.", "last.")}


def test_words_put_in_and_taken_out_are_counted():
    [row] = [
        row
        for row in marked_rows(
            frozen(prose("<p>one two</p>")), frozen(prose("<p>one three four</p>"))
        )
        if not row.row.is_same
    ]

    assert (row.count(IN), row.count(OUT)) == (2, 1)


def test_paragraphs_and_lists_read_as_lines():
    texts = texts_of(prose("<p>One.</p><ul><li>Two</li><li>Three &amp; four</li></ul>"), {})

    assert texts == {"html": "One.\n• Two\n• Three & four"}


def test_a_link_that_leads_elsewhere_is_a_difference():
    facts = {"person:1": ADA, "person:2": BEN}
    one = frozen(prose('<p><a href="record:person:1">he</a> spoke</p>'), facts=facts)
    other = frozen(prose('<p><a href="record:person:2">he</a> spoke</p>'), facts=facts)

    assert differing(one, other) == {"html": ("[Ada Vale]", "[Ben Stone]")}


def test_a_marker_reads_as_its_number():
    assert texts_of(prose('<p>Said<a href="source:2">x</a>.</p>'), {}) == {"html": "Said[2]."}


def test_a_change_of_form_alone_is_said():
    one, other = frozen(prose("<p>It opened.</p>")), frozen(prose("<p><em>It</em> opened.</p>"))

    [field] = [each for row in marked_rows(one, other) for each in row.fields]

    assert field.is_form
    assert not field.is_same
    assert [mark for mark, _words in field.words] == ["same"]


def test_records_are_compared_by_name_each_side_as_it_was_frozen():
    one = frozen(prose("", account_of="person:1"), facts={"person:1": ADA})
    other = frozen(prose("", account_of="person:2"), facts={"person:2": BEN})

    assert differing(one, other) == {"account_of": ("Ada Vale", "Ben Stone")}


def test_bylines_are_read_with_what_was_printed():
    facts = {"person:1": ADA}
    one = frozen(bylines=(Byline("person:1", "PhD"),), facts=facts)
    other = frozen(bylines=(Byline("person:1", "Professor"),), facts=facts)

    assert differing(one, other) == {"bylines": ("PhD", "Professor")}


def test_plain_values_are_said_as_the_caller_says_them():
    say = {"news": "a report", "page": "a page"}

    rows = marked_rows(frozen(), frozen(kind="page"), lambda _type, _name, value: say[value])

    [field] = [each for row in rows for each in row.fields]
    assert "".join(words for _mark, words in field.after) == "a page"


def test_a_picture_without_caption_is_called_by_what_it_shows():
    empty = {"text": "", "lang": ""}
    image = {"caption": empty, "alt_text": {"text": "A gate.", "lang": "en"}}

    assert name_of("image:1", {"image:1": image}) == "A gate."
    assert name_of("image:2", {}) == "image:2"


# Facts.


def test_facts_of_the_same_record_are_compared_field_by_field():
    shown = Block("a", "attendance", {}, {"one": "person:1", "two": "person:2", "x": "person:3"})
    one = frozen(shown, facts={"person:1": {**ADA, "title": "Minister"}, "person:3": BEN})
    other = frozen(shown, facts={"person:1": {**ADA, "title": "Envoy"}, "person:2": BEN})

    [fact] = changed_facts(one, other)

    assert (fact.ref, fact.name, fact.field) == ("person:1", "Envoy", "title")
    assert fact.words == [(OUT, "Minister"), (IN, "Envoy")]


def test_a_record_that_a_fact_points_at_is_said_by_name():
    said = {"statement:1": {"text": "He spoke.", "speaker": {"ref": "person:1"}}}
    told = {"statement:1": {"text": "He spoke.", "speaker": {"ref": "person:2"}}}
    shown = Block("a", "statement", {}, {"statement": "statement:1"})
    one = frozen(shown, facts={**said, "person:1": ADA})
    other = frozen(shown, facts={**told, "person:2": BEN})

    [fact] = changed_facts(one, other)

    assert (fact.field, fact.words) == ("speaker", [(OUT, "Ada Vale"), (IN, "Ben Stone")])


@given(st.dictionaries(st.sampled_from(["person:1", "person:2"]), st.sampled_from([ADA, BEN])))
@many
def test_the_same_facts_have_no_difference(facts):
    shown = Block("a", "attendance", {}, {"one": "person:1", "two": "person:2"})

    assert changed_facts(frozen(shown, facts=facts), frozen(shown, facts=facts)) == []
