"""A piece written, published, fixed and withdrawn in a real browser, as an editor would."""

from datetime import timedelta

from django.utils import timezone

from memorial.models import Article, Edition
from memorial.services.publishing import publish_article, schedule_article
from tests.browser.desk import choose, insert_block, log_in, open_new_article, press, write_prose
from tests.factories import (
    make_article,
    make_image,
    make_monument,
    make_official,
    make_statement,
    make_unveiling,
)


def test_an_editor_writes_an_article_with_every_kind_of_block_and_publishes_it(page):
    monument = make_monument("The Gate")
    unveiling = make_unveiling(monument, officials=["Ada Vale"])
    make_statement(unveiling.participations.get().person, text="Vale said that the gate was open.")
    make_image("Gate drawing", alt_text_en="A gate by the water.")
    log_in(page)
    open_new_article(page)
    page.fill("textarea[name=headline]", "The gate opens")

    prose = insert_block(page, "Prose")
    prose.locator("input[name$='-heading']").fill("The day")
    write_prose(prose, "It opened at last.")
    choose(page, insert_block(page, "Picture"), "image", "Gate drawing")
    choose(page, insert_block(page, "Statement"), "statement", "gate was open")
    choose(page, insert_block(page, "Attendance list"), "unveiling", "The Gate")
    choose(page, insert_block(page, "Monument facts"), "monument", "The Gate")

    with page.context.expect_page() as opened:
        press(page, "Preview")
    preview = opened.value.locator("main").inner_text()
    assert "It opened at last." in preview
    assert "gate was open" in preview
    assert not Article.objects.exists()

    press(page, "Publish…")
    press(page, "Publish")
    page.goto("/en/articles/the-gate-opens/")

    text = page.locator("main").inner_text()
    for words in ("The day", "It opened at last.", "gate was open", "Ada Vale", "The Gate"):
        assert words in text
    assert page.locator("img[alt='A gate by the water.']").count() == 1


def test_an_editor_fixes_what_is_live_while_a_change_is_scheduled(page):
    article = make_article("The gate opens", paragraphs=["It was opened on Mondy."])
    publish_article(article, by=None)
    start = timezone.now() + timedelta(days=1)
    Article.objects.update(headline="The gate will close")
    schedule_article(Article.objects.get(), at=start, by=None)
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")

    press(page, "Fix what is live")
    page.wait_for_selector(".tiptap")
    assert page.locator("textarea[name=headline]").input_value() == "The gate opens"
    page.locator(".tiptap").first.fill("It was opened on Monday.")
    press(page, "Show the difference")
    assert page.locator("del").inner_text().strip() == "Mondy."
    page.get_by_label("Improvement", exact=False).check()
    press(page, "Publish the fix")

    page.goto("/en/articles/the-gate-opens/")
    assert "It was opened on Monday." in page.locator("main").inner_text()
    scheduled = Edition.objects.scheduled().get()
    assert scheduled.headline == "The gate will close"
    assert "Monday" in scheduled.frozen["words"]["blocks"][0]["words"]["html"]


def test_an_editor_withdraws_a_page_and_readers_see_why(page):
    article = make_article("The gate opens")
    publish_article(article, by=None)
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")

    page.get_by_text("More", exact=True).click()
    press(page, "Withdraw")
    page.fill("textarea[name=reason]", "It named the wrong gate.")
    press(page, "Withdraw")
    answer = page.goto("/en/articles/the-gate-opens/")

    assert answer.status == 410
    assert "It named the wrong gate." in page.locator("main").inner_text()


def test_two_editors_lose_nothing(page, chromium, site):
    make_official()
    article = make_article("As it was")
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    Article.objects.get().claim_version(1)
    Article.objects.update(headline="What she wrote")

    page.fill("textarea[name=headline]", "What he wrote")
    press(page, "Save")

    text = page.locator("#content").inner_text()
    assert "What she wrote" in text
    assert page.locator("textarea[name=headline]").input_value() == "What he wrote"
    assert Article.objects.get().headline == "What she wrote"
