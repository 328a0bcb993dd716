"""Words that were not saved: kept by the browser, offered, brought back, gone at log-out."""

import re
from contextlib import suppress
from dataclasses import replace

import pytest
from django.contrib.sessions.models import Session

from memorial.models import Article, Monument, Revision
from memorial.services.freezing import freeze_story
from memorial.services.waiting import keep_fix, publish_fix
from memorial.story.frozen import thaw
from tests.browser.desk import insert_block, log_in, press, write_prose
from tests.factories import make_article, make_live, make_monument, make_user

OFFER = "You have words here that were not saved"


def open_form(page, article):
    page.goto(f"/admin/memorial/article/{article.pk}/change/")
    page.wait_for_selector(".order-machine-insert-target.last")


def sign_in_again(page, username="publisher"):
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", "correct horse")
    page.click("[type=submit]")


def kept(page):
    names = "Object.keys(localStorage).filter((name) => name.startsWith('memorial:words:'))"
    return page.evaluate(f"{names}.length")


def wait_for_stored(page, words):
    """Return what the browser keeps, as soon as the last words that were typed are in it."""
    for _attempt in range(100):
        stored = page.evaluate("JSON.stringify({ ...localStorage })")
        if words in stored:
            return stored
        page.wait_for_timeout(100)
    raise AssertionError(f"{words} is not kept")


def wait_for_kept(page, count):
    """The policy lets no test evaluate text in the page's loop: ask from outside until it is so."""
    for _attempt in range(50):
        if kept(page) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{kept(page)} entries are kept, not {count}")


def wait_until_nothing_is_kept(page):
    wait_for_kept(page, 0)
    assert not [each for each in page.context.cookies() if each["name"].startswith("saved-")]


def wait_until_kept(page):
    wait_for_kept(page, 1)


def write(page, headline="What she wrote"):
    """Change a field, add a block, move it up: words of every kind."""
    page.fill("textarea[name=headline]", headline)
    write_prose(insert_block(page, "Prose"), "A new paragraph.")


def bring_back(page):
    offer = page.locator("[data-kept]")
    offer.get_by_text(OFFER).wait_for()
    page.get_by_role("button", name="Bring them back").click()
    page.get_by_text("Your words are back in the form").wait_for()
    page.wait_for_selector(".order-machine-insert-target.last")


def assert_words_are_there(page, headline="What she wrote"):
    assert page.locator("textarea[name=headline]").input_value() == headline
    assert "A new paragraph." in page.locator(".tiptap").all_inner_texts()[-1]


