"""The shipped story, read in a real browser in three languages."""

import pytest

from memorial.services.example import load_example


@pytest.fixture
def story(site):
    load_example()


OFFICIALS = {
    "en": ["No Gwang-chol", "Andrei Belousov", "Vladimir Medinsky", "Sin Hong-chol", "Kartapolov"],
    "ru": ["Но Гван Чхоль", "Белоусов", "Мединский", "Син Хон Чхоль", "Картаполов"],
    "ko": ["노광철", "벨로우소프", "메딘스키", "신홍철", "카르타폴로프"],
}
OFFICES = {"en": "Minister of Defence", "ru": "Министр обороны", "ko": "국방상"}
SPOKEN_YEAR = {"en": "2025", "ru": "2025 год", "ko": "2025년"}


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_the_story_names_who_was_there_and_what_they_said(page, story, language):
    page.goto("/en/")
    page.locator(f".langs a[lang={language}]").first.click()
    page.locator("main a[href*='/articles/']").first.click()

    text = page.locator("main").inner_text()
    assert page.locator("html").get_attribute("lang") == language
    for name in OFFICIALS[language]:
        assert name in text
    assert OFFICES[language] in text
    assert SPOKEN_YEAR[language] in text
    assert page.locator("article.said").count() == 5
    assert page.locator("table.ledger tbody tr").count() == 5
    assert page.locator("a[href='https://t.me/']").count() >= 1


def test_the_story_asks_no_other_host_and_leaves_no_cookie(page, story, site):
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)

    page.goto("/en/articles/allies-korean-fighters-unveiled/")

    assert page.locator("h1").count() == 1
    assert all(url.startswith(site) for url in asked)
    assert page.context.cookies() == []
    assert wrong == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_story_never_scrolls_sideways(chromium, story, site, width, scheme):
    with chromium.new_context(
        base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme
    ) as visitor:
        page = visitor.new_page()

        page.goto("/ru/")
        page.goto("/ru/articles/" + _slug("ru") + "/")

        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _slug(language):
    from memorial.models import Edition

    return Edition.objects.live().listed().get(language=language, kind="news").slug
