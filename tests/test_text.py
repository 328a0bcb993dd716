"""Holds what becomes of text and HTML from outside: made clean, never lost."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from memorial.text import (
    ATTRIBUTES,
    TAGS,
    clean_html,
    count_words,
    initials,
    linked_records,
    plain,
    script_of,
    source_markers,
)
from memorial.text.numbers import row_number
from tests.story.strategies import many, texts


class Seen(HTMLParser):
    """Every tag, attribute and address that a browser may meet in a text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_comment(self, data):
        self.tags.add("!--")


def without_tags(html):
    return unescape(re.sub("<[^>]*>", "", html))


junk = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>", "</p>", "<p", ">", "<", "</", "&", "&lt;", '"', "'", "=", " ", "\x00",
                "<script>", "</script>", "<svg>", "<math>", "<mtext>", "<style>", "</style>",
                "<table>", "<td>", "<mglyph>", "<noscript>", "<template>", "<textarea>", "<title>",
                "<!--", "-->", "<![CDATA[", "]]>", '<a href="', "javascript:", "java\tscript:",
                "data:text/html,", "//evil", "https:", " onclick=x", " style=x",
                "<img src=x onerror=alert(1)>", "<iframe srcdoc=x>", "<base href=x>", "<form>",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=20,
).map("".join)  # fmt: skip


@given(junk)
@many
def test_nothing_but_the_tags_and_attributes_of_the_house_comes_through(html):
    seen = Seen(clean_html(html))

    assert seen.tags <= TAGS
    assert all(name in ATTRIBUTES.get(tag, ()) for tag, name in seen.attributes)
    assert all(re.match(r"(?i)(https?|mailto|tel|geo|record|source):|[^:]*$|[/?#]", address)
               for address in seen.addresses)  # fmt: skip


@given(junk)
@many
def test_cleaning_twice_changes_nothing(html):
    cleaned = clean_html(html)

    assert clean_html(cleaned) == cleaned


@given(texts)
@many
def test_text_between_tags_is_kept_as_typed(text):
    assume(text.strip())

    html = clean_html(f"<p>{escape(text)}</p>")

    assert without_tags(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<p>Kept<script>alert(1)</script></p>",
        "<p onclick='alert(1)'>Kept</p>",
        "<p style='background:url(//evil)'>Kept</p>",
        "<p id='x' class='y' data-x='z'>Kept</p>",
        "<p>Kept<!-- a comment --></p>",
        "<p>Kept<svg><style><img src=x onerror=alert(1)></style></svg></p>",
        "<p>Kept<svg onload=alert(1)></svg></p>",
        "<p>Kept<math><annotation-xml encoding='text/html'><script>1</script></math></p>",
        "<p>Kept<style>p{color:red}</style></p>",
        "<p>Kept<img src=x onerror=alert(1)></p>",
        "<p>Kept<iframe src='https://evil'></iframe></p>",
        "<p>Kept<object data=x></object><embed src=x></p>",
        "<p>Ke\x00pt</p>",
        "<p>Kept<base href='//evil'><meta http-equiv=refresh><link rel=x></p>",
        "<p>Kept<button formaction='javascript:alert(1)'></button></p>",
        "<p>Kept",
    ],
)
def test_script_in_any_dress_is_taken_off(html):
    assert clean_html(html) == "<p>Kept</p>"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:/etc/passwd",
        "blob:x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        " //evil.example",
        "/\t/evil.example",
        "\x01//evil.example",
        "///evil.example",
    ],
)
def test_a_link_that_leads_elsewhere_than_it_looks_loses_its_address(href):
    assert clean_html(f'<a href="{href}">words</a>') == "<a>words</a>"