def test_an_expired_login_while_writing_loses_nothing(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    Session.objects.all().delete()

    press(page, "Save")
    assert "/login/" in page.url
    assert Article.objects.get().headline == "As it was"
    sign_in_again(page)
    bring_back(page)

    assert_words_are_there(page)
    assert Article.objects.get().headline == "As it was"
    assert not Revision.objects.exists()
    press(page, "Save")
    page.locator(".messagelist").get_by_text("was changed successfully").wait_for()
    article.refresh_from_db()
    assert article.headline == "What she wrote"
    texts = [block.html for block in article.memorial_proseblock_set.order_by("ordering")]
    assert texts == ["<p>It opened.</p>", "<p>A new paragraph.</p>"]
    wait_until_nothing_is_kept(page)


@pytest.mark.parametrize("end", ["closed tab", "crash"])
def test_words_of_a_closed_tab_and_of_a_crash_are_offered_and_never_forced(page, end):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    wait_until_kept(page)
    stored = wait_for_stored(page, "A new paragraph.")
    assert "What she wrote" in stored
    assert not re.search(r"csrf|password|__prefix__", stored)
    context = page.context
    if end == "crash":
        # The renderer dies: no script of the page runs any more.
        with page.expect_event("crash"), suppress(Exception):
            page.goto("chrome://crash", wait_until="commit", timeout=2000)
    else:
        page.close()

    again = context.new_page()
    open_form(again, article)

    again.locator("[data-kept]").get_by_text(OFFER).wait_for()
    assert again.locator("textarea[name=headline]").input_value() == "As it was"
    bring_back(again)
    assert_words_are_there(again)


def test_words_let_go_are_gone(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    wait_until_kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    page.get_by_role("button", name="Let them go").click()

    assert page.locator("[data-kept]").is_hidden()
    assert kept(page) == 0
    page.reload()
    page.wait_for_selector(".order-machine-insert-target.last")
    assert page.locator("[data-kept]").is_hidden()


def test_logging_out_clears_what_was_kept_and_an_open_tab_keeps_nothing_more(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    wait_until_kept(page)
    other = page.context.new_page()
    other.goto("/admin/")

    other.locator(".me summary").click()
    other.get_by_role("button", name="Log out").click()
    other.wait_for_load_state()

    assert kept(other) == 0
    page.fill("textarea[name=headline]", "Typed after it")
    page.wait_for_timeout(2500)
    assert kept(other) == 0


def test_another_editor_at_the_same_browser_is_offered_nothing(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    wait_until_kept(page)
    Session.objects.all().delete()
    make_user("Editor")
    page.on("dialog", lambda dialog: dialog.accept())

    page.goto("/admin/")
    sign_in_again(page, "editor")
    open_form(page, article)

    assert page.locator("[data-kept]").is_hidden()


def test_a_new_article_is_kept_with_its_blocks_before_it_was_ever_saved(page):
    log_in(page)
    page.goto("/admin/memorial/article/add/")
    page.wait_for_selector(".order-machine-insert-target.last")
    write(page)
    wait_until_kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".order-machine-insert-target.last")

    bring_back(page)

    assert_words_are_there(page)
    assert not Article.objects.exists()
    press(page, "Save")
    page.locator(".messagelist").get_by_text("was added successfully").wait_for()
    assert Article.objects.get().memorial_proseblock_set.get().html == "<p>A new paragraph.</p>"
    wait_until_nothing_is_kept(page)


def test_a_save_by_a_colleague_meanwhile_shows_both_texts(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    wait_until_kept(page)
    article.claim_version(1)
    Article.objects.update(headline="What he wrote")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    page.get_by_text("a save of yours will show both texts").wait_for()
    bring_back(page)
    press(page, "Save")

    text = page.locator("#content").inner_text()
    assert "Two texts" in text
    assert "What he wrote" in text
    assert_words_are_there(page)
    assert kept(page) == 1


def test_a_block_taken_out_stays_out_when_the_words_come_back(page):
    article = make_article("As it was", paragraphs=["First.", "Second."])
    log_in(page)
    open_form(page, article)
    first, second = article.memorial_proseblock_set.order_by("ordering")
    page.evaluate(
        """() => {
          const box = document.querySelector('[name=memorial_proseblock_set-0-DELETE]');
          box.checked = true;
          box.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    page.fill("textarea[name=headline]", "Shorter")
    wait_until_kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    bring_back(page)
    press(page, "Save")
    page.locator(".messagelist").get_by_text("was changed successfully").wait_for()

    assert [block.pk for block in article.memorial_proseblock_set.all()] == [second.pk]
    assert first.pk != second.pk


def test_every_set_of_kept_words_is_offered_at_once_and_taken_alone(page):
    article = make_article("As it was", paragraphs=["First."])
    log_in(page)
    open_form(page, article)
    page.fill("textarea[name=headline]", "Of the one tab")
    write_prose(insert_block(page, "Prose"), "A new paragraph.")
    wait_for_stored(page, "A new paragraph.")
    other = page.context.new_page()
    page.close()
    open_form(other, article)
    other.fill("textarea[name=standfirst]", "Of the other tab.")
    wait_for_stored(other, "Of the other tab.")
    other.on("dialog", lambda dialog: dialog.accept())
    article.claim_version(1)
    Article.objects.update(kind="analysis", slug="another")

    other.reload()
    sets = other.locator("[data-kept-sets] > li")
    sets.nth(1).wait_for()

    said = sets.locator("[data-kept-set]").all_inner_texts()
    assert len(said) == 2
    assert "in this tab. You changed 1 part. The record was saved since" in said[0]
    assert "in another tab. You changed 2 parts. The record was saved since" in said[1]
    sets.nth(1).locator("summary").click()
    sets.nth(1).locator("dd").first.wait_for()
    seen = sets.nth(1).locator("dl").inner_text().split("\n")
    assert seen == ["Headline", "Of the one tab", "Prose", "A new paragraph."]
    assert other.locator("textarea[name=headline]").input_value() == "As it was"
    sets.nth(1).get_by_role("button", name="Bring them back").click()
    other.get_by_text("Your words are back in the form").wait_for()
    assert_words_are_there(other, "Of the one tab")
    assert other.locator("textarea[name=standfirst]").input_value() == ""
    assert kept(other) == 2


def test_a_save_of_somebody_else_alone_is_nothing_to_offer(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    page.locator("textarea[name=headline]").focus()
    page.keyboard.press("End")
    Session.objects.all().delete()
    press(page, "Save")
    sign_in_again(page)
    Article.objects.update(headline="What he wrote")

    open_form(page, article)

    wait_until_nothing_is_kept(page)
    assert page.locator("[data-kept]").is_hidden()


def test_what_was_changed_is_known_after_a_refusal_too(page):
    article = make_article("As it was", slug="as-it-was")
    log_in(page)
    open_form(page, article)
    page.fill("textarea[name=standfirst]", "More.")
    page.locator("details summary", has_text="Embargo").click()
    page.fill("input[name=not_before_0]", "never")
    press(page, "Save")
    page.locator(".errornote").wait_for(state="attached")
    page.fill("textarea[name=headline]", "As it is")
    wait_for_stored(page, "As it is")
    page.on("dialog", lambda dialog: dialog.accept())
    Article.objects.update(slug="another")

    open_form(page, article)

    page.get_by_text("You changed 3 parts.").wait_for()


@pytest.fixture
def fixes(site):
    """Two fixes that wait, of one article."""
    article = make_live("As it was").article
    publisher, live = make_user("Publisher"), article.editions.get()
    stories = [
        freeze_story(replace(thaw(live.frozen), headline=headline))
        for headline in ("One fix", "Another fix")
    ]
    return [keep_fix(article, story, base=live, by=publisher) for story in stories]


def open_fix(page, fix=None):
    asked = f"?revision={fix.pk}" if fix else ""
    page.goto(f"/admin/memorial/article/{Article.objects.get().pk}/fix/{asked}")
    page.wait_for_selector(".order-machine-insert-target.last")


def write_and_leave(page, fix, words):
    open_fix(page, fix)
    page.fill("textarea[name=standfirst]", words)
    wait_for_stored(page, words)


def test_words_of_one_fix_are_offered_to_no_other(page, fixes):
    log_in(page)
    page.on("dialog", lambda dialog: dialog.accept())
    write_and_leave(page, fixes[0], "Of the one.")

    for other in (fixes[1], None):
        open_fix(page, other)
        page.wait_for_timeout(300)
        assert page.locator("[data-kept]").is_hidden()
    open_fix(page, fixes[0])
    bring_back(page)

    assert page.locator("textarea[name=standfirst]").input_value() == "Of the one."
    assert page.locator("textarea[name=headline]").input_value() == "One fix"
    press(page, "Show the difference")
    wait_until_nothing_is_kept(page)


def test_words_of_a_fix_that_waits_no_more_are_offered_to_a_fix_of_what_is_live(page, fixes):
    log_in(page)
    page.on("dialog", lambda dialog: dialog.accept())
    write_and_leave(page, fixes[0], "Of the one.")
    publish_fix(Article.objects.get(), fixes[0], by=None)

    open_fix(page)
    page.locator("[data-kept]").get_by_text("What readers see was changed since").wait_for()
    bring_back(page)
    press(page, "Show the difference")

    assert "Of the one." in page.locator("ol.changes").inner_text()
    assert Revision.objects.get(purpose="fix", review_steps=None, headline="One fix")


def test_a_fact_is_kept_like_an_article(page):
    monument = make_monument("The Gate", public_from=None)
    log_in(page)
    page.goto(f"/admin/memorial/monument/{monument.pk}/change/")
    page.fill("[name=dedication_en]", "To those who came back")
    page.locator("[name=names-0-text]").fill("The Arch")
    wait_for_stored(page, "The Arch")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    page.locator("[data-kept] summary").click()
    page.locator("[data-kept] dd").first.wait_for()
    seen = page.locator("[data-kept] dl").inner_text().split("\n")
    assert seen[1::2] == ["The Arch", "To those who came back"]
    assert seen[0] == "Names, Spelling"

    page.get_by_role("button", name="Bring them back").click()
    page.get_by_text("Your words are back in the form").wait_for()
    page.click("[name=_continue]")
    page.locator(".messagelist").get_by_text("was changed successfully").wait_for()

    assert Monument.objects.get().dedication_en == "To those who came back"
    wait_until_nothing_is_kept(page)


def test_a_log_in_in_another_tab_does_not_stand_in_the_way_of_a_save(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    Session.objects.all().delete()
    other = page.context.new_page()
    other.goto("/admin/")
    sign_in_again(other)
    other.wait_for_selector(".me summary")

    press(page, "Save")

    page.locator(".messagelist").get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().headline == "What she wrote"


def test_a_form_too_old_to_be_sent_leads_back_to_its_words(page):
    article = make_article("As it was")
    log_in(page)
    open_form(page, article)
    write(page)
    page.context.clear_cookies(name="csrftoken")

    press(page, "Save")
    page.get_by_role("heading", name="This form is too old to be sent").wait_for()
    page.get_by_role("link", name="Go back to the form").click()
    bring_back(page)

    assert_words_are_there(page)


def test_save_pressed_twice_saves_once_and_frightens_nobody(page):
    log_in(page)
    page.goto("/admin/memorial/article/add/")
    page.wait_for_selector(".order-machine-insert-target.last")
    write(page)

    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.locator(".messagelist").get_by_text("was added successfully").wait_for()
    page.wait_for_selector(".order-machine-insert-target.last")
    page.fill("textarea[name=headline]", "Changed")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.locator(".messagelist").get_by_text("was changed successfully").wait_for()

    assert Article.objects.get().headline == "Changed"
    assert not page.get_by_text("Somebody saved this").count()
    assert Revision.objects.count() == 2
