"""Lists and menus of the desk: nothing is cut at any width, and the keyboard reaches all of it."""

import pytest

from memorial.services.example import load_example
from tests.browser.desk import log_in
from tests.factories import make_article

LIST = "/admin/memorial/article/"
NOUNS = ["article", "person", "statement", "image", "topic", "address", "merge"]

CUT = """() => [...document.querySelectorAll("#content *")]
  .filter((each) => each.checkVisibility() && !each.closest(".visually-hidden, .list-filter ul"))
  .filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 1 && (left < 0 || right > innerWidth + 1);
  })
  .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def desk(page):
    load_example()
    make_article("A headline of many words that goes on and on until a line is full " * 2)
    log_in(page)
    return page


@pytest.mark.parametrize("width", [390, 768, 1024, 1440, 3840])
def test_nothing_of_a_list_is_cut_with_its_filters_open_or_closed(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    found = {}
    for noun in NOUNS:
        desk.goto(f"/admin/memorial/{noun}/")
        found[noun, "closed"] = desk.evaluate(CUT)
        if desk.locator(".list-filters summary").count():
            desk.click(".list-filters summary")
            found[noun, "open"] = desk.evaluate(CUT)

    assert not {name: cut for name, cut in found.items() if cut}
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_above_cards_the_box_that_ticks_all_says_so(desk):
    desk.set_viewport_size({"width": 390, "height": 900})
    desk.goto("/admin/memorial/person/")
    words = desk.get_by_text("Tick all on this page")

    shown = words.evaluate("each => each.getBoundingClientRect().width")
    words.click()
    ticked = desk.locator(".action-select:checked").count()
    desk.set_viewport_size({"width": 1440, "height": 900})

    assert shown > 100
    assert ticked == desk.locator(".action-select").count() > 1
    assert words.evaluate("each => each.getBoundingClientRect().width") <= 1
    assert desk.get_by_role("checkbox", name="Tick all on this page").is_checked()


def test_filters_stay_open_for_whoever_opened_them_and_go_one_by_one(desk):
    desk.goto(LIST)
    filters = desk.locator(".list-filters > details")
    assert filters.get_attribute("open") is None

    desk.click(".list-filters summary")
    desk.get_by_role("link", name="draft", exact=True).click()
    desk.wait_for_url("**stage__exact=draft**")

    assert filters.get_attribute("open") is not None
    desk.get_by_role("link", name="Stage: draft").click()
    desk.wait_for_url(lambda address: "stage" not in address)


def test_the_menu_of_an_article_is_used_with_the_keyboard(desk):
    desk.goto(LIST)
    desk.locator("#result_list th a").first.click()
    more = desk.locator(".object-tools .menu summary")

    more.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    within = desk.evaluate("document.activeElement.closest('.menu__sheet') !== null")
    desk.keyboard.press("Escape")

    assert within
    assert desk.locator(".menu__sheet").is_hidden()
    assert desk.evaluate("document.activeElement.matches('.menu summary')")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url(lambda address: not address.endswith("/change/"))
