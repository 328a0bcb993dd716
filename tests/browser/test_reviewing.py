"""A piece on its way in a real browser: sent, commented on, returned, mended, approved."""

import pytest

from memorial.models import Article, Comment, ReviewStep, Revision, Stage
from memorial.services.commenting import add_comment
from memorial.services.reviewing import send_to_review
from tests.browser.desk import insert_block, log_in, open_new_article, press, write_prose
from tests.factories import make_article


def open_form(page):
    page.goto(f"/admin/memorial/article/{Article.objects.get().pk}/change/")
    page.wait_for_selector(".inline-related .comment-on")


def state(page):
    return page.locator(".review").inner_text()


def test_a_piece_goes_from_its_author_to_approval_and_back(page):
    log_in(page, "Author")
    open_new_article(page)
    page.fill("textarea[name=headline]", "The gate opens")
    write_prose(insert_block(page, "Prose"), "It opened on Mondy.")
    press(page, "Send to review…")
    page.fill("textarea[name=note]", "Please check the day.")
    press(page, "Send to review")
    assert "In review: sent by author" in state(page)

    log_in(page, "Editor")
    open_form(page)
    assert "Please check the day." in state(page)
    page.locator(".inline-related .comment-on").first.click()
    assert "Prose" in page.locator("[data-comments-about]").inner_text()
    assert page.locator(".inline-related.collapsed").count() == 0
    page.keyboard.type("Which day?")
    page.locator("#comments").get_by_role("button", name="Comment", exact=True).press("Enter")
    page.get_by_role("button", name="Comment (1) on Prose").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Comment (1)"
    press(page, "Return to the author…")
    page.fill("textarea[name=note]", "Mend the day.")
    press(page, "Return to the author")
    assert "A draft again: returned by editor" in state(page)

    log_in(page, "Author")
    open_form(page)
    assert "Mend the day." in state(page)
    page.locator("#comments").get_by_role("link", name="Go to it").click()
    assert page.evaluate("document.activeElement.className").startswith("tiptap")
    page.locator(".tiptap").first.fill("It opened on Monday.")
    page.locator("#comments").get_by_role("button", name="Resolve").click()
    page.locator("#comments summary", has_text="1 resolved").wait_for()
    press(page, "Send to review…")
    press(page, "Send to review")

    log_in(page, "Editor")
    open_form(page)
    press(page, "Approve…")
    assert "Monday" in page.frame_locator("iframe").locator("main").inner_text()
    press(page, "Approve")
    assert "Approved by editor" in state(page)
    assert Article.objects.get().stage == Stage.APPROVED

    page.fill("textarea[name=headline]", "The gate opened")
    press(page, "Save")
    assert "It was approved; editor saved other words" in state(page)
    assert Article.objects.get().stage == Stage.REVIEW
    kinds = list(ReviewStep.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["sent", "returned", "sent", "approved", "reopened"]


def in_review_at(page):
    """A piece in review, open before an editor whom no question of the browser stops."""
    article = make_article("As it was")
    send_to_review(article, by=None)
    log_in(page, "Editor")
    page.on("dialog", lambda dialog: fail(dialog.message))
    open_form(page)
    return article


def fail(message):
    raise AssertionError(f"The browser asked: {message}")


@pytest.mark.parametrize("name", ["Approve…", "Return to the author…"])
def test_words_that_are_not_saved_are_saved_before_a_step_of_the_review(page, name):
    in_review_at(page)
    page.fill("textarea[name=headline]", "As it is")

    press(page, name)
    page.locator("textarea[name=note]").wait_for()

    assert page.locator(".messagelist").inner_text() == "Saved."
    assert "As it is" in page.frame_locator("iframe").locator("h1").inner_text()
    assert Article.objects.get().headline == "As it is"
    open_form(page)
    assert page.locator("[data-kept]").is_hidden()


def test_a_step_of_the_review_saves_nothing_where_nothing_was_written(page):
    in_review_at(page)
    page.locator("textarea[name=headline]").focus()
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.keyboard.press("Backspace")

    press(page, "Approve…")
    page.locator("textarea[name=note]").wait_for()

    assert Revision.objects.count() == 1


def test_a_comment_loses_nothing_that_is_not_saved(page):
    make_article("As it was", paragraphs=["One.", "Two."])
    log_in(page, "Editor")
    open_form(page)
    page.fill("textarea[name=headline]", "Not saved yet")
    new = [insert_block(page, "Prose"), insert_block(page, "Prose")]
    write_prose(new[1], "Not saved either.")
    keys = page.eval_on_selector_all(
        ".order-machine .inline-related:not(.empty-form) input[name$='-key']",
        "inputs => inputs.map(({ value }) => value)",
    )
    assert len(set(keys)) == 4

    new[1].locator(".comment-on").press("Enter")
    page.keyboard.insert_text("x" * 2001)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".comment-problem", has_text="2001 characters").wait_for()
    assert page.locator("#comment-text").input_value() == "x" * 2001
    page.locator("#comment-text").fill("Why\n<b>two</b>?")
    page.locator("#comments").get_by_role("button", name="Comment", exact=True).click()
    page.locator(".comment-text", has_text="<b>two</b>?").wait_for()

    assert page.locator("textarea[name=headline]").input_value() == "Not saved yet"
    assert "Not saved either." in page.locator(".tiptap").last.inner_text()
    assert Article.objects.get().headline == "As it was"
    press(page, "Save")
    page.wait_for_selector(".inline-related .comment-on.has-comments")
    block = page.locator(".inline-related:has(.has-comments)")
    assert "Not saved either." in block.locator(".tiptap").inner_text()


