"""Holds that axe finds nothing at the desk: light and dark, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from memorial.models import Article, Monument, Person, Statement, Unveiling
from memorial.services.example import load_example
from tests.browser.desk import log_in

SCREENS = {
    "dashboard": lambda: "/admin/",
    "find": lambda: "/admin/find/?q=allies",
    "articles": lambda: "/admin/memorial/article/",
    "statements": lambda: "/admin/memorial/statement/",
    "article": lambda: form_of(Article.objects.filter(kind="news", language="en").get()),
    "new article": lambda: "/admin/memorial/article/add/",
    "monument": lambda: form_of(Monument.objects.get()),
    "unveiling": lambda: form_of(Unveiling.objects.get()),
    "statement": lambda: form_of(Statement.objects.first()),
    "person": lambda: form_of(Person.objects.first()),
}


def form_of(record):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/change/"


@pytest.fixture
def desk(page):
    load_example()
    log_in(page)
    return page


def faults(page):
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [
        f"{fault['id']}: {node['html'][:150]}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:3]
    ]


def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk):
    found = {}
    for name, address in SCREENS.items():
        desk.goto(address())
        desk.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            for width in (1440, 390):
                desk.emulate_media(color_scheme=scheme)
                desk.set_viewport_size({"width": width, "height": 900})
                wrong = faults(desk)
                if desk.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append("the page scrolls sideways")
                if wrong:
                    found[f"{name}, {scheme}, {width}"] = wrong

    assert found == {}
