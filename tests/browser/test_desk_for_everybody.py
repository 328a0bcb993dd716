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
PAGES = {
    "translation": lambda: form_of(Article.objects.filter(kind="news", language="ru").get()),
    "original beside": lambda: page_of("beside", language="ru"),
    "publish": lambda: page_of("publish"),
    "fix": lambda: page_of("fix"),
    "history": lambda: page_of("revisions"),
    "compare": lambda: page_of("compare"),
    "check": lambda: page_of("check"),
    "send": lambda: page_of("send"),
    "withdraw": lambda: page_of("withdraw"),
    "languages": lambda: page_of("languages"),
    "translations": lambda: "/admin/memorial/article/translations/",
    "deleted": lambda: "/admin/memorial/article/deleted/",
    "merge": lambda: two_people_to_merge(),
    "merges": lambda: "/admin/memorial/merge/",
    "broken links": lambda: "/admin/memorial/checkedlink/",
    "facts that changed": lambda: "/admin/memorial/refreshtask/",
    "password": lambda: "/admin/password_change/",
}
# A desk by day and a phone by night: both themes and both widths in two looks.
DAY, NIGHT = ("light", 1440), ("dark", 390)


def form_of(record):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/change/"


def page_of(name, language="en"):
    """Return the address of a page of the news piece."""
    article = Article.objects.filter(kind="news", language=language).get()
    return f"/admin/memorial/article/{article.pk}/{name}/"


def two_people_to_merge():
    one, other = Person.objects.order_by("pk").values_list("pk", flat=True)[:2]
    return f"/admin/memorial/person/merge/?record={one}&record={other}"


@pytest.fixture
def desk(page):
    load_example()
    log_in(page)
    return page


def faults(page):
    found = Axe().run(
        page,
        # What a frame previews is the readers' page, which has a test of its own.
        context={"exclude": [["iframe"]]},
        options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
    )
    return [
        f"{fault['id']}: {node['html'][:150]}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:3]
    ]


def look_at(page, name, found, sights=(DAY, NIGHT)):
    """Note under the name of a screen what is wrong with it in each sight."""
    for scheme, width in sights:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        # A button that the bar half covers is not small: it is scrolled to.
        page.evaluate("document.querySelector('.savebar')?.style.setProperty('position', 'static')")
        wrong = faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append("the page scrolls sideways")
        if wrong:
            found[f"{name}, {scheme}, {width}"] = wrong


def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk):
    found = {}
    for name, address in (SCREENS | PAGES).items():
        answer = desk.goto(address())
        assert answer.status == 200, name
        desk.wait_for_load_state("networkidle")
        # The small pages take turns, so that the run stays short.
        turn = (DAY, NIGHT)[list(PAGES).index(name) % 2] if name in PAGES else None
        look_at(desk, name, found, (turn,) if turn else (DAY, NIGHT))

    assert found == {}


def test_axe_finds_nothing_at_the_door(page):
    page.goto("/admin/login/")
    found = {}
    look_at(page, "login", found)

    assert found == {}
