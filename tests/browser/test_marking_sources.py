"""Marking a source in the prose that the article does not list yet, by keys, in a real browser."""

import re

from memorial.models import Article, Source
from memorial.services.working_copy import story_of
from tests.browser.desk import log_in
from tests.factories import make_article, make_source


def open_at_the_end(page, paragraph):
    article = make_article(paragraphs=(paragraph,))
    article.sources.create(source=make_source("A report", publisher="Harbour Press"), position=1)
    log_in(page, "Author")
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".order-machine-insert-target.last[tabindex]")
    page.wait_for_selector(".prose-menubar")
    page.locator(".tiptap").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" At noon.")
    page.keyboard.press("Control+Alt+s")
    return article


def saved(page):
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".messagelist .success")
    article = Article.objects.get()
    titles = [row.source.title for row in article.sources.order_by("position")]
    return titles, story_of(article).blocks[0].words["html"]


def test_a_source_of_the_register_is_found_listed_and_marked_in_one_go(page):
    make_source("The Sŏng-hoon letters")
    open_at_the_end(page, "It opened.")

    page.keyboard.type("songhoon")
    page.locator(".link-dialog__choice", has_text="The Sŏng-hoon letters").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.tiptap')")
    page.keyboard.type(" Then rain.")

    assert saved(page) == (
        ["A report", "The Sŏng-hoon letters"],
        '<p>It opened. At noon.<a href="source:2">2</a> Then rain.</p>',
    )


def test_a_source_that_is_listed_is_not_added_again(page):
    make_source("A reporter’s notes")
    open_at_the_end(page, "It opened.")

    page.keyboard.type("report")
    page.get_by_text("2 sources found").wait_for()
    page.fill("#link-dialog-words", "harbour")
    page.get_by_text("1 source found").wait_for()
    page.keyboard.press("Enter")

    assert saved(page) == (["A report"], '<p>It opened. At noon.<a href="source:1">1</a></p>')


def test_a_new_source_is_made_in_place_listed_and_marked(page):
    open_at_the_end(page, "It opened.")
    page.keyboard.type("Minutes of the day")
    page.get_by_text("No source on the register").wait_for()

    page.keyboard.press("Tab")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    form = opened.value
    form.select_option("select[name=kind]", "document")
    form.fill("[name=title]", "Minutes of the day")
    with form.expect_event("close"):
        form.get_by_role("button", name=re.compile("^Save")).first.click()
    page.wait_for_function("() => document.activeElement.matches('.tiptap')")

    assert Source.objects.filter(title="Minutes of the day").count() == 1
    assert saved(page) == (
        ["A report", "Minutes of the day"],
        '<p>It opened. At noon.<a href="source:2">2</a></p>',
    )


def test_a_closed_dialog_lets_the_form_of_a_new_source_close_and_marks_nothing(page):
    open_at_the_end(page, "It opened.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="New source").click()
    page.get_by_role("button", name="Close", exact=True).click()

    opened.value.fill("[name=title]", "Too late")
    opened.value.select_option("select[name=kind]", "document")
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name=re.compile("^Save")).first.click()

    assert saved(page) == (["A report"], "<p>It opened. At noon.</p>")
