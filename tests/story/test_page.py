"""Holds what a page reads from a frozen story."""

import pytest

from memorial.story.frozen import freeze
from memorial.story.page import StoryPage, resolve
from memorial.story.values import Block, Byline, Story
from memorial.templatetags.stories import source_numbers

FACTS = {
    "person:1": {"name": {"text": "Ada Vale"}, "portrait": {"ref": "image:9"}},
    "source:2": {"title": "A report"},
    "source:10": {"title": "A book"},
    "source:9": {"title": "A paper"},
    "statement:3": {
        "text": "Opened.",
        "speaker": {"ref": "person:1"},
        "source": {"ref": "source:10"},
    },
}


def page_of(facts=FACTS, **fields):
    return StoryPage(
        freeze(Story(**{"language": "en", "kind": "news", "headline": "A", **fields}), facts)
    )


def prose(words, **more):
    return Block("a1", "prose", {"html": f"<p>{words}</p>", **more})


def test_a_reference_becomes_what_is_shown_of_the_record():
    shown = resolve({"ref": "statement:3"}, FACTS)

    assert shown["speaker"]["name"] == {"text": "Ada Vale"}
    assert (shown["ref"], shown["number"]) == ("statement:3", 3)


def test_a_missing_record_becomes_nothing():
    assert resolve([{"person": {"ref": "person:404"}}], FACTS) == [{"person": None}]


def test_records_that_point_at_each_other_end():
    facts = {
        "monument:1": {"unveiling": {"ref": "unveiling:1"}},
        "unveiling:1": {"monument": {"ref": "monument:1"}},
    }

    assert resolve({"ref": "monument:1"}, facts)["unveiling"]["monument"] is None


def test_a_block_reads_its_words_as_text_and_its_records_as_facts():
    page = page_of(
        blocks=(
            Block("k1", "statement", {}, {"statement": "statement:3"}),
            Block("k2", "prose", {"heading": "H", "html": "<p>x</p>"}, {"account_of": ""}),
        )
    )

    first, second = page.blocks

    assert (first.key, first.template) == ("k1", "blocks/statement.html")
    assert first.records["statement"]["speaker"]["name"] == {"text": "Ada Vale"}
    assert (second.words["heading"], second.records["account_of"]) == ("H", None)
    assert page.contents == [second]
    assert page.statement_count == 1


def test_the_articles_own_sources_come_first_then_those_of_its_statements_by_number():
    page = page_of(sources=("source:2",))

    assert [source["ref"] for source in page.sources] == ["source:2", "source:9", "source:10"]


def test_sources_keep_their_numbers_in_whatever_order_the_database_keeps_the_facts():
    upside_down = dict(reversed(FACTS.items()))

    assert page_of(upside_down).sources == page_of(FACTS).sources


MERGED = {"source:1": {"title": "A report", "now": "source:2"}}


def test_a_source_that_was_merged_into_another_of_the_page_is_listed_once():
    page = page_of({**FACTS, **MERGED}, sources=("source:1",))

    assert [source["ref"] for source in page.sources] == ["source:1", "source:9", "source:10"]
    numbers = source_numbers(page.sources)
    assert (numbers["source:1"], numbers["source:2"], numbers["source:9"]) == (1, 1, 2)


def test_twins_that_the_article_lists_itself_keep_their_places():
    page = page_of({**FACTS, **MERGED}, sources=("source:2", "source:1"))

    numbers = source_numbers(page.sources)
    assert (numbers["source:2"], numbers["source:1"], numbers["source:9"]) == (1, 2, 3)


def test_of_twins_that_only_blocks_show_one_is_listed():
    page = page_of({**FACTS, **MERGED})

    assert [source["ref"] for source in page.sources] == ["source:1", "source:9", "source:10"]
    assert source_numbers(page.sources)["source:2"] == 1


def test_a_byline_shows_what_was_printed():
    page = page_of(bylines=(Byline("person:1", "PhD", "An institute"),))

    assert page.bylines[0]["person"]["name"] == {"text": "Ada Vale"}
    assert (page.bylines[0]["credentials"], page.bylines[0]["affiliation"]) == (
        "PhD",
        "An institute",
    )


def test_records_of_the_head_are_facts_or_nothing():
    page = page_of({"monument:1": {"slug": "gate"}}, monument="monument:1", lead_image="image:404")

    assert page.monument["slug"] == "gate"
    assert (page.unveiling, page.lead_image) == (None, None)


@pytest.mark.parametrize(
    ("language", "words", "minutes"),
    [
        ("en", 0, 1),
        ("en", 230, 1),
        ("en", 690, 3),
        ("ru", 540, 3),
        ("de", 600, 3),
    ],
)
def test_reading_time_goes_by_the_words(language, words, minutes):
    page = page_of(language=language, blocks=(prose("word " * words),))

    assert page.reading_minutes == minutes


def test_korean_is_read_by_the_syllable():
    page = page_of(language="ko", blocks=(prose("가나 다라마 " * 300),))

    assert page.reading_minutes == 3
