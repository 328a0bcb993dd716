"""The checks beside the form in a real browser: they follow what is typed and lead to it."""

from memorial.models import Article
from memorial.services.publishing import publish_article
from tests.browser.desk import choose, insert_block, log_in, open_new_article, write_prose
from tests.factories import add_block, make_article, make_statement

LIST = "[data-checks] [data-list]"


def listed(page, words):
    return page.locator(LIST).get_by_text(words).first


def test_a_check_appears_while_typing_and_leads_to_its_field(page):
    log_in(page, "Author")
    open_new_article(page)
    listed(page, "The article has no words yet").wait_for()

    page.fill("textarea[name=headline]", "The glorious gate")
    prose = insert_block(page, "Prose")
    write_prose(prose, "A notorious day.")
    listed(page, "“notorious” is a loaded word").wait_for()
    assert "3 words, 1 min" in page.locator("[data-checks]").inner_text()

    row = page.locator(f"{LIST} li", has_text="“glorious” is a loaded word")
    link = row.get_by_role("link", name="Go to it")
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "headline"

    row = page.locator(f"{LIST} li", has_text="“notorious” is a loaded word")
    row.get_by_role("link", name="Go to it").click()
    assert page.evaluate("document.activeElement.classList.contains('tiptap')")
    assert "#part" not in page.url

    page.fill("textarea[name=headline]", "The gate opens")
    listed(page, "“glorious”").wait_for(state="detached")
    assert not Article.objects.exists()


def test_what_blocks_is_counted_in_the_bar_and_said_when_it_changes(page):
    make_statement(source=None, text="Vale said that the gate was open.")
    log_in(page)
    article = make_article("The gate opens", standfirst="At noon.")
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    listed(page, "No loaded words outside quotations").wait_for()
    assert page.locator(".side-checks [data-said]").inner_text() == ""
    assert not page.locator("[data-blocks-publishing]").is_visible()

    choose(page, insert_block(page, "Statement"), "statement", "gate was open")
    listed(page, "A statement has no source").wait_for()

    assert page.locator("[data-blocks-publishing]").inner_text() == "1 problem blocks publishing."
    assert page.locator(".side-checks [data-said]").inner_text() == "1 problem blocks publishing."


def test_the_form_of_a_fix_is_checked_too(page):
    article = make_article("The gate opens", standfirst="At noon.")
    publish_article(article, by=None)
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/fix/")

    page.fill("textarea[name=headline]", "The infamous gate")

    listed(page, "“infamous” is a loaded word").wait_for()


def test_whoever_is_logged_out_is_told_and_loses_nothing(page):
    article = make_article("The gate opens")
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    listed(page, "There is no standfirst").wait_for()
    page.context.clear_cookies(name="sessionid")

    page.fill("textarea[name=headline]", "The gate opens at noon")
    state = page.locator("[data-checks] [data-state]")
    state.get_by_text("You are logged out").wait_for()

    assert state.get_by_role("link").get_attribute("target") == "_blank"
    assert page.input_value("textarea[name=headline]") == "The gate opens at noon"


def test_the_search_result_follows_the_typing(page):
    article = make_article("The gate opens", slug="gate", standfirst="At noon.")
    add_block(article, "prose", html="<p>x</p>")
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    serp = page.locator(".serp")
    assert "The gate opens" in serp.inner_text()
    assert "› en › articles › gate" in serp.inner_text()

    page.fill("textarea[name=headline]", "A headline of many words " * 5)
    page.fill("textarea[name=standfirst]", "w" * 201)

    assert serp.locator("b").inner_text().endswith(" …")
    assert len(serp.locator("b").inner_text()) < 75
    assert page.locator("#id_standfirst_counter").inner_text() == "201 of 200 characters"
    assert "is-over" in page.locator("#id_standfirst_counter").get_attribute("class")
    assert "counter" in page.locator("#id_standfirst").get_attribute("aria-describedby")
