"""Holds that links to this site's pages become references that no new address breaks."""

import pytest

from memorial.models import Address, Article
from memorial.services.freezing import freeze_story
from memorial.services.linking import link_records, reference_for
from memorial.services.working_copy import story_of
from memorial.story.values import Block, Story
from tests.factories import add_block, make_article, make_monument

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "reference"),
    [
        ("/en/monuments/3-the-gate/", "record:monument:3"),
        ("/ru/monuments/3/", "record:monument:3"),
        ("/ko/officials/12-ada-vale", "record:person:12"),
        ("/en/people/12-ada-vale/", "record:person:12"),
        ("/en/unveilings/7-the-gate/?from=mail", "record:unveiling:7"),
        ("/en/monuments/3-the-gate/#inscriptions", "record:monument:3"),
        ("/en/monuments/003-the-gate/", "record:monument:3"),
        ("http://localhost/en/monuments/3-the-gate/", "record:monument:3"),
        ("https://localhost:8000/en/monuments/3-the-gate/", "record:monument:3"),
        ("https://127.0.0.1/en/people/4/", "record:person:4"),
    ],
)
def test_the_address_of_a_record_becomes_a_reference(address, reference):
    assert reference_for(address) == reference


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/en/monuments/3-the-gate/",
        "https://localhost.example.org/en/monuments/3/",
        "https://example.org/?next=http://localhost/en/monuments/3/",
        "/en/monuments/",
        "/en/monuments/the-gate/",
        "/en/monuments/3-the-gate/more/",
        "/de/monuments/3/",
        "/en/articles/nobody-has-this/",
        "/en/",
        "mailto:a@localhost",
        "#part",
        "",
        "record:person:3",
    ],
)
def test_any_other_address_stays(address):
    assert reference_for(address) == address


def test_a_link_to_an_article_follows_it_to_its_next_address():
    article = make_article()
    Address.objects.create(language="en", slug="old", article=article)

    assert reference_for("/en/articles/old/") == f"record:article:{article.pk}"
    assert reference_for("/ru/articles/old/") == "/ru/articles/old/"


def linked(html):
    story = Story("en", "news", "A", blocks=(Block("a", "prose", {"html": html}),))
    return link_records(story).blocks[0].words["html"]


def test_every_link_of_the_prose_is_looked_at_and_nothing_else():
    html = (
        '<p>See <a href="/en/monuments/3-gate/">it</a>, <a lang="ko" href="/en/people/4/">her</a> '
        'and <a href="https://example.org/?a=1&amp;b=2">that</a>.</p>'
    )

    assert linked(html) == (
        '<p>See <a href="record:monument:3">it</a>, <a lang="ko" href="record:person:4">her</a> '
        'and <a href="https://example.org/?a=1&amp;b=2">that</a>.</p>'
    )


def test_words_about_links_stay_words():
    html = '<p>Write href="/en/monuments/3-gate/" there.</p>'

    assert linked(html) == html


def test_linking_twice_changes_nothing():
    once = linked('<p><a href="/en/monuments/3-gate/">it</a></p>')

    assert linked(once) == once


def test_blocks_without_prose_stay_as_they_are():
    story = Story("en", "news", "A", blocks=(Block("a", "picture", {"caption": 'href="/en/x/"'}),))

    assert link_records(story) == story


def test_a_frozen_story_links_by_reference_and_knows_the_record():
    monument = make_monument()
    article = make_article(paragraphs=())
    address = monument.get_absolute_url()
    add_block(article, "prose", html=f'<p><a href="{address}">it</a></p>')

    frozen = freeze_story(story_of(Article.objects.get()))

    assert f'href="record:{monument.ref}"' in frozen["words"]["blocks"][0]["words"]["html"]
    assert monument.ref in frozen["facts"]
