"""The panels beside the form: the preview of unsaved words, share links, who else is here."""

from django.contrib.sessions.models import Session

from memorial.models import Article, Presence, Revision, ShareLink
from memorial.services.presence import note_presence
from tests.browser.desk import insert_block, log_in, open_new_article, write_prose
from tests.factories import make_article, make_user


def open_form(page, article):
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".order-machine-insert-target.last")


def preview(page):
    return page.frame_locator(".preview-place iframe:not(.is-coming)")


def test_the_preview_follows_the_unsaved_form_at_three_widths(page):
    errors = []
    page.on("console", lambda said: errors.append(said) if said.type == "error" else None)
    article = make_article("As it was", paragraphs=["Old words."] * 30)
    log_in(page)
    open_form(page, article)
    preview(page).get_by_role("heading", name="As it was").wait_for()

    page.fill("textarea[name=headline]", "As it will be")
    preview(page).get_by_role("heading", name="As it will be").wait_for()
    for name, width in (("Tablet", 820), ("Desk", 1280), ("Phone", 390)):
        page.get_by_role("button", name=name, exact=True).click()
        assert preview(page).locator("html").evaluate("() => innerWidth") == width
        drawn = page.locator(".preview-place iframe").bounding_box()["width"]
        assert drawn <= page.locator(".preview-place").bounding_box()["width"] + 1

    # It stays where one was reading, and Back leaves the form, not the preview.
    preview(page).locator("html").evaluate("() => scrollTo({ top: 900, behavior: 'instant' })")
    page.fill("textarea[name=headline]", "And then")
    preview(page).get_by_role("heading", name="And then").wait_for()
    assert preview(page).locator("html").evaluate("() => scrollY") > 500
    assert Article.objects.get().headline == "As it was"
    assert not Revision.objects.exists()
    # The block editors try styles of their own, which the policy refuses; the preview has none.
    assert [each.text for each in errors if "inline style" not in each.text] == []


def test_a_link_in_the_preview_opens_beside_the_desk(page):
    log_in(page)
    open_form(page, make_article("As it was"))
    link = preview(page).locator("header a[href]").first
    link.wait_for()

    with page.context.expect_page() as opened:
        link.click()

    assert "/admin/" not in opened.value.url
    preview(page).get_by_role("heading", name="As it was").wait_for()


def test_the_width_and_whether_it_is_open_are_remembered(page):
    article = make_article()
    log_in(page)
    open_form(page, article)
    page.get_by_role("button", name="Tablet").click()
    page.reload()
    assert page.get_by_role("button", name="Tablet").get_attribute("aria-pressed") == "true"

    page.locator(".preview summary").click()
    page.reload()

    assert page.locator(".preview").get_attribute("open") is None


def test_a_new_article_has_a_preview_and_an_expired_login_is_said(page):
    log_in(page)
    open_new_article(page)
    page.fill("textarea[name=headline]", "Brand new")
    write_prose(insert_block(page, "Prose"), "First words.")
    preview(page).get_by_text("First words.").wait_for()
    Session.objects.all().delete()

    page.get_by_role("button", name="Refresh").click()

    page.get_by_text("You are signed out: sign in in another tab, then refresh.").wait_for()
    assert preview(page).get_by_text("First words.").is_visible()
    assert not Article.objects.exists()


def test_on_a_small_screen_the_preview_waits_under_the_form(page):
    page.set_viewport_size({"width": 390, "height": 800})
    log_in(page)
    open_form(page, make_article())

    assert page.locator(".preview").get_attribute("open") is None
    tops = "(each) => each.getBoundingClientRect().top + scrollY"
    below = page.locator(".preview").evaluate(tops)
    assert below > page.locator("#content-main").evaluate(tops) + 1000
    page.locator(".preview summary").click()
    preview(page).get_by_role("heading", name="The gate opens").wait_for()


def test_a_share_link_is_made_and_revoked_without_leaving_unsaved_words(page):
    log_in(page)
    open_form(page, make_article("As it was"))
    page.fill("textarea[name=headline]", "Being written")

    page.get_by_label("For whom").fill("The embassy")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("The link is ready").wait_for()
    address = page.get_by_label("Address for The embassy").input_value()
    page.get_by_role("button", name="Copy", exact=True).click()
    page.locator(".sharing-said", has_text="address").wait_for()
    assert page.locator("textarea[name=headline]").input_value() == "Being written"

    reader = page.context.browser.new_context()
    shown = reader.new_page()
    assert shown.goto(address).status == 200
    assert "As it was" in shown.locator("main").inner_text()
    assert reader.cookies() == []
    page.get_by_role("button", name="Revoke").click()
    page.get_by_text("The link is revoked").wait_for()
    assert shown.goto(address).status == 410
    reader.close()
    assert ShareLink.objects.count() == 1


def test_who_else_is_here_is_said_while_one_writes_and_forgotten_when_one_leaves(page):
    article = make_article()
    user = log_in(page)
    open_form(page, article)
    assert page.locator(".presence").inner_text() == ""

    pavel = make_user("Author", username="Pavel")
    note_presence(article.ref, by=pavel)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("Pavel opened this just now.").wait_for()
    article.claim_version(1)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("Somebody saved this meanwhile").wait_for()

    assert Presence.objects.filter(user=user).exists()
    page.goto("/admin/")
    for _attempt in range(50):
        if not Presence.objects.filter(user=user).exists():
            break
        page.wait_for_timeout(100)
    assert not Presence.objects.filter(user=user).exists()
