"""Holds what a story says about itself."""

from memorial.story.values import Block, Byline, Story


def test_a_block_names_the_records_it_shows_and_links_to():
    html = '<p><a href="record:person:3">Vale</a> <a href="record:person:03">again</a></p>'
    block = Block("a1", "prose", {"html": html}, {"account_of": "person:7", "other": ""})

    assert block.refs == ["person:7", "person:3"]


def test_a_story_names_every_record_once_and_in_order():
    story = Story(
        "en",
        "news",
        "Opened",
        lead_image="image:1",
        monument="monument:2",
        sources=("source:3",),
        topics=("topic:4",),
        bylines=(Byline("person:5"),),
        blocks=(
            Block("a1", "statement", {}, {"statement": "statement:6"}),
            Block("a2", "prose", {"html": '<a href="record:monument:2">it</a>'}, {}),
            Block("a3", "prose", {"html": '<a href="record:person:8">her</a>'}, {}),
        ),
    )

    assert story.refs == [
        "image:1",
        "monument:2",
        "source:3",
        "topic:4",
        "person:5",
        "statement:6",
        "person:8",
    ]


def test_a_block_without_html_stays_as_typed():
    block = Block("a1", "picture", {"caption": "<b>tags</b> as text & more"})

    assert block.cleaned() is block


def test_cleaning_a_story_cleans_its_html_and_nothing_else():
    block = Block("a1", "prose", {"heading": "a < b", "html": '<p style="x">Hi</p><svg></svg>'})
    story = Story("en", "news", "<i>Opened</i>", standfirst="<script>", blocks=(block,))

    cleaned = story.cleaned()

    assert cleaned.blocks[0].words == {"heading": "a < b", "html": "<p>Hi</p>"}
    assert (cleaned.headline, cleaned.standfirst) == ("<i>Opened</i>", "<script>")
