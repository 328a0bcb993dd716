"""Blocks written in a real browser: by keys, pasted into, moved, taken out."""

from pathlib import Path

import pytest

from memorial.models import Article
from memorial.services.working_copy import story_of
from tests.browser.desk import insert_block, log_in
from tests.factories import (
    add_block,
    add_name,
    gallery_rows,
    make_article,
    make_image,
    make_monument,
    make_official,
    make_source,
    make_statement,
    timeline_rows,
)

PASTED = Path(__file__).parent.parent / "pasted"


def open_article(page, article):
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".order-machine-insert-target.last[tabindex]")
    if article.memorial_proseblock_set.exists():
        page.wait_for_selector(".prose-menubar")


def focus(page):
    """The accessible name of what has the focus."""
    return page.evaluate("document.activeElement.getAttribute('aria-label') || ''")


def said(page, words):
    page.wait_for_function(
        "words => document.querySelector('.desk-said').textContent.includes(words)", arg=words
    )


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, test, most=60):
    """Press Tab until what has the focus passes a test written in the browser's language."""
    for _step in range(most):
        if page.evaluate(f"(e => {test})(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {test}")


def insert(page, name):
    """Insert a block at the end by keys; the focus is in its first field then."""
    page.get_by_role("button", name="Insert a block at the end").focus()
    page.keyboard.press("Enter")
    for _choice in range(10):
        if page.evaluate("document.activeElement.title") == name:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said(page, "Inserted: ")
    page.wait_for_function("document.activeElement.closest('.order-machine .inline-related')")


def choose(page, words):
    """Choose a record in the autocomplete that has the focus, by typing."""
    page.keyboard.press("Enter")
    page.keyboard.type(words)
    page.wait_for_selector(f".select2-results__option--highlighted:has-text('{words}')")
    page.keyboard.press("Enter")


def test_blocks_of_several_kinds_are_filled_in_by_keys(page):
    monument = make_monument("The Gate")
    add_name(monument, "Ворота", "ru")
    make_image("Picture one")
    make_image("Picture two")
    article = make_article("The gate opens", paragraphs=())
    for position, title in enumerate(["A report", "A letter"], 1):
        article.sources.create(source=make_source(title), position=position)
    open_article(page, article)

    insert(page, "Prose")
    page.keyboard.type("The day")
    tab_to(page, "e.matches('.tiptap')")
    page.keyboard.type("It opened at noon")
    press(page, "Control+Alt+s", "ArrowDown", "Enter")
    page.keyboard.type(" before ")
    page.keyboard.press("Control+Alt+r")
    page.keyboard.type("ворота")
    page.wait_for_selector(".link-dialog__choice")
    page.keyboard.press("Enter")
    page.keyboard.type(".")

    insert(page, "Pull quote")
    page.keyboard.type("at noon")

    insert(page, "Gallery")
    choose(page, "Picture one")
    page.keyboard.press("Tab")
    page.keyboard.type("Here")
    tab_to(page, "e.matches('.block-row:nth-child(2) .select2-selection')")
    choose(page, "Picture two")
    tab_to(page, "e.matches('.rows-add')")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("button", name="Move up: Picture 2").focus()
    page.keyboard.press("Enter")
    assert focus(page) == "Move up: Picture 1"

    page.keyboard.press("Alt+ArrowUp")
    said(page, "It is block 2 of 3.")
    assert focus(page) == "Move up: Picture 1"
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")

    prose, gallery, quote = story_of(Article.objects.get()).blocks
    assert prose.words["heading"] == "The day"
    assert prose.words["html"] == (
        '<p>It opened at noon<a href="source:2">2</a> before '
        f'<a href="record:monument:{monument.pk}">The Gate</a>.</p>'
    )
    assert quote.words["quote"] == "at noon"
    assert [row.words["caption"] for row in gallery.rows] == ["", "Here"]


def test_a_block_is_moved_removed_and_put_back_without_losing_the_place(page):
    article = make_article(paragraphs=("One.", "Two.", "Three."))
    open_article(page, article)

    page.get_by_role("button", name="Move down: prose, One").focus()
    page.keyboard.press("Enter")
    assert focus(page) == "Move down: prose, One"
    said(page, "It is block 2 of 3.")
    press(page, "Enter", "Enter")
    said(page, "This block is the last already.")

    page.get_by_role("button", name="Remove: prose, Two").focus()
    page.keyboard.press("Space")
    assert focus(page) == "Put back: prose, Two"
    said(page, "Removed: prose, Two.")
    page.keyboard.press("Space")
    assert focus(page) == "Remove: prose, Two"
    page.get_by_role("button", name="Remove: prose, Three").click()

    insert(page, "Prose")
    page.keyboard.type("New")
    page.get_by_role("button", name="Remove: prose, New").focus()
    page.keyboard.press("Enter")
    assert focus(page) == "Put back: prose, New"
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".messagelist .success")

    words = [block.words["html"] for block in story_of(Article.objects.get()).blocks]
    assert words == ["<p>Two.</p>", "<p>One.</p>"]


