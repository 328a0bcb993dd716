"""A change planned, a fix made meanwhile, and a correction that readers can follow, in Chromium."""

from datetime import timedelta

from django.utils import timezone

from memorial.models import Article, Edition
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from tests.browser.desk import log_in, press
from tests.factories import make_article


def test_a_live_page_is_fixed_while_a_change_is_planned_and_then_corrected(page):
    article = make_article("The gate opens", ["It was opened on Mondy.", "It is 3 m high."])
    keep_revision(article, by=None)
    publish_article(article, by=None)
    log_in(page)
    change = f"/admin/memorial/article/{article.pk}/change/"

    # Schedule a change to the live page: the page stays.
    page.goto(change)
    page.fill("textarea[name=headline]", "The gate will close")
    press(page, "Schedule…")
    assert page.get_by_label("At a moment to come").is_checked()
    assert page.locator(".meaning input:checked").count() == 0
    assert not page.get_by_label("What was wrong").is_visible()
    page.get_by_label("Update", exact=False).check()
    moment = timezone.localtime(timezone.now() + timedelta(days=2))
    page.fill("input[name=at]", f"{moment:%Y-%m-%dT%H:%M}")
    press(page, "Schedule")
    assert "Edition 2 is scheduled for" in page.locator("ul.standing").inner_text()
    page.goto("/en/articles/the-gate-opens/")
    assert page.locator("h1").inner_text() == "The gate opens"

    # Fix what is live meanwhile, the working copy as offered, the scheduled edition not.
    page.goto(change)
    press(page, "Fix what is live")
    page.wait_for_selector(".tiptap")
    page.locator(".tiptap").first.fill("It was opened on Monday.")
    press(page, "Show the difference")
    assert page.get_by_label("Also in the working copy").is_checked()
    page.get_by_label("Also in the scheduled edition").uncheck()
    page.get_by_label("Improvement", exact=False).check()
    press(page, "Publish the fix")
    said = page.locator(".messagelist").inner_text()
    assert "1 change was made in the working copy too." in said
    assert "scheduled edition too" not in said
    assert "Monday" in Edition.objects.live().get().frozen["words"]["blocks"][0]["words"]["html"]
    assert "Mondy" in str(Edition.objects.scheduled().get().frozen["words"])
    assert Article.objects.get().headline == "The gate will close"

    # Correct what readers see.
    press(page, "Fix what is live")
    page.wait_for_selector(".tiptap")
    page.locator(".tiptap").nth(1).fill("It is 4 m high.")
    press(page, "Show the difference")
    page.get_by_label("Correction", exact=False).check()
    page.get_by_label("What was wrong").fill("The height was given as 3 m.")
    page.get_by_label("What is right").fill("It is 4 m.")
    press(page, "Publish the fix")

    # Readers follow the correction to both editions.
    page.goto("/en/articles/the-gate-opens/")
    correction = page.locator("#corrections")
    assert "The height was given as 3 m." in correction.inner_text()
    assert "It is 4 m high." in page.locator("main").inner_text()
    links = [link.get_attribute("href") for link in correction.get_by_role("link").all()]
    heights = []
    for link in links:
        assert page.goto(link).status == 200
        heights.append("3 m high" in page.locator("main").inner_text())
    assert heights == [True, False]
    page.goto(links[0])
    page.get_by_role("link", name="Read the current one").click()
    assert page.url.endswith("/en/articles/the-gate-opens/")
