"""Holds that words pasted from Word, Google Docs and a web page come out as this site's own."""

import re
from pathlib import Path

import pytest
from hypothesis import given

from memorial.text import clean_html
from memorial.text.addresses import plain_address
from memorial.text.pasting import tidy_paste
from tests.story.strategies import html as htmls
from tests.story.strategies import many
from tests.test_text import junk

PASTED = Path(__file__).parent / "pasted"


def even(html):
    """HTML without the blanks that no reader sees."""
    return re.sub(r">\s+<", "><", " ".join(html.replace("&nbsp;", " ").split()))


def tidied(html):
    return clean_html(tidy_paste(html))


@pytest.mark.parametrize("source", ["word", "docs", "page"])
def test_what_was_pasted_comes_out_clean(source):
    html = tidied((PASTED / f"{source}.html").read_text())

    assert even(html) == even((PASTED / f"{source}.clean.html").read_text())


@given(junk)
@many
def test_whatever_is_pasted_is_as_safe_as_any_other_html(html):
    assert clean_html(tidied(html)) == tidied(html)


@given(htmls)
@many
def test_words_of_our_own_stay_as_they_are(html):
    assert tidied(clean_html(html)) == clean_html(html)


@pytest.mark.parametrize(
    "html",
    [
        '<p>x<a href="source:1">1</a> <a href="record:person:3">she</a> &amp; &lt;b&gt; &nbsp;</p>',
        '<h3>x</h3><h4>y</h4><p lang="ko">가 <span lang="ru">я</span></p>',
        '<ol start="3"><li><p>x</p></li></ol><hr><blockquote lang="ko"><p>x</p></blockquote>',
        '<table><tbody><tr><th colspan="2">x</th><td rowspan="2">y<br>z</td></tr></tbody></table>',
        '<p><a href="https://example.org/?a=1&amp;b=2" hreflang="ko" lang="ko">x</a></p>',
        "<p>· a dot, and 1. a number</p>",
    ],
)
def test_html_of_our_own_stays_as_it_is(html):
    assert tidied(html) == html


def test_html_nested_without_end_keeps_its_words():
    assert "x" in tidied("<div><b>" * 3000 + "x")


@pytest.mark.parametrize(
    ("levels", "ours"),
    [("12", "34"), ("123", "344"), ("23", "34"), ("2", "3"), ("34", "34"), ("4", "4"), ("6", "4")],
)
def test_headings_become_those_of_a_section(levels, ours):
    pasted = "".join(f"<h{level}>x</h{level}>" for level in levels)

    assert tidied(pasted) == "".join(f"<h{level}>x</h{level}>" for level in ours)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://example.org/?utm_source=a&utm_medium=b", "https://example.org/"),
        ("https://example.org/?id=7&fbclid=x#part", "https://example.org/?id=7#part"),
        ("https://example.org/?gclid=x&q=a+b%20c", "https://example.org/?q=a+b%20c"),
        ("https://www.google.com/url?q=https://example.org/&sa=D", "https://example.org/"),
        ("https://www.google.com/url?sa=D", "https://www.google.com/url?sa=D"),
        ("https://www.google.com/url?q=javascript:x", "https://www.google.com/url?q=javascript:x"),
        ("https://www.google.com/search?q=https://a", "https://www.google.com/search?q=https://a"),
        ("https://example.org/?a=1&&b=2", "https://example.org/?a=1&&b=2"),
        ("https://[broken/?utm_source=a", "https://[broken/?utm_source=a"),
        ("source:1", "source:1"),
        ("/en/?utm_source=a", "/en/?utm_source=a"),
    ],
)
def test_an_address_leads_straight_to_its_page(address, plain):
    assert plain_address(address) == plain