@pytest.mark.parametrize(
    "href",
    [
        "record:person:abc",
        "record:person:1234567890",
        "record:person",
        "RECORD:person:3",
        "record:person:3?x",
        "source:",
        "source:x",
        "source:1000",
        "Source:1",
    ],
)
def test_a_link_to_no_possible_record_loses_its_address(href):
    assert clean_html(f'<a href="{href}">words</a>') == "<a>words</a>"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/?a=1&amp;b=2#c">x</a>',
        '<a href="/en/monuments/3-gate/">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<a href="tel:+1">x</a>',
        '<a href="geo:1,2">x</a>',
        '<a href="record:person:3">x</a>',
        '<a href="source:1">1</a>',
        '<a href="#part">x</a>',
        '<a href="https://example.org" hreflang="ko" lang="ko">x</a>',
        '<p lang="ko">x <span lang="ru">y</span></p>',
        '<ol start="3"><li>x</li></ol>',
        '<table><tbody><tr><th colspan="2">x</th><td rowspan="2">y</td></tr></tbody></table>',
        "<h3>x</h3><h4>y</h4><blockquote>z</blockquote>",
        "<p><strong>a</strong><em>b</em><s>c</s><sub>d</sub><sup>e</sup><br>f</p>",
        "<hr>",
        "<p>&lt;script&gt;</p>",
    ],
)
def test_the_tags_attributes_and_links_of_the_house_stay(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    "html", ["", " ", "<p></p>", "<p> </p>", "<p><br></p>", "<p>&nbsp;</p>", "<p></p><p>\n</p>",
             "<script>x</script>", "<!-- x -->", "\x00"],
)  # fmt: skip
def test_html_without_words_is_empty(html):
    assert clean_html(html) == ""


def test_a_long_run_of_blanks_is_cleaned_at_once():
    assert clean_html("<p>" + "&nbsp;\u00a0 " * 20_000 + "x</p>").endswith("x</p>")


@pytest.mark.parametrize(
    ("html", "records"),
    [
        ('<a href="record:person:3">x</a>', ["person:3"]),
        ('<a href="record:person:3">x</a><a href="record:person:3">y</a>', ["person:3"]),
        ('<a lang="ko" href="record:monument:12">x</a>', ["monument:12"]),
        ('<a href="record:person:007">x</a>', ["person:7"]),
        ('<a href="https://x/record:person:3">x</a>', []),
        ('<p>write href="record:person:3"</p>', []),
        ("<p>x</p>", []),
    ],
)
def test_the_records_that_prose_links_to_are_found(html, records):
    assert linked_records(clean_html(html)) == records


@pytest.mark.parametrize(
    ("html", "numbers"),
    [
        ('a<a href="source:2">2</a> b<a href="source:1">1</a>', [2, 1]),
        ('<a href="source:1">1</a><a href="source:1">1</a>', [1, 1]),
        ('<a lang="en" href="source:7">7</a>', [7]),
        ('<a href="source:7" lang="en">7</a>', [7]),
        ('<p>href="source:9"</p>', []),
    ],
)
def test_the_markers_of_sources_are_found_in_order(html, numbers):
    assert source_markers(clean_html(html)) == numbers


def test_plain_words_have_neither_tags_nor_entities_nor_double_spaces():
    assert plain("<p>It  opened.</p><p>R&amp;D &lt;b&gt;</p>") == "It opened. R&D <b>"


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("one", 1), (" two  words\n", 2), ("붉은 군대", 2)]
)
def test_words_are_counted_by_their_spaces(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ada Vale", "Latn"),
        ("Éva", "Latn"),
        ("Но Гван Чхоль", "Cyrl"),
        ("노광철", "Hang"),
        ("盧光鐵", "Hani"),
        ("“№ 5: Ада", "Cyrl"),
        ("ひ", "Zyyy"),
        ("123 !", "Zyyy"),
        ("", "Zyyy"),
        ("👩‍🚀", "Zyyy"),
    ],
)
def test_the_script_of_a_text_is_that_of_its_first_letter(text, script):
    assert script_of(text) == script


@given(texts)
@many
def test_any_text_has_a_script_and_initials(text):
    assert len(script_of(text)) == 4
    assert isinstance(initials(text), str)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Vale", "AV"),
        ("ada maria vale", "AV"),
        ("No Gwang-chol", "NC"),
        ("노광철", "노"),
        ("노 광철", "노"),
        ("Владимир Мединский", "ВМ"),
        ("Voltaire", "V"),
        ("", ""),
        ("1 2", ""),
    ],
)
def test_a_medallion_has_one_letter_for_hangul_and_two_for_others(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 7 ", 7), (3, 3), ("9" * 18, 10**18 - 1), ("0", 0)],
)
def test_the_number_of_a_row_is_read(text, number):
    assert row_number(text) == number


@pytest.mark.parametrize("text", ["", None, "x", "-1", "1.5", "²", "١٢", "9" * 19, "9" * 5000])
def test_what_no_row_can_have_is_no_number(text):
    assert row_number(text) is None