def test_a_comment_that_cannot_be_sent_stays_in_its_field(page):
    make_article("As it was")
    log_in(page, "Editor")
    open_form(page)
    page.locator("#comment-text").fill("Why?")
    page.context.clear_cookies()

    page.locator("#comments").get_by_role("button", name="Comment", exact=True).click()

    page.locator(".comment-problem", has_text="you may be logged out").wait_for()
    assert page.locator("#comment-text").input_value() == "Why?"
    assert not Comment.objects.exists()


def test_resolving_leads_to_the_next_comment_and_then_to_what_it_was_about(page):
    article = make_article("As it was", paragraphs=["One."])
    block = article.memorial_proseblock_set.get()
    user = log_in(page, "Editor")
    for part, text in [("headline", "Longer?"), (block.key, "Sure?"), (block.key, "Really?")]:
        add_comment(article, by=user, text=text, part=part)
    open_form(page)
    resolve = page.locator("#comments").get_by_role("button", name="Resolve")

    resolve.nth(1).press("Enter")
    page.locator("#comments summary", has_text="1 resolved").wait_for()
    assert comment_in_focus(page) == "Really?"
    page.keyboard.press("Enter")
    page.locator("#comments summary", has_text="2 resolved").wait_for()
    assert comment_in_focus(page) == "Longer?"
    resolve.first.press("Enter")
    page.locator("#comments summary", has_text="3 resolved").wait_for()
    assert page.evaluate("document.activeElement.ariaLabel") == "Comment on Headline"

    page.locator("#comments summary", has_text="3 resolved").click()
    page.locator("#comments").get_by_role("button", name="Open again").nth(1).press("Enter")
    page.locator("#comments summary", has_text="2 resolved").wait_for()
    assert comment_in_focus(page) == "Sure?"


def comment_in_focus(page):
    """The words of the comment whose button has the focus."""
    held = "document.activeElement.closest('.comment')?.querySelector('.comment-text').innerText"
    return page.evaluate(held)


def test_a_comment_that_is_begun_outlives_a_save_and_a_closed_tab(page):
    make_article("As it was", paragraphs=["One."])
    log_in(page, "Editor")
    open_form(page)
    page.locator(".inline-related .comment-on").first.click()
    page.keyboard.type("Which day")
    page.fill("textarea[name=headline]", "As it is")
    press(page, "Save")
    page.wait_for_selector(".messagelist .success")

    assert page.locator("#comment-text").input_value() == "Which day"
    assert "Prose" in page.locator("[data-comments-about]").inner_text()
    assert page.get_by_text("It is not sent yet.").is_visible()
    page.locator("#comment-text").focus()
    page.keyboard.press("End")
    page.keyboard.type(" is it?")
    again = page.context.new_page()
    page.close()
    open_form(again)
    assert again.locator("#comment-text").input_value() == "Which day is it?"
    again.locator("#comments").get_by_role("button", name="Comment", exact=True).click()
    again.locator(".comment-text", has_text="Which day is it?").wait_for()
    assert not again.get_by_text("It is not sent yet.").is_visible()
    again.reload()
    assert again.locator("#comment-text").input_value() == ""
    assert Comment.objects.get().part == Article.objects.get().memorial_proseblock_set.get().key
