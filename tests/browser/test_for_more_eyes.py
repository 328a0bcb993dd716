"""Holds that the desk is told apart in forced colours, at high zoom and at every width."""

import pytest

from memorial.models import Article
from memorial.services.example import load_example
from tests.browser.desk import log_in
from tests.browser.test_blocks import open_article
from tests.factories import add_block, make_article, make_monument, make_person, published

PARTS = ("en", "ru", "ko")
PLANE = "e => getComputedStyle(e).backgroundColor"


@pytest.fixture
def forced(chromium, site):
    with chromium.new_context(base_url=site, forced_colors="active") as visitor:
        yield visitor.new_page()


def picture_of(page, locator, inline_size):
    """Return the first pixels of an element, where its mark or its plane is."""
    locator.scroll_into_view_if_needed()
    place = locator.bounding_box()
    clip = {"x": place["x"], "y": place["y"], "width": inline_size, "height": place["height"]}
    return page.screenshot(clip=clip)


def test_marks_are_told_apart_in_forced_colours(forced):
    published(make_article("Live"))
    make_article("Only a draft")
    log_in(forced)

    forced.goto("/admin/memorial/article/")

    live, draft = (
        picture_of(forced, forced.locator(f"#result_list .field-stage_shown .st.{shape}"), 14)
        for shape in ("live", "draft")
    )
    assert live != draft


def test_the_language_that_is_open_and_the_kind_of_a_block_are_told_in_forced_colours(forced):
    article = make_article(paragraphs=())
    add_block(article, "prose", html="<p>One.</p>", material="bronze", ordering=1)
    add_block(article, "prose", html="<p>Two.</p>", material="granite", ordering=2)
    open_article(forced, article)

    one, other = (
        picture_of(forced, forced.locator(f".order-machine .is-{material} > h3"), 36)
        for material in ("bronze", "granite")
    )
    assert one != other
    here, elsewhere = (
        picture_of(forced, forced.locator(".langtabs > *").nth(number), 10) for number in (0, 1)
    )
    assert here != elsewhere


@pytest.mark.parametrize(("width", "abreast"), [(1440, True), (768, True), (390, False)])
def test_the_same_words_in_each_language_stand_side_by_side(page, width, abreast):
    monument = make_monument()
    log_in(page)
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"/admin/memorial/monument/{monument.pk}/change/")

    tops = {page.locator(f"#id_dedication_{part}").bounding_box()["y"] for part in PARTS}
    assert len(tops) == (1 if abreast else 3)


@pytest.mark.parametrize("width", [1440, 1100, 768, 360])
def test_no_row_of_a_record_is_wider_than_its_form(page, width):
    article = make_article()
    article.bylines.create(person=make_person("A person with quite a long name"), position=1)
    monument = make_monument("A monument with a name of many words", materials_en="Bronze")
    log_in(page)
    page.set_viewport_size({"width": width, "height": 900})

    for address in (f"article/{article.pk}", f"monument/{monument.pk}"):
        page.goto(f"/admin/memorial/{address}/change/")
        page.wait_for_load_state("networkidle")
        wider = page.evaluate(
            """() => [...document.querySelectorAll(".inline-group .tabular")]
              .filter((table) => table.scrollWidth > table.clientWidth + 1)
              .map((table) => `${table.textContent.trim().slice(0, 20)} ${table.scrollWidth}`)"""
        )
        assert wider == [], address


@pytest.mark.parametrize("place", [".order-machine", ".tiptap"])
def test_bars_leave_two_thirds_of_a_screen_at_four_hundred_per_cent(page, place):
    article = make_article(paragraphs=("Many words to be read and written. " * 20,) * 6)
    page.set_viewport_size({"width": 320, "height": 256})
    open_article(page, article)

    page.evaluate("place => document.querySelector(place).scrollIntoView()", place)

    stuck = page.evaluate(
        """() => [...document.querySelectorAll("#container *")]
          .filter((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position))
          .map((each) => each.getBoundingClientRect())
          .filter((place) => place.bottom > 0 && place.top < innerHeight)
          .reduce((sum, place) => sum + place.height, 0)"""
    )
    assert stuck <= 256 / 3


def test_what_the_toolbar_and_a_choice_are_at_is_told_in_forced_colours(forced):
    article = make_article(paragraphs=("One.",), kind="news")
    open_article(forced, article)
    bold = forced.locator(".prose-menubar__button[data-name^=bold]").first
    off = bold.evaluate(PLANE)
    forced.locator(".tiptap").first.focus()
    forced.keyboard.press("Control+a")
    bold.click()
    on = bold.evaluate(PLANE)

    make_monument("The Bell")
    make_monument("The Gate")
    forced.locator(".field-monument .select2-selection").first.click()
    forced.wait_for_selector(".select2-results__option--highlighted")
    held, other = (
        forced.locator(f".select2-results__option{which}").first.evaluate(PLANE)
        for which in ("--highlighted", ":not(.select2-results__option--highlighted)")
    )

    assert off != on
    assert held != other


def test_where_one_writes_is_seen_to_have_the_focus(page):
    open_article(page, make_article(paragraphs=("One.",)))
    text = page.locator(".tiptap")

    text.focus()

    style, width = text.evaluate(
        "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]"
    )
    assert (style, width) == ("solid", "3px")


@pytest.mark.parametrize("width", [768, 390])
def test_the_way_to_a_comment_stands_over_the_original_not_on_it(page, width):
    load_example()
    log_in(page)
    page.set_viewport_size({"width": width, "height": 900})
    article = Article.objects.get(kind="news", language="ru")
    page.goto(f"/admin/memorial/article/{article.pk}/change/")

    row = page.locator(".form-row.has-beside").first
    comment, original = (
        row.locator(".comment-on").bounding_box(),
        row.locator(".src").bounding_box(),
    )

    assert comment["y"] + comment["height"] <= original["y"]
