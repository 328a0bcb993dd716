"""A translator at work in a real browser: the original beside, what changed, a block put in."""

from memorial.models import Article, ProseBlock, Translation
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from tests.browser.desk import log_in, press
from tests.factories import add_block, make_article


def test_a_translator_creates_follows_and_marks_a_translation(page):
    original = make_article("The gate opens", paragraphs=["It opened.", "At noon."])
    keep_revision(original, by=None)
    publish_article(original, by=None)
    log_in(page, "Author")
    page.goto(f"/admin/memorial/article/{original.pk}/change/")

    page.get_by_role("button", name="Русский Create").click()
    page.wait_for_selector(".has-beside")
    article = Article.objects.get(language="ru")
    headline = page.locator(".field-headline .src-words")
    assert headline.inner_text() == "The gate opens"
    assert headline.get_attribute("lang") == "en"
    assert page.locator(".order-machine .has-beside .src").count() == 2

    block = ProseBlock.objects.filter(parent=original).first()
    ProseBlock.objects.filter(pk=block.pk).update(html="<p>It opened at last.</p>")
    add_block(original, "prose", key="later", html="<p>Later.</p>", ordering=5)
    keep_revision(original, by=None)
    publish_article(Article.objects.get(pk=original.pk), by=None)
    page.reload()

    page.wait_for_selector(".beside-missing")
    assert page.locator(".has-beside ins").first.inner_text() == "opened at last."
    tops = [
        page.locator(selector).bounding_box()["y"]
        for selector in (
            ".order-machine .inline-related:not(.empty-form) >> nth=0",
            ".beside-missing",
            ".order-machine .inline-related:not(.empty-form) >> nth=1",
        )
    ]
    assert tops == sorted(tops)

    page.fill("textarea[name=headline]", "Ворота открыты")
    press(page, "Save, and add it here")
    page.wait_for_selector(".has-beside")
    assert page.locator(".beside-missing").count() == 0
    assert Article.objects.get(pk=article.pk).headline == "Ворота открыты"
    keys = ProseBlock.objects.filter(parent=article).order_by("ordering")
    assert [row.key for row in keys][1] == "later"

    toggle = page.get_by_role("button", name="Original beside")
    assert toggle.get_attribute("aria-pressed") == "true"
    toggle.focus()
    page.keyboard.press("Enter")
    assert page.locator(".src").count() == 0
    page.reload()
    page.wait_for_selector(".beside-toggle:not([hidden])")
    assert toggle.get_attribute("aria-pressed") == "false"

    page.get_by_role("button", name="Save, and mark as up to date with edition 2").click()
    page.wait_for_load_state()
    assert "Up to date with edition 2" in page.locator(".messagelist").inner_text()
    assert Translation.objects.get().follows.number == 2
