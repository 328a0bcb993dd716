"""Forms that are sent twice, and words that come back from the browser."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from memorial.models import Article, Monument, Revision
from tests.admin.posting import add_block, form_values
from tests.factories import make_article, make_live, make_monument, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/memorial/article/add/"


def url(article, page="change"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def test_an_add_form_sent_twice_makes_one_article(client, editor):
    values = form_values(client.get(ADD), headline="The gate opens")
    add_block(values, "prose", html="<p>It opened.</p>")
    values["_continue"] = "1"

    first = client.post(ADD, values)
    second = client.post(ADD, values)

    article = Article.objects.get()
    assert first["Location"] == second["Location"] == url(article)
    assert Revision.objects.count() == 1
    assert article.memorial_proseblock_set.count() == 1


def test_an_add_form_of_a_fact_sent_twice_makes_one_fact(client, editor):
    add = "/admin/memorial/monument/add/"
    values = form_values(client.get(add), kind="arch")
    values["names-0-text"] = "The Gate"
    values["names-0-language"] = "en"

    client.post(add, values)
    client.post(add, values)

    assert Monument.objects.count() == 1


def test_two_forms_that_say_the_same_make_two_records(client, editor):
    for _time in range(2):
        client.post(ADD, form_values(client.get(ADD), headline="The gate opens"))

    assert Article.objects.count() == 2


def test_the_same_form_with_other_words_is_no_repetition(client, editor):
    article = make_article("As it was")
    values = form_values(client.get(url(article)), headline="First")
    client.post(url(article), {**values, "_continue": "1"})

    again = client.post(url(article), {**values, "headline": "Second", "_continue": "1"})

    assert "Somebody saved this" in again.content.decode()
    assert "Second" in again.content.decode()


def test_a_change_sent_twice_is_saved_once_and_not_taken_for_somebody_elses(client, editor):
    article = make_article("As it was")
    values = form_values(client.get(url(article)), headline="New", _continue="1")

    client.post(url(article), values)
    second = client.post(url(article), values)

    assert second.status_code == 302
    assert Revision.objects.count() == 1
    assert Article.objects.get().version == 2


def test_a_colleague_cannot_repeat_the_save_of_another(client, editor):
    values = form_values(client.get(ADD), headline="The gate opens")
    client.post(ADD, values)
    client.force_login(make_user("Author"))

    client.post(ADD, values)

    assert Article.objects.count() == 2


def test_the_log_says_what_changed_and_nothing_of_keys(client, editor):
    article = make_article("As it was")
    client.post(url(article), form_values(client.get(url(article)), headline="New"))
    client.post(url(article), form_values(client.get(url(article))))

    said = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]

    assert said == ["Changed Headline.", "No fields changed."]


def test_the_browser_is_told_that_a_form_was_saved_and_not_before(client, editor):
    article = make_article("As it was")
    values = form_values(client.get(url(article)), headline="")
    refused = client.post(url(article), values)
    saved = client.post(url(article), {**values, "headline": "New"})

    name = f"saved-{values['form_key']}"
    assert name not in refused.cookies
    assert saved.cookies[name]["path"] == "/admin/"
    assert saved.cookies[name]["samesite"] == "Lax"


@pytest.mark.parametrize("key", ["", "no key", "x" * 500, "\u1234;saved"])
def test_a_forged_key_is_no_key(client, editor, key):
    values = form_values(client.get(ADD), headline="The gate opens", form_key=key)

    answer = client.post(ADD, values)

    assert answer.status_code in (200, 302)
    assert not any(name.startswith("saved-") for name in answer.cookies)


def test_words_brought_back_are_shown_and_not_saved(client, editor):
    article = make_article("As it was")
    values = form_values(client.get(url(article)), headline="", slug="not ok!")
    values["memorial_proseblock_set-0-html"] = "<p>Kept words.</p>"
    add_block(values, "prose", html="<p>More words.</p>")

    answer = client.post(url(article), {**values, "_bring_back": "1"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Your words are back in the form" in page
    assert "Kept words." in page
    assert "More words." in page
    assert "not ok!" in page
    assert "errornote" not in page
    assert 'class="errorlist' not in page
    assert not any(name.startswith("saved-") for name in answer.cookies)
    assert Article.objects.get().headline == "As it was"
    assert article.memorial_proseblock_set.get().html == "<p>It opened.</p>"
    assert not Revision.objects.exists()
    assert not LogEntry.objects.exists()


def test_words_of_a_block_that_a_colleague_deleted_come_back_too(client, editor):
    article = make_article("As it was", paragraphs=["First.", "Second."])
    values = form_values(client.get(url(article)))
    values["memorial_proseblock_set-0-html"] = "<p>Kept words.</p>"
    article.memorial_proseblock_set.order_by("ordering").first().delete()

    page = client.post(url(article), {**values, "_bring_back": "1"})

    assert "Kept words." in page.content.decode()


def test_words_of_a_new_article_and_of_a_fact_come_back(client, editor):
    monument = make_monument(public_from=None)
    fact = f"/admin/memorial/monument/{monument.pk}/change/"
    for address, changes in ((ADD, {"headline": "Kept"}), (fact, {"dedication_en": "Kept"})):
        values = form_values(client.get(address), **changes)

        answer = client.post(address, {**values, "_bring_back": "1"})

        assert answer.status_code == 200
        assert "Kept" in answer.content.decode()
    assert not Article.objects.exists()
    assert Monument.objects.get().version == 1


def test_words_of_a_fix_come_back_and_are_not_kept_as_one(client, publisher):
    article = make_live().article
    values = form_values(client.get(url(article, "fix")), headline="Fixed")

    back = client.post(url(article, "fix"), {**values, "_bring_back": "1"})

    assert back.status_code == 200
    assert "Fixed" in back.content.decode()
    assert not Revision.objects.exists()
    sent = client.post(url(article, "fix"), values)
    assert f"saved-{values['form_key']}" in sent.cookies


def test_who_may_not_write_brings_nothing_back(client):
    article = make_article()
    client.force_login(make_user(None))

    assert client.post(url(article), {"_bring_back": "1"}).status_code == 403
    assert client.post(ADD, {"_bring_back": "1"}).status_code == 403


def test_a_form_with_an_old_token_is_answered_in_words_with_the_way_back(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    article = make_article("As it was")

    answer = strict.post(url(article), {"headline": "New"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "your words are kept in this browser" in page
    assert f'href="{url(article)}"' in page
    assert Article.objects.get().headline == "As it was"


# Buttons.


def copy_values(client, article):
    page = client.get(url(article)).content.decode()
    form = page[page.index(f'action="{url(article, "copy")}"') :]
    return {"form_key": re.search(r'name="form_key" value="(\w{32})"', form).group(1)}


def test_the_button_that_copies_pressed_twice_makes_one_copy_and_leads_to_it(client, author):
    article = make_article("The gate opens")
    values = copy_values(client, article)

    answers = [client.post(url(article, "copy"), values) for _time in range(2)]

    copy = Article.objects.exclude(pk=article.pk).get()
    assert [answer["Location"] for answer in answers] == [url(copy)] * 2
    assert Revision.objects.of(copy).count() == 1
    assert LogEntry.objects.get(object_id=copy.pk).get_change_message() == "Added."


def test_a_piece_is_copied_again_from_its_form_and_by_somebody_else(client, author):
    article = make_article("The gate opens")
    values = copy_values(client, article)
    client.post(url(article, "copy"), values)

    client.post(url(article, "copy"), copy_values(client, article))
    client.force_login(make_user("Editor"))
    client.post(url(article, "copy"), values)

    assert Article.objects.count() == 4
