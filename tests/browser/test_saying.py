"""What the desk says is said where the editor looks, in Chromium: the bar, the list, the button."""

from datetime import timedelta

from django.utils import timezone

from memorial.models import Article, Edition
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from memorial.services.translating import translate_article
from tests.browser.desk import log_in, press
from tests.factories import make_article


def live_article(paragraphs=12):
    """A live article, longer than a window."""
    words = [f"It is {number} m high." for number in range(paragraphs)]
    article = make_article("The gate opens", words, standfirst="It opened at noon.")
    keep_revision(article, by=None)
    publish_article(article, by=None)
    return article


def is_in_view(page, selector):
    return page.locator(selector).evaluate(
        "(each) => { const at = each.getBoundingClientRect();"
        " return at.top >= 0 && at.bottom <= innerHeight && at.height > 0 }"
    )


def open_at_the_bottom(page, article):
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".tiptap")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


def test_what_became_of_a_save_is_said_in_view_at_the_bottom_of_a_long_page(page):
    article = live_article()
    log_in(page)
    open_at_the_bottom(page, article)
    page.locator(".tiptap").last.fill("It is tall.")

    press(page, "Save")

    page.wait_for_selector(".savebar-said")
    page.wait_for_function("scrollY > 200")
    assert "changed successfully" in page.locator(".savebar-said").inner_text()
    assert is_in_view(page, ".savebar-said")
    assert not is_in_view(page, ".messagelist")


def test_a_refused_save_leads_to_each_field_and_keeps_what_was_typed(page):
    article = live_article()
    log_in(page)
    open_at_the_bottom(page, article)
    page.fill("textarea[name=headline]", "")
    page.locator(".tiptap").last.fill("It is tall.")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    press(page, "Save")

    page.wait_for_selector("#refused:focus")
    assert "scrollY" not in page.url
    assert is_in_view(page, "#refused")
    assert is_in_view(page, ".savebar-said.is-refused")
    assert page.locator(".tiptap").last.inner_text() == "It is tall."
    page.locator("#refused a").click()
    assert page.evaluate("document.activeElement.name") == "headline"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("link", name="See what to mend").click()
    assert page.evaluate("document.activeElement.id") == "refused"


def test_what_was_mended_says_so_before_it_is_saved_and_nothing_of_it_stays_after(page):
    article = live_article(1)
    log_in(page)
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".tiptap")
    page.fill("textarea[name=headline]", "")
    press(page, "Save")
    page.wait_for_selector("#refused:focus")

    page.fill("textarea[name=headline]", "Mended")

    page.wait_for_selector("#refused .is-changed")
    assert "Changed since; not saved yet." in page.locator("#refused").inner_text()
    assert "Not saved yet: save again." in page.locator(".savebar-said").inner_text()
    assert page.get_attribute("textarea[name=headline]", "aria-invalid") == "false"
    page.fill("textarea[name=headline]", "")
    page.wait_for_selector("#refused :not(.is-changed) > a")
    assert page.get_attribute("textarea[name=headline]", "aria-invalid") == "true"
    page.fill("textarea[name=headline]", "Mended")
    press(page, "Save")
    page.wait_for_selector(".savebar-said:not(.is-refused)")
    assert page.locator("#refused, .errors, .is-changed, [aria-invalid=true]").count() == 0
    assert Article.objects.get().headline == "Mended"


def test_the_button_says_what_will_happen_with_a_script_and_without(page, chromium, site):
    article = live_article()
    log_in(page)
    publish = f"/admin/memorial/article/{article.pk}/publish/"
    page.goto(publish)
    assert page.locator("h1").inner_text() == "Publish"

    moment = timezone.localtime(timezone.now() + timedelta(days=2))
    page.fill("input[name=at]", f"{moment:%Y-%m-%dT%H:%M}")

    assert page.get_by_label("At a moment to come").is_checked()
    assert page.locator("h1").inner_text() == "Schedule"
    assert page.get_by_role("button", name="Schedule", exact=True).is_visible()
    assert not page.get_by_role("button", name="Publish", exact=True).count()

    cookies = page.context.cookies()
    with chromium.new_context(base_url=site, java_script_enabled=False) as plain:
        plain.add_cookies(cookies)
        bare = plain.new_page()
        bare.goto(publish)
        bare.get_by_label("At a moment to come").check()
        assert bare.locator("h1").inner_text() == "Schedule"
        assert bare.get_by_role("button", name="Schedule", exact=True).is_visible()
    assert Edition.objects.count() == 1


def test_marking_a_translation_up_to_date_saves_what_is_typed(page):
    original = live_article(2)
    article = translate_article(original, "ru", by=None)
    original.memorial_proseblock_set.update(html="<p>It is higher.</p>")
    keep_revision(original, by=None)
    publish_article(Article.objects.get(pk=original.pk), by=None)
    log_in(page, "Author")
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".has-beside")
    page.fill("textarea[name=standfirst]", "Выше.")

    press(page, "Save, and mark as up to date with edition 2")

    page.wait_for_selector(".messagelist")
    assert "Up to date with edition 2" in page.locator(".messagelist").inner_text()
    assert Article.objects.get(pk=article.pk).standfirst == "Выше."
    assert page.input_value("textarea[name=standfirst]") == "Выше."


def test_beside_the_original_a_comment_is_offered_on_the_translation_only(page):
    article = translate_article(live_article(2), "ru", by=None)
    log_in(page, "Author")
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".form-row.has-beside .comment-on")

    for field in ("headline", "standfirst"):
        row = page.locator(f".form-row.field-{field}")
        original = row.locator(".src").bounding_box()
        comment = row.locator(".comment-on").bounding_box()
        assert comment["x"] >= original["x"] + original["width"]
    for block in page.locator(".order-machine .has-beside").all():
        assert block.locator(".src .comment-on").count() == 0
