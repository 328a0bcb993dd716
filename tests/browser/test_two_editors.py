"""Two editors in two browsers write one article, and nothing of either is lost."""

import pytest

from memorial.models import Article, Revision
from memorial.services.saving import keep_revision
from tests.browser.desk import insert_block, log_in, press, write_prose
from tests.factories import add_block, make_article


@pytest.fixture
def other_page(chromium, site):
    """A page of a second visitor, in a browser of their own."""
    with chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor.new_page()


def blocks(page):
    return page.locator(".order-machine .inline-related:not(.empty-form)")


def html():
    rows = Article.objects.get().memorial_proseblock_set.order_by("ordering", "pk")
    return [row.html for row in rows]


def test_two_browsers_edit_one_article_and_nothing_is_lost(page, other_page):
    article = make_article("As it was", paragraphs=())
    for place, words in enumerate(["First.", "Second.", "Third."]):
        add_block(article, "prose", html=f"<p>{words}</p>", ordering=10 * place)
    keep_revision(article, by=None)
    log_in(page, "Publisher")
    log_in(other_page, "Editor")
    for each in (page, other_page):
        each.goto(f"/admin/memorial/article/{article.pk}/change/")
        each.wait_for_selector(".tiptap")

    # She changes the headline and the first block, and both change the second.
    other_page.fill("textarea[name=headline]", "Her headline")
    blocks(other_page).nth(0).locator(".tiptap").fill("First, by her.")
    blocks(other_page).nth(1).locator(".tiptap").fill("Second, by her.")
    press(other_page, "Save")
    page.fill("textarea[name=standfirst]", "His standfirst.")
    blocks(page).nth(1).locator(".tiptap").fill("Second, by him.")
    write_prose(insert_block(page, "Prose"), "Fourth, by him.")
    press(page, "Save")

    stale = page.locator("section.stale")
    assert "Saved meanwhile by editor" in stale.inner_text()
    assert "her." in stale.inner_text()
    assert "him." in stale.inner_text()
    chosen = stale.locator("input[type=radio]:checked")
    assert chosen.count() == stale.locator(".diff-row").count() - 1
    assert Article.objects.get().headline == "Her headline"

    press(page, "Save the result")
    assert "Choose for every part" in page.locator("#content").inner_text()
    both = page.locator("section.stale .diff-row:has(input[name=_asked])")
    both.get_by_label("Theirs").focus()
    page.keyboard.press("Space")
    press(page, "Save the result")

    page.wait_for_selector(".messagelist")
    assert "Saved: one text made of both." in page.locator(".messagelist").inner_text()
    back = Article.objects.get()
    assert (back.headline, back.standfirst) == ("Her headline", "His standfirst.")
    assert html() == [
        "<p>First, by her.</p>",
        "<p>Second, by her.</p>",
        "<p>Third.</p>",
        "<p>Fourth, by him.</p>",
    ]
    assert Revision.objects.count() == 3
