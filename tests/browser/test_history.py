"""An editor looks into the history, compares with what is live, and restores."""

import re

from memorial.models import Article
from memorial.services.publishing import publish_article
from tests.browser.desk import log_in, press
from tests.factories import make_article


def test_an_editor_compares_a_save_with_what_is_live_and_restores_it(page):
    article = make_article("The gate opens", ["It opened at noon."])
    publish_article(article, by=None)
    log_in(page, "Editor")
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.locator(".tiptap").fill("It opened at last.")
    page.fill("textarea[name=headline]", "The gate closes")
    press(page, "Save")
    page.wait_for_selector(".messagelist .success")

    press(page, "History")
    history = page.locator(".history").inner_text()
    assert "Prose (+1 −1 words)" in history
    assert "Edition 1" in history
    press(page, "Compare with live")
    assert [words.strip() for words in page.locator("del").all_text_contents()] == [
        "[taken out: opens]",
        "[taken out: noon.]",
    ]
    row = page.locator(".diff-row").first
    left, right = (row.locator(".diff-side").nth(number).bounding_box() for number in (0, 1))
    assert (left["y"], left["x"] < right["x"]) == (right["y"], True)
    page.set_viewport_size({"width": 390, "height": 800})
    left, right = (row.locator(".diff-side").nth(number).bounding_box() for number in (0, 1))
    assert left["y"] + left["height"] <= right["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.set_viewport_size({"width": 1280, "height": 900})
    press(page, "Restore the one before…")
    press(page, "Restore into the working copy")

    assert re.search("Restored", page.locator(".messagelist").inner_text())
    assert page.locator("textarea[name=headline]").input_value() == "The gate opens"
    assert Article.objects.get().memorial_proseblock_set.get().html == "<p>It opened at noon.</p>"
