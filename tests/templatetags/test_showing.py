"""Texts in their own language, dates in the reader's, prose with its links, pictures that fit."""

import pytest
from django.utils.translation import override

from memorial.templatetags.pictures import focus, picture
from memorial.templatetags.showing import date, language_name, spoken, words
from memorial.templatetags.stories import prose

IMAGE = {
    "picture": f"pictures/{'0' * 32}.webp",
    "width": 1200,
    "height": 800,
    "focal_point": "0.62x0.4",
    "alt_text": {"text": 'A "gate"', "lang": "en"},
}


def test_words_of_the_page_are_plain_and_foreign_ones_are_marked():
    with override("ru"):
        assert words({"text": "Ворота", "lang": "ru"}) == "Ворота"
        assert words({"text": "<Gate>", "lang": "en"}) == (
            '<span lang="en" dir="auto">&lt;Gate&gt;</span>'
        )


@pytest.mark.parametrize("value", [None, {}, {"text": "", "lang": ""}])
def test_no_words_are_nothing(value):
    assert words(value) == ""


def test_a_language_that_is_no_tag_is_left_out():
    assert words({"text": "Gate", "lang": '"><b>'}) == "Gate"


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "2025", '<time datetime="2025">2025</time>'),
        ("en", "2025-05-17", '<time datetime="2025-05-17">17 May 2025</time>'),
        ("en", "1921~", "<span>about 1921</span>"),
        ("ru", "1921~", "<span>около 1921 года</span>"),
        ("en", "<b>", "&lt;b&gt;"),
        ("en", "", ""),
    ],
)
def test_dates_are_said_in_the_language_of_the_page(language, text, shown):
    with override(language):
        assert date(text) == shown


def test_dates_and_languages_as_plain_words():
    with override("en"):
        assert spoken("1921~") == "about 1921"
        assert language_name("ko") == "Korean"
        assert language_name("xx-unknown") == "xx-unknown"


def test_prose_links_records_that_have_a_page():
    html = '<p><a href="record:person:3">Ada</a> and <a href="record:person:4">Bob</a></p>'

    shown = prose(html, key="k", addresses={"person:3": "/en/officials/3-ada/"})

    assert shown == '<p><a href="/en/officials/3-ada/">Ada</a> and Bob</p>'


def test_prose_says_that_a_link_leads_to_another_language():
    with override("ru"):
        shown = prose(
            '<a href="record:article:3">x</a>', key="k", addresses={"article:3": "/en/articles/x/"}
        )

    assert shown == '<a href="/en/articles/x/" hreflang="en">x</a>'


def test_prose_numbers_its_source_markers():
    with override("en"):
        shown = prose(
            'a<a href="source:1">1</a><a href="source:9">9</a>', key='k"', addresses={}, sources=2
        )

    assert shown == (
        'a<sup><a href="#source-1" id="mark-k&quot;-0" aria-label="source 1">1</a></sup>'
        "<sup>9</sup>"
    )


def test_prose_opens_other_sites_without_a_way_back():
    shown = prose('<a href="https://example.org/?a=1&amp;b">x</a>', key="k", addresses={})

    assert shown == '<a href="https://example.org/?a=1&amp;b" rel="noopener">x</a>'


def test_a_picture_has_its_size_its_alt_text_and_renditions_no_wider_than_itself():
    with override("en"):
        shown = picture(IMAGE, "100vw")

    assert 'width="1200" height="800" alt="A &quot;gate&quot;"' in shown
    assert "480w" in shown
    assert "1200w" in shown
    assert "1600w" not in shown
    assert 'loading="lazy"' in shown


def test_the_first_picture_is_fetched_at_once():
    with override("en"):
        assert 'fetchpriority="high"' in picture(IMAGE, "100vw", first=True)


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ("0.62x0.4", "focus-x-6 focus-y-4"),
        ("9x-3", "focus-x-10 focus-y-0"),
        ("", "focus-x-5 focus-y-5"),
        ("nanxnan", "focus-x-5 focus-y-5"),
    ],
)
def test_the_focal_point_is_kept_to_a_tenth(point, classes):
    assert focus(point) == classes
