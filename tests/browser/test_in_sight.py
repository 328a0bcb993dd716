"""Holds that nothing of the article’s form is covered or out of sight, at any width."""

import pytest

from memorial.models import Topic
from tests.browser.desk import log_in
from tests.browser.test_blocks import open_article, said
from tests.factories import (
    add_block,
    add_name,
    gallery_rows,
    make_article,
    make_image,
    make_monument,
    make_source,
)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_that_has_the_focus_is_covered(page, width):
    images = make_image("One"), make_image("Two")
    article = make_article(paragraphs=("One.", "Two."))
    add_block(article, "gallery", rows=gallery_rows(*images), ordering=99)
    page.set_viewport_size({"width": width, "height": 800})
    open_article(page, article)
    page.locator(".order-machine-insert-target").first.focus()

    covered = []
    for _step in range(70):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => {
              const held = document.activeElement;
              if (held.closest(".savebar, .tabs, header, .prose-menubar, .sticky")) return [];
              const place = held.getBoundingClientRect();
              const bar = document.querySelector(".savebar").getBoundingClientRect();
              const over = Math.min(place.bottom, bar.bottom) - Math.max(place.top, bar.top);
              const beside = place.left >= bar.right || place.right <= bar.left;
              const sticks = Math.abs(bar.bottom - innerHeight) < 30 && !held.closest(".tiptap");
              return sticks && !beside && over > 1 ? [held.outerHTML.slice(0, 120)] : [];
            }"""
        )
    assert covered == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 800), (720, 450)])
def test_the_kinds_of_block_cover_nothing(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    open_article(page, make_article(paragraphs=("One.", "Two.")))
    place = page.get_by_role("button", name="Insert a block before: prose, Two")

    place.click()

    kinds = page.get_by_role("group", name="Kinds of block").bounding_box()
    blocks = [each.bounding_box() for each in page.locator(".order-machine .inline-related").all()]
    above, below = (box for box in blocks if box)
    assert above["y"] + above["height"] <= kinds["y"]
    assert kinds["y"] + kinds["height"] <= below["y"]
    bar = page.locator(".savebar").bounding_box()
    assert kinds["y"] >= 0
    assert kinds["y"] + kinds["height"] <= bar["y"] or bar["y"] > height
    page.get_by_role("group", name="Kinds of block").get_by_text("Pull quote").click()
    said(page, "Inserted: pull quote.")
    names = page.locator(".order-machine .inline-related:not(.empty-form) h3 > b")
    assert sorted(names.all_inner_texts()) == ["Prose:", "Prose:", "Pull quote:"]
    assert names.nth(1).inner_text() == "Pull quote:"


def test_no_row_of_a_table_is_out_of_sight_on_a_phone(page):
    article = make_article(paragraphs=())
    article.sources.create(source=make_source("A report"), position=1)
    page.set_viewport_size({"width": 390, "height": 800})
    open_article(page, article)

    sources = page.locator("#sources-group")

    for name in ("Move down: A report", "Delete this row"):
        place = sources.get_by_label(name, exact=True).bounding_box()
        assert place["x"] >= 0, name
        assert place["x"] + place["width"] <= 390, name
    assert sources.locator("td.delete").first.evaluate("e => e.dataset.head") == "Delete?"


def test_every_block_says_on_a_phone_what_it_holds(page):
    article = make_article(
        paragraphs=("A paragraph of some length, to be known by its words.",) * 2
    )
    page.context.set_extra_http_headers({"Accept-Language": "ko"})
    page.set_viewport_size({"width": 390, "height": 800})
    open_article(page, article)

    for label in page.locator(
        ".order-machine .inline-related:not(.empty-form) .inline_label"
    ).all():
        assert label.bounding_box()["width"] >= 120


def test_no_language_of_a_name_is_cut_on_a_phone(page):
    monument = make_monument()
    add_name(monument, "Колокол", "ru")
    log_in(page)
    page.set_viewport_size({"width": 390, "height": 800})

    page.goto(f"/admin/memorial/monument/{monument.pk}/change/")

    languages = page.locator(
        "#names-group tr.has_original .field-language input:not([type=hidden])"
    )
    assert languages.count() == 2
    for language in languages.all():
        assert language.evaluate("e => e.clientWidth") >= 135


def test_the_way_out_of_a_record_that_is_only_looked_at_is_not_cut(page):
    topic = Topic.objects.create(address="war", title_en="War")
    log_in(page, "Author")
    page.set_viewport_size({"width": 390, "height": 800})

    page.goto(f"/admin/memorial/topic/{topic.pk}/change/")

    way_out = page.locator(".closelink")
    assert way_out.evaluate(
        "e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth"
    )


def test_what_a_piece_is_stands_in_one_line_of_its_list(page):
    make_article(
        "A headline of many words, so that the rest has as little room as it can have " * 2
    )
    log_in(page)
    page.set_viewport_size({"width": 1440, "height": 900})

    page.goto("/admin/memorial/article/")

    standing = page.locator("#result_list .field-standing .st")
    assert standing.evaluate("e => e.getBoundingClientRect().height") < 30
