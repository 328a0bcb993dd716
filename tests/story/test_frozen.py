"""Holds that freezing a story loses nothing, and that only known formats are thawed."""

import json

import pytest
from hypothesis import given

from memorial.story.frozen import FORMAT, FormatError, freeze, refs_in, thaw
from memorial.story.page import StoryPage
from memorial.story.values import Block, Byline, Story
from tests.story.strategies import many, stories

FACTS = {
    "statement:1": {"text": "Opened.", "speaker": {"ref": "person:1"}, "source": None},
    "person:1": {"name": {"text": "Ada Vale", "lang": "en"}},
    "monument:1": {"name": {"text": "노광철", "lang": "ko"}},
}


def kept(frozen):
    """The frozen story as a database gives it back."""
    return json.loads(json.dumps(frozen))


def shown(frozen):
    """Everything a page reads from a frozen story."""
    page = StoryPage(frozen)
    return (
        page.story,
        page.blocks,
        page.contents,
        page.lead_image,
        page.monument,
        page.unveiling,
        page.bylines,
        page.sources,
        page.topics,
        page.reading_minutes,
    )


@given(stories)
@many
def test_a_thawed_story_is_the_story_that_was_frozen(story):
    assert thaw(kept(freeze(story, {}))) == story.cleaned()


@given(stories)
@many
def test_a_thawed_story_frozen_again_shows_the_same_page(story):
    frozen = freeze(story, FACTS)

    again = freeze(thaw(kept(frozen)), kept(frozen)["facts"])

    assert shown(kept(again)) == shown(frozen)


@given(stories)
@many
def test_freezing_twice_changes_nothing(story):
    frozen = freeze(story, FACTS)

    assert freeze(thaw(frozen), frozen["facts"]) == frozen


def test_a_frozen_story_carries_the_number_of_its_format():
    assert freeze(Story("en", "news", "Opened"), {})["format"] == FORMAT == 1


@pytest.mark.parametrize("number", [0, 2, None, "1"])
def test_a_story_of_another_format_is_refused(number):
    frozen = {**freeze(Story("en", "news", "Opened"), {}), "format": number}

    with pytest.raises(FormatError, match="format"):
        thaw(frozen)


def test_a_story_without_a_format_is_refused():
    with pytest.raises(FormatError):
        thaw({"words": {}, "facts": {}})


def test_words_and_facts_stand_apart():
    story = Story(
        "en",
        "news",
        "Opened",
        bylines=(Byline("person:1", "PhD"),),
        blocks=(Block("a1", "statement", {}, {"statement": "statement:1"}),),
    )

    frozen = freeze(story, FACTS)

    assert frozen["words"]["blocks"] == [
        {"key": "a1", "type": "statement", "words": {}, "records": {"statement": "statement:1"}}
    ]
    assert frozen["words"]["bylines"] == [
        {"person": "person:1", "credentials": "PhD", "affiliation": ""}
    ]
    assert frozen["facts"] == FACTS


def test_freezing_cleans_the_html_once_more():
    block = Block("a1", "prose", {"heading": "<i>", "html": "<p onclick='x'>Hi<script>1</script>"})

    frozen = freeze(Story("en", "news", "Opened", blocks=(block,)), {})

    assert frozen["words"]["blocks"][0]["words"] == {"heading": "<i>", "html": "<p>Hi</p>"}


def test_freezing_leaves_the_story_and_the_facts_it_was_given_alone():
    words = {"html": "<p onclick='x'>Hi</p>"}
    facts = {"person:1": {}}

    frozen = freeze(Story("en", "news", "Opened", blocks=(Block("a1", "prose", words),)), facts)
    frozen["facts"]["person:2"] = {}
    frozen["words"]["blocks"][0]["words"]["html"] = ""

    assert (words, facts) == ({"html": "<p onclick='x'>Hi</p>"}, {"person:1": {}})


def test_every_record_that_facts_point_at_is_found_however_deep():
    shown_facts = {
        "speaker": {"ref": "person:1"},
        "participations": [{"person": {"ref": "person:2"}}, ({"ref": "place:3"}, None)],
        "text": "ref",
    }

    assert list(refs_in(shown_facts)) == ["person:1", "person:2", "place:3"]
