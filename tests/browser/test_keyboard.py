"""The article’s form by keyboard alone: no call of the mouse, and no focus set by a script."""

from memorial.models import Article, Edition, Stage
from memorial.services.working_copy import story_of
from tests.browser.test_blocks import choose, focus, open_article, press, said, tab_to
from tests.factories import add_block, add_name, make_article, make_monument, make_source, make_user


def until(page, test):
    """Wait, asking from outside the page, until what has the focus passes a test."""
    for _attempt in range(50):
        if page.evaluate(f"(e => {test})(document.activeElement)"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"What has the focus never passes {test}")


def follow(page, words, key="Tab"):
    """Walk to the link or button of these words, press Enter, and wait for the next page."""
    reach(page, words, key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reach(page, words, key="Tab", most=90):
    for _step in range(most):
        if page.evaluate(
            "words => document.activeElement !== document.body && (document.activeElement.innerText"
            ".trim() === words || document.activeElement.ariaLabel === words)",
            words,
        ):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to “{words}”")


def insert(page, name, key="Tab"):
    """Walk to the place at the end, choose a kind of block, and stand in its first field."""
    reach(page, "Insert a block at the end", key)
    page.keyboard.press("Enter")
    for _choice in range(10):
        if page.evaluate("document.activeElement.title") == name:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said(page, "Inserted: ")
    until(page, "e.closest('.order-machine .inline-related')")


def test_a_piece_is_written_and_published_from_the_login_on(page):
    make_user("Publisher")
    monument = make_monument("The Gate")
    add_name(monument, "Ворота", "ru")
    make_source("A report")
    page.goto("/admin/")

    page.keyboard.type("publisher")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("n")
    page.wait_for_selector(".order-machine-insert-target.last[tabindex]")
    follow_here(page, "Skip to main content")

    tab_to(page, "e.name === 'headline'")
    page.keyboard.type("The gate opens")
    page.keyboard.press("Tab")
    page.keyboard.type("It opened at noon.")

    reach(page, "Add another Source")
    page.keyboard.press("Enter")
    until(page, "e.matches('.select2-selection')")
    choose(page, "A report")
    assert focus(page) == "Source: A report"

    insert(page, "Prose", "Shift+Tab")
    page.keyboard.type("The day")
    tab_to(page, "e.matches('.tiptap')", most=4)
    write_prose(page)
    insert(page, "Pull quote")
    page.keyboard.type("at noon")
    reach(page, "Show or fold: pull quote, at noon", "Shift+Tab")
    press(page, "ArrowRight", "Enter")
    said(page, "It is block 1 of 2.")
    press(page, "ArrowRight", "ArrowRight", "Enter")
    assert focus(page) == "Put back: pull quote, at noon"
    page.keyboard.press("Enter")
    assert focus(page) == "Remove: pull quote, at noon"
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    article = Article.objects.get()
    quote, prose = story_of(article).blocks
    assert (article.headline, article.standfirst) == ("The gate opens", "It opened at noon.")
    assert quote.words["quote"] == "at noon"
    assert prose.words["heading"] == "The day"
    assert prose.words["html"] == (
        '<h3>Morning</h3><p>It opened at noon<a href="source:1">1</a> before '
        f'<a href="record:monument:{monument.pk}">The Gate</a>.</p>'
    )

    page.wait_for_selector(".prose-menubar[role=toolbar]")
    follow(page, "Send to review…")
    follow(page, "Send to review")
    assert Article.objects.get().stage == Stage.REVIEW
    page.wait_for_selector(".prose-menubar[role=toolbar]")
    follow(page, "Publish…", "Shift+Tab")
    follow(page, "Publish")
    assert Edition.objects.live().get().headline == "The gate opens"


def follow_here(page, words):
    """Follow a link within the page."""
    reach(page, words)
    page.keyboard.press("Enter")


def write_prose(page):
    """In the text: a heading from the toolbar, a paragraph, a marker and a link to a record."""
    page.keyboard.type("Morning")
    page.keyboard.press("Shift+Tab")
    assert focus(page) == "Kind of paragraph: Paragraph"
    page.keyboard.press("Enter")
    until(page, "e.matches('.prose-menubar__option')")
    page.keyboard.press("Enter")
    until(page, "e.matches('.tiptap')")
    press(page, "End", "Enter")
    page.keyboard.type("It opened at noon")
    page.keyboard.press("Shift+Tab")
    for _tool in range(20):
        if focus(page).startswith("Mark a source"):
            break
        page.keyboard.press("ArrowRight")
    press(page, "Enter", "Enter")
    page.keyboard.type(" before ")
    page.keyboard.press("Control+Alt+r")
    page.keyboard.type("ворота")
    page.wait_for_selector(".link-dialog__choice")
    press(page, "ArrowDown", "Enter")
    page.keyboard.type(".")


def test_after_a_save_one_writes_on_where_one_was(page):
    open_article(page, make_article(paragraphs=("One.", "Two.")))
    reach(page, "Show or fold: prose, Two")
    reach(page, "Text")
    press(page, "ArrowRight", "ArrowRight")
    page.keyboard.type("ofold t")
    press(page, "Control+s")
    page.wait_for_selector(".messagelist .success")

    until(page, "e.matches('.tiptap')")
    page.keyboard.type("w")

    assert page.locator(".tiptap").all_inner_texts() == ["One.", "Twofold two."]


def test_six_stops_lead_from_a_block_to_its_text(page):
    open_article(page, make_article(paragraphs=("One.", "Two.")))
    reach(page, "Insert a block before: prose, One")
    stops = []
    while not stops or not stops[-1].startswith("Insert"):
        page.keyboard.press("Tab")
        stops.append(focus(page) or page.evaluate("document.activeElement.labels[0].innerText"))

    assert stops == [
        "Show or fold: prose, One",
        "Heading",
        "Kind of knowledge",
        "Kind of paragraph: Paragraph",
        "Text",
        "Insert a block before: prose, Two",
    ]


def test_a_toolbar_is_walked_by_arrows_and_remembers_its_tool(page):
    open_article(page, make_article(paragraphs=("One.",)))
    reach(page, "Show or fold: prose, One")

    press(page, "ArrowLeft")
    assert focus(page) == "Comment on Prose: One."
    press(page, "ArrowLeft")
    assert focus(page) == "Remove: prose, One"
    press(page, "Tab", "Shift+Tab")
    assert focus(page) == "Remove: prose, One"
    press(page, "Home", "Enter")
    assert not page.locator(".tiptap").is_visible()
    assert page.evaluate("document.activeElement.ariaExpanded") == "false"
    press(page, "Enter")

    reach(page, "Text")
    press(page, "Control+a", "Shift+Tab", "End", "Home", *["ArrowRight"] * 4)
    assert focus(page) == "Bold (Ctrl+B)"
    press(page, "Enter")
    assert focus(page) == "Text"
    press(page, "Shift+Tab")
    assert focus(page) == "Bold (Ctrl+B)"
    assert page.evaluate("document.activeElement.ariaPressed") == "true"


def test_a_warm_cache_leaves_no_toolbar_undressed(page):
    open_article(page, make_article(paragraphs=("One.", "Two.")))

    for _time in range(5):
        page.reload()
        page.wait_for_load_state("networkidle")
        assert page.locator(".prose-menubar[role=toolbar]").count() == 2


def test_all_blocks_are_folded_by_a_button(page):
    open_article(page, make_article(paragraphs=("One.", "Two.")))

    reach(page, "Fold all blocks")
    press(page, "Space")
    assert page.locator(".tiptap:visible").count() == 0
    assert page.evaluate("document.activeElement.innerText") == "Unfold all blocks"
    press(page, "Enter")
    assert page.locator(".tiptap:visible").count() == 2


def test_escape_leads_out_of_a_table_and_of_what_was_found(page):
    make_monument("The Gate")
    table = "<table><tbody><tr><td><p>x</p></td></tr></tbody></table>"
    article = make_article(paragraphs=())
    add_block(article, "prose", html=table)
    open_article(page, article)
    reach(page, "Text")
    page.keyboard.press("Control+Home")

    page.keyboard.press("Control+Alt+r")
    page.keyboard.type("Gate")
    page.wait_for_selector(".link-dialog__choice")
    page.keyboard.press("Escape")
    assert page.locator(".link-dialog__choice").count() == 0
    assert page.locator("dialog.link-dialog input").input_value() == "Gate"
    page.keyboard.press("Escape")
    assert page.locator("dialog.link-dialog").count() == 0
    assert focus(page) == "Text"

    press(page, "Escape", "Tab")
    assert focus(page) == "Insert a block at the end"
    press(page, "Shift+Tab", "Escape", "Shift+Tab")
    assert focus(page) == "Kind of paragraph: Paragraph"
