"""One person with two tabs of one record: each tab says so, and nothing is overwritten."""

from memorial.services.saving import keep_revision
from tests.browser.desk import log_in, press
from tests.factories import make_article, make_monument

ELSEWHERE = "You have this open in another tab too"


def open_form(page, record):
    page.goto(f"/admin/memorial/{record._meta.model_name}/{record.pk}/change/")
    page.wait_for_selector("[data-presence]", state="attached")


def told(page):
    return page.locator("[data-presence]").get_by_text(ELSEWHERE)


def test_tabs_of_one_record_know_of_each_other_until_one_is_left(page):
    one, other = make_monument("The Gate"), make_monument("The Arch")
    log_in(page)
    open_form(page, one)
    second, third = page.context.new_page(), page.context.new_page()
    open_form(third, other)
    open_form(second, one)

    told(page).wait_for()
    told(second).wait_for()
    assert not told(third).count()

    second.goto("/admin/")
    told(page).wait_for(state="detached")


def test_a_save_in_the_other_tab_is_called_ones_own(page):
    article = make_article("As it was")
    keep_revision(article, by=None)
    log_in(page)
    open_form(page, article)
    other = page.context.new_page()
    open_form(other, article)
    other.fill("textarea[name=headline]", "Written there")
    press(other, "Save")
    page.fill("textarea[name=standfirst]", "Written here.")
    press(page, "Save")

    stale = page.locator("section.stale").inner_text()

    assert "You saved this yourself in another tab" in stale
    assert "Written there" in stale
    press(page, "Save the result")
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Written there", "Written here.")
