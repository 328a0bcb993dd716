"""Holds the keys of the desk, by keyboard alone."""

from tests.browser.desk import log_in


def test_keys_find_go_list_and_save(page):
    log_in(page, "Editor")

    page.get_by_role("button", name="Shortcuts").wait_for()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Shortcuts").is_visible()
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    page.keyboard.type("nothing of the kind")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/find/**")
    assert page.get_by_text("Nothing holds “nothing of the kind”").is_visible()

    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/admin/memorial/article/")
    page.keyboard.press("n")
    page.wait_for_url("**/admin/memorial/article/add/")

    page.fill("#id_headline", "n / ? g a")
    page.locator("#id_headline").press("Control+s")
    page.wait_for_url("**/change/**")
    assert page.get_by_role("heading", name="n / ? g a", level=1).is_visible()


def test_the_side_bar_opens_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    log_in(page, "Editor")
    articles = page.get_by_role("link", name="Articles", exact=True)
    assert not articles.is_visible()

    page.get_by_role("button", name="Menu").click()

    assert articles.is_visible()
    assert page.get_by_role("button", name="Menu").get_attribute("aria-expanded") == "true"
