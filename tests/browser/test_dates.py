"""Dates in a real browser: how they are read stands under the field while one types."""

from tests.browser.desk import log_in


def test_how_a_date_is_read_is_said_while_it_is_typed(page):
    log_in(page)
    page.goto("/admin/memorial/source/add/")

    page.locator("#id_date").press_sequentially("14 ноября 2026 г.")
    page.locator("#id_date_understood", has_text="Understood as: 14 November 2026").wait_for()

    page.fill("#id_accessed_on", "04/05/2026")
    page.keyboard.press("Tab")
    page.wait_for_selector("#id_accessed_on_understood.is-refused")
    assert "can be 5 April 2026 or 4 May 2026" in page.inner_text("#id_accessed_on_understood")
    described = page.get_attribute("#id_accessed_on", "aria-describedby")
    assert "id_accessed_on_understood" in described.split()
