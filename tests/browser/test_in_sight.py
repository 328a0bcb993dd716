"""Holds that nothing of the article’s form is covered or out of sight, at any width."""

import pytest

from tests.browser.test_blocks import open_article, said
from tests.factories import add_block, gallery_rows, make_article, make_image, make_source


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
