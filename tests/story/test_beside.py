"""Holds what stands beside what: the original as it is, marked since when, and the translation."""

from memorial.story.beside import beside
from memorial.story.frozen import freeze
from memorial.story.marking import IN, OUT, SAME
from memorial.story.values import Block, Row, Story
from memorial.text import lines

FACTS = {"person:1": {"name": {"text": "Ada Vale"}}, "person:2": {"name": {"text": "Ben Stone"}}}


def prose(key, html, **words):
    return Block(key, "prose", {"heading": "", "material": "bronze", "html": html, **words})


def said_by(key, person):
    return Block(key, "statement", {}, {"speaker": person})


def story(*blocks, headline="Opened", **fields):
    return freeze(Story("en", "news", headline, blocks=blocks, **fields), FACTS)


def parts(before, after, here):
    return {part.part: part for part in beside(before, after, here)}


def test_words_are_marked_from_what_is_followed_to_what_stands():
    found = parts(story(headline="It opened."), story(headline="It shut."), story(headline="Da"))

    (line,) = found["headline"].lines
    assert line.words == [(SAME, "It "), (OUT, "opened. "), (IN, "shut.")]
    assert line.here == "Da"
    assert found["headline"].is_changed


def test_a_translation_of_nobody_knows_what_shows_the_original_unmarked():
    found = parts(None, story(prose("a", "<p>Now.</p>")), story(prose("a", "<p>Da.</p>")))

    assert not any(part.is_changed for part in found.values())


def test_paragraphs_are_lines_and_markers_are_numbers():
    html = '<h3>Day</h3><p>It <em>opened</em>,<a href="source:2">2</a> so.</p><ul><li>a</li></ul>'

    assert lines(html) == "Day\nIt opened,[2] so.\na"


def test_blocks_stand_by_their_keys_in_the_order_of_the_original():
    before = story(prose("a", "<p>A</p>"), prose("gone", "<p>G</p>"))
    after = story(prose("new", "<p>N</p>"), prose("a", "<p>A</p>"))
    here = story(prose("a", "<p>А</p>"), prose("gone", "<p>Г</p>"), prose("own", "<p>O</p>"))

    found = [part for part in beside(before, after, here) if part.is_block]

    assert [(part.part, part.is_missing, part.is_gone) for part in found] == [
        ("new", True, False),
        ("a", False, False),
        ("gone", False, True),
    ]
    assert [part.is_changed for part in found] == [True, False, True]


def test_a_block_of_another_record_is_changed_by_name():
    found = parts(story(said_by("s", "person:1")), story(said_by("s", "person:2")), story())

    assert found["s"].lines[0].words == [(OUT, "Ada Vale "), (IN, "Ben Stone")]


def test_how_a_block_looks_is_no_word_of_it():
    block = prose("a", "<p>A</p>")
    other = prose("a", "<p>A</p>", material="granite")

    found = parts(story(block), story(other), story(block))

    assert [line.name for line in found["a"].lines] == ["html"]
    assert not found["a"].is_changed


def test_the_rows_of_a_block_are_lines():
    rows = (Row({"date": "1921", "text": "Cast"}), Row({"date": "", "text": "Set"}))
    block = Block("t", "timeline", rows=rows)

    found = parts(None, story(block), story())

    assert found["t"].lines[0].words == [(SAME, "1921 · Cast\nSet")]


def test_a_record_that_changed_at_the_head_is_listed_and_the_rest_is_not():
    found = parts(story(slug="a"), story(slug="b", monument="person:1"), story())

    assert set(found) == {"headline", "monument"}
    assert found["monument"].lines[0].words == [(IN, "Ada Vale")]
