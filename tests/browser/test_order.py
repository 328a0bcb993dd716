"""Rows are put in order by mouse and keyboard; without script the numbers are still there."""

import re

import pytest

from memorial.models import FrontPageEntry, SiteSettings
from tests import factories
from tests.admin.posting import form_values
from tests.browser.desk import log_in

URL = "/admin/memorial/sitesettings/1/change/"
ROWS = "#entries-group tr.form-row:not(.empty-form)"


def front_page(count=3):
    site = SiteSettings.objects.create(name_en="Memorial")
    for number in range(count):
        article = factories.make_article(f"Piece {number}")
        FrontPageEntry.objects.create(site=site, article=article, position=number)


def shown(page):
    texts = page.locator(f"{ROWS} .select2-selection__rendered").all_inner_texts()
    return [re.sub(r"^\W+", "", text).strip() for text in texts]


def assert_is_said(page, words):
    page.wait_for_function(
        "words => document.querySelector('.desk-said[role=status]').textContent === words",
        arg=words,
    )


def saved():
    return [str(entry) for entry in FrontPageEntry.objects.all()]


def test_the_front_page_is_put_in_order_by_mouse_and_keys(page):
    front_page()
    log_in(page)
    page.goto(URL)
    page.wait_for_selector(".order-up")

    page.click("button[aria-label='Move up: Piece 2']")
    assert shown(page) == ["Piece 0", "Piece 2", "Piece 1"]
    page.keyboard.press("Enter")
    assert shown(page) == ["Piece 2", "Piece 0", "Piece 1"]

    assert_is_said(page, "Piece 2 is now number 1 of 3.")
    assert page.evaluate("document.activeElement.className").endswith("order-up")
    page.keyboard.press("Enter")
    assert_is_said(page, "This row is the first already.")
    page.click("[name=_save]")
    page.wait_for_load_state()
    assert saved() == ["Piece 2", "Piece 0", "Piece 1"]


def test_a_new_row_taken_away_again_leaves_the_others_as_they_were_moved(page):
    front_page()
    log_in(page)
    page.goto(URL)
    page.wait_for_selector(".order-up")

    page.click("button[aria-label='Move up: Piece 2']")
    page.click("#entries-group .add-row a")
    page.locator(".order-up").nth(3).click()
    page.click("#entries-group .inline-deletelink")
    page.wait_for_timeout(800)

    assert shown(page) == ["Piece 0", "Piece 2", "Piece 1"]
    page.click("[name=_save]")
    page.wait_for_load_state()
    assert saved() == ["Piece 0", "Piece 2", "Piece 1"]


@pytest.mark.django_db
def test_without_script_numbers_are_typed(client):
    front_page()
    client.force_login(factories.make_user())
    values = form_values(client.get(URL), **{"entries-2-position": "0", "entries-0-position": "9"})

    client.post(URL, values)

    assert saved() == ["Piece 2", "Piece 1", "Piece 0"]
