"""Holds the list of facts that changed: filed by editors, done by publishers, seen by both."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Edition, Monument, RefreshTask
from memorial.services.publishing import publish_article
from memorial.services.refreshing import file_or_close
from tests.admin.posting import form_values
from tests.factories import (
    add_block,
    make_article,
    make_image,
    make_monument,
    make_statement,
    make_unveiling,
    make_user,
    rewrite,
    scheduled,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/memorial/refreshtask/"


def form_of(record):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/change/"


def live_with(monument, headline="The gate opens"):
    article = make_article(headline)
    add_block(article, "monument_facts", monument=monument)
    return publish_article(article, by=None)


def change(client, record, **changes):
    values = form_values(client.get(form_of(record)), **changes)
    return client.post(form_of(record), values, follow=True)


def filed():
    """A task whose page is outdated."""
    monument = make_monument()
    edition = live_with(monument)
    monument.names.update(text="The Arch")
    file_or_close([monument], by=None)
    return RefreshTask.objects.get(), edition


def test_an_editor_files_a_change_and_a_publisher_brings_the_pages_up_to_date(client, editor):
    monument = make_monument(materials_en="Bronze")
    for number in range(3):
        live_with(monument, f"Piece {number}")
    change(client, monument, materials_en="Tin")
    task = RefreshTask.objects.get()
    listed = client.get(LIST).content.decode()

    assert (task.record, task.filed_by, task.done_at) == (monument.ref, editor, None)
    assert "The Gate" in listed
    assert all(f"Piece {number}" in listed for number in range(3))
    assert "up to date<" not in listed

    publisher = make_user("Publisher")
    client.force_login(publisher)
    answer = client.post(f"{LIST}{task.pk}/bring/", follow=True)

    task.refresh_from_db()
    assert "3 articles were brought up to date." in answer.content.decode()
    assert (task.done_by, task.done_at is not None) == (publisher, True)
    facts = [edition.frozen["facts"][monument.ref] for edition in Edition.objects.live()]
    assert [fact["materials"]["text"] for fact in facts] == ["Tin"] * 3
    assert "Every page shows the facts as they are." in client.get(LIST).content.decode()


def test_of_many_pages_the_first_five_are_named_and_the_others_are_a_link_away(client, editor):
    monument = make_monument(materials_en="Bronze")
    for number in range(7):
        live_with(monument, f"Piece {number}")
    live_with(make_monument("Another"), "Not of it")

    page = change(client, monument, materials_en="Tin").content.decode()
    [said] = re.findall(r'<a href="([^"]+)">and 2 more articles</a>', page)
    [listed] = re.findall(
        r'<a href="([^"]+)">and 1 more article</a>', client.get(LIST).content.decode()
    )
    every = client.get(said).content.decode()

    assert "7 pages still show it as it was" in page
    assert said == listed
    assert all(f"Piece {number}" in every for number in range(7))
    assert "Not of it" not in every
    assert "Still shows it as it was: <b>The Gate</b>" in every


@pytest.mark.parametrize("ref", ["person:1", "person:x", "\x00:1", "nothing", f"person:{10**30}"])
def test_a_record_that_no_page_shows_as_it_was_lists_no_article(client, editor, ref):
    filed()

    page = client.get("/admin/memorial/article/", {"outdated": ref})

    assert "Nothing in this list fits" in page.content.decode()


def test_a_headline_is_no_code_in_a_message(client, editor):
    monument = make_monument(materials_en="Bronze")
    live_with(monument, "<b>Bold</b> 100% &c")

    page = change(client, monument, materials_en="Tin").content.decode()

    assert "“&lt;b&gt;Bold&lt;/b&gt; 100% &amp;c”, live" in page


def test_a_publisher_who_leaves_pages_as_they_were_leaves_a_task(client, publisher):
    monument = make_monument()
    live_with(monument)

    change(client, monument, materials_en="Tin", _update_editions=None)

    assert RefreshTask.objects.open().get().filed_by == publisher


@pytest.mark.parametrize(
    ("changes", "is_shown"), [({}, True), ({"materials_en": "Tin"}, False)], ids=["same", "unseen"]
)
def test_a_save_that_changes_nothing_or_is_seen_nowhere_files_nothing(
    client, editor, changes, is_shown
):
    monument = make_monument()
    if is_shown:
        live_with(monument)

    change(client, monument, **changes)

    assert not RefreshTask.objects.exists()


def test_a_publisher_who_brings_pages_up_to_date_from_the_form_closes_the_task(client, publisher):
    task, _edition = filed()
    monument = Monument.objects.get()

    change(client, monument, materials_en="Tin")

    task.refresh_from_db()
    assert task.done_by == publisher


def test_leaving_it_as_it_is_closes_the_task_and_changes_no_page(client, publisher):
    task, edition = filed()

    client.post(f"{LIST}{task.pk}/leave/")

    task.refresh_from_db()
    assert task.done_by == publisher
    assert Edition.objects.get() == edition


def test_a_refusal_is_said_and_the_task_stays(client, publisher):
    statement = make_statement()
    article = make_article()
    add_block(article, "statement", statement=statement)
    publish_article(article, by=None)
    type(statement).objects.update(source=None)
    file_or_close([statement], by=None)
    task = RefreshTask.objects.get()

    answer = client.post(f"{LIST}{task.pk}/bring/", follow=True)

    assert "was not brought up to date" in answer.content.decode()
    assert RefreshTask.objects.open().exists()


def test_a_page_published_anew_since_is_listed_no_longer(client, publisher):
    task, edition = filed()
    publish_article(edition.article, by=None)

    assert "The gate opens" not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("role", "sees", "acts"),
    [(None, 403, 403), ("Author", 403, 403), ("Editor", 200, 403), ("Publisher", 200, 302)],
)
@pytest.mark.parametrize("verb", ["bring", "leave"])
def test_who_may_see_and_who_may_act(client, role, sees, acts, verb):
    task, edition = filed()
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == sees
    assert client.post(f"{LIST}{task.pk}/{verb}/").status_code == acts
    assert client.get(f"{LIST}{task.pk}/{verb}/").status_code == 405
    assert client.post(f"{LIST}{10**30}/{verb}/").status_code == (404 if acts == 302 else 403)
    assert RefreshTask.objects.open().exists() == (acts == 403)


def test_a_stranger_is_led_to_the_login(client):
    assert "/admin/login/" in client.get(LIST)["Location"]


def test_a_long_list_costs_what_a_short_one_costs(client, publisher):
    counts = []
    for count in (2, 20):
        for _record in range(count):
            monument = make_monument()
            for headline in ("One", "Two"):
                live_with(monument, headline)
            monument.names.update(text="The Arch")
            file_or_close([monument], by=publisher)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def main(answer):
    return " ".join(answer.content.decode().split("listing__lead")[1].split())


def test_the_list_says_what_changed_in_the_words_of_both(client, editor):
    monument = make_monument(materials_en="Bronze", materials_ru="Бронза", status="standing")
    live_with(monument)
    russian = make_article("Ворота", language="ru")
    add_block(russian, "monument_facts", monument=monument)
    publish_article(russian, by=None)
    change(client, monument, materials_en="Tin", materials_ru="Олово", status="removed")

    listed = main(client.get(LIST))

    for words in ("Bronze", "Tin", "Бронза", "Олово", "Materials", "Status"):
        assert words in listed
    assert "English, Русский" in listed
    assert "2 articles still show it as it was" in listed


def test_what_changed_is_named_in_the_editors_language(client, publisher):
    filed()

    page = client.get(LIST, headers={"accept-language": "ru"}).content.decode()

    assert "Имя или название" in page


def test_an_article_that_is_live_and_scheduled_is_one(client, publisher):
    monument = make_monument(materials_en="Bronze")
    edition = live_with(monument)
    rewrite(edition.article)
    scheduled(edition.article)

    said = change(client, monument, materials_en="Tin", _update_editions=None)
    listed = main(client.get(LIST))
    brought = client.post(f"{LIST}{RefreshTask.objects.get().pk}/bring/", follow=True)

    assert "1 page still shows it as it was" in said.content.decode()
    assert "live and scheduled" in said.content.decode()
    assert "1 article still shows it as it was" in listed
    assert listed.count(f"/article/{edition.article_id}/change/") == 1
    assert '<span class="st live">live</span> <span class="st sch">scheduled</span>' in listed
    assert "1 article was brought up to date." in brought.content.decode()


def test_a_change_that_is_none_of_words_is_said_to_be_none(client, publisher):
    monument = make_monument()
    monument.pictures.create(image=make_image())
    live_with(monument)
    monument.pictures.update(image=make_image())
    file_or_close([monument], by=None)

    assert "The words on these pages are those of the register" in main(client.get(LIST))


def test_where_a_statement_was_said_is_named_as_its_form_names_it(client, editor):
    monument = make_monument("The Gate")
    statement = make_statement(unveiling=make_unveiling(monument))
    article = make_article()
    add_block(article, "statement", statement=statement)
    publish_article(article, by=None)
    monument.names.update(text="The Arch")
    file_or_close([monument], by=editor)

    listed = main(client.get(LIST))

    assert all(words in listed for words in ("Said at", "Gate", "Arch"))


def test_a_page_that_only_links_is_said_to_be_behind_by_nobody(client, editor):
    monument = make_monument(materials_en="Bronze")
    article = make_article("About this site")
    add_block(article, "prose", html=f'<p><a href="record:{monument.ref}">it</a></p>')
    publish_article(article, by=None)

    answer = change(client, monument, materials_en="Tin")

    assert "still show" not in answer.content.decode()
    assert "Every page shows the facts as they are." in client.get(LIST).content.decode()