def paste(page, kind, text):
    page.evaluate(
        """([kind, text]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData(kind, text);
          const paste = { clipboardData, bubbles: true, cancelable: true };
          document.querySelector(".tiptap").dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        [kind, text],
    )


@pytest.mark.parametrize("source", ["word", "docs", "page"])
def test_what_is_pasted_comes_in_clean(page, source):
    article = make_article(paragraphs=("x",))
    open_article(page, article)
    page.locator(".tiptap").click()
    page.keyboard.press("Control+a")

    paste(page, "text/html", (PASTED / f"{source}.html").read_text())

    html = page.locator("textarea[name$='-0-html']").input_value()
    # What the editor itself says of its lists goes when the form is saved.
    html = html.replace(' data-type="decimal"', "")
    for wanted in {
        "word": ["<h3>The gate</h3>", "<strong>opened</strong>", "<h4>Who came</h4>",
                 "<ul><li><p>Ada Vale</p><ul><li><p>her deputy</p></li></ul></li>",
                 "<ol><li><p>the cloth</p></li>", "<table>",
                 'href="https://example.org/bell?id=7"'],
        "docs": ["<h3>The gate</h3>", "<p><strong>It opened</strong> at <em>noon</em>",
                 "<sup>2</sup>", 'href="https://example.org/gate?a=1"', "<table>"],
        "page": ["<h4>The gate</h4>", "<p>It opened at noon.</p>",
                 'href="https://example.org/a"', "<p>Sizes</p><table>"],
    }[source]:  # fmt: skip
        assert wanted in html, html
    for gone in ("style=", "class=", "utm_", "fbclid", "google.com", "mso", "<b>", "·"):
        assert gone not in html


def test_lines_of_plain_text_that_begin_with_a_sign_become_lists(page):
    article = make_article(paragraphs=("x",))
    open_article(page, article)
    page.locator(".tiptap").click()
    page.keyboard.press("Control+a")

    paste(
        page,
        "text/plain",
        "Came:\n- Ada <Vale>\n- her deputy\n\n3. the cloth\n4. the bell\n- alone\n2025. A year",
    )

    html = page.locator("textarea[name$='-0-html']").input_value()
    html = html.replace(' data-type="decimal"', "")
    assert html == (
        "<p>Came:</p><ul><li><p>Ada &lt;Vale&gt;</p></li><li><p>her deputy</p></li></ul>"
        '<ol start="3"><li><p>the cloth</p></li><li><p>the bell</p></li></ol>'
        "<p>- alone</p><p>2025. A year</p>"
    )


@pytest.mark.parametrize(("width", "least"), [(1440, 500), (390, 300)])
def test_a_statement_is_chosen_where_there_is_room_to_tell_it_apart(page, width, least):
    statement = make_statement(make_official("Ada Vale"), date="2025-05-09")
    page.set_viewport_size({"width": width, "height": 900})
    open_article(page, make_article(paragraphs=()))
    block = insert_block(page, "Statement")

    block.locator(".field-statement .select2-selection").click()

    choice = page.locator(".select2-results__option", has_text="Ada Vale · Minister · 9 May 2025")
    assert statement.text in choice.inner_text()
    assert choice.bounding_box()["width"] >= least


def test_markers_follow_a_source_that_is_moved(page):
    article = make_article(
        paragraphs=('Here<a href="source:1">1</a>, there<a href="source:2">2</a>.',)
    )
    for position, title in enumerate(["A report", "A letter"], 1):
        article.sources.create(source=make_source(title), position=position)
    open_article(page, article)

    page.get_by_role("button", name="Move down: A report").focus()
    page.keyboard.press("Enter")
    assert focus(page) == "Move down: A report"
    said(page, "2 markers in the prose follow.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".messagelist .success")

    story = story_of(Article.objects.get())
    assert [source.source.title for source in article.sources.all()] == ["A letter", "A report"]
    assert story.blocks[0].words["html"] == (
        '<p>Here<a href="source:2">2</a>, there<a href="source:1">1</a>.</p>'
    )


def test_the_form_has_no_control_without_a_name(page):
    article = make_article(paragraphs=("One.",))
    add_block(article, "gallery", rows=gallery_rows(make_image(), make_image()))
    open_article(page, article)

    nameless = page.evaluate(
        """() => [...document.querySelectorAll(".order-machine :is(button, [role=button])")]
          .filter((e) => e.offsetParent && !e.getAttribute("aria-label") && !e.textContent.trim())
          .map((e) => e.outerHTML)"""
    )

    assert nameless == []


def test_every_field_of_a_row_says_in_which_row_it_stands(page):
    article = make_article(paragraphs=())
    add_block(article, "gallery", rows=gallery_rows(make_image("One"), make_image("Two")))
    add_block(article, "timeline", rows=timeline_rows(("1921", "A stone."), ("1922", "A bell.")))
    open_article(page, article)
    page.get_by_role("combobox", name="Picture 2: Two", exact=True).wait_for()

    for name in ("Picture 2: Caption here", "Date 2", "Date 1: What happened"):
        assert page.get_by_role("textbox", name=name, exact=True).count() == 1, name
    page.get_by_role("button", name="Move up: Picture 2").click()
    page.get_by_role("combobox", name="Picture 1: Two", exact=True).wait_for()
