"""The moment of kept words is said as every other moment: in the site's zone, and naming it."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from memorial.services.moments import in_words_with_zone
from tests.browser.desk import log_in
from tests.factories import make_article

MOMENTS = ["2026-01-05T22:07:00+00:00", "2026-07-31T21:59:00+00:00", "2026-11-23T03:00:00+00:00"]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Moscow", "America/St_Johns"])
def test_a_moment_of_the_browser_is_said_as_the_server_says_it(page, settings, zone):
    settings.TIME_ZONE = zone
    log_in(page)
    article = make_article()

    for language, _name in settings.LANGUAGES:
        page.set_extra_http_headers({"Accept-Language": language})
        page.goto(f"/admin/memorial/article/{article.pk}/change/")
        assert page.evaluate("document.documentElement.lang") == language
        for text in MOMENTS:
            at = timezone.datetime.fromisoformat(text)
            with override(language):
                said = in_words_with_zone(at)
            assert page.evaluate(f"momentInWords({at.timestamp() * 1000})") == said


def test_the_offer_of_kept_words_names_the_zone(page, settings):
    settings.TIME_ZONE = "Europe/Moscow"
    log_in(page)
    article = make_article()
    path = f"/admin/memorial/article/{article.pk}/change/"
    page.goto(path)
    page.fill("textarea[name=headline]", "Words of hers")
    for _attempt in range(100):
        if "Words of hers" in page.evaluate("JSON.stringify({ ...localStorage })"):
            break
        page.wait_for_timeout(100)

    page.goto(path)

    page.locator("[data-kept]").get_by_text("(Europe/Moscow, UTC+3)").wait_for()
