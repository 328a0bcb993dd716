"""Holds that pages of Django's admin speak as the desk does: what goes, stays, and is next."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Article, Person, Topic
from memorial.services.saving import keep_revision
from tests.factories import make_article, make_person, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db

STOCK = ["Are you sure", "related items", "Select article", "take me back", "Objects"]


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_deleting_a_draft_says_what_goes_and_that_it_can_be_restored(client, editor):
    article = make_article("Opened")
    keep_revision(article, by=editor)
    path = f"/admin/memorial/article/{article.pk}/delete/"

    page = client.get(path)
    client.post(path, {"post": "yes"})
    deleted = client.get("/admin/memorial/article/deleted/")

    assertContains(page, "Delete “Opened”")
    assertContains(page, "an editor restores it, as it was last saved, under “Deleted articles”")
    assert not [words for words in STOCK if words in text_of(page)]
    assert not Article.objects.exists()
    assertContains(deleted, "Opened")


def test_deleting_a_record_says_that_it_can_be_brought_back(client, editor):
    person = make_person("Ada Vale")
    path = f"/admin/memorial/person/{person.pk}/"
    page = client.get(f"{path}delete/")

    assertContains(page, "under “Deleted records”")
    assertContains(page, f'href="{path}change/"')
    assert not [words for words in STOCK if words in text_of(page)]


def test_what_others_need_is_named_with_what_to_do(client, editor):
    statement = make_statement(make_person("Ada Vale"))

    page = client.get(f"/admin/memorial/person/{statement.speaker.pk}/delete/")

    assertContains(page, "because these still need it")
    assertNotContains(page, "Delete it")


def test_deleting_what_is_ticked_says_the_same(client, editor):
    sources = [make_source(f"Report {number}") for number in range(2)]
    act = {"action": "delete_selected", "_selected_action": [source.pk for source in sources]}

    page = client.post("/admin/memorial/source/", act)

    assertContains(page, "Delete what is ticked")
    assertContains(page, "under “Deleted records”")
    assert not [words for words in STOCK if words in text_of(page)]
    client.post("/admin/memorial/source/", {**act, "post": "yes"})
    assert not type(sources[0]).objects.exists()


def test_a_list_is_called_by_its_nouns(client, author):
    page = client.get("/admin/memorial/article/")

    assertContains(page, "<title>Articles | Memorial</title>", html=True)
    assertNotContains(page, "Select article")


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_an_empty_list_says_the_next_step_to_those_who_may_take_it(client, role):
    client.force_login(make_user(role))
    may_add = client.get(reverse("admin:memorial_topic_add")).status_code == 200

    page = client.get("/admin/memorial/topic/")

    assertContains(page, "Nothing stands here yet")
    assert ("Add the first: topic" in page.content.decode()) == may_add


def test_a_search_that_finds_nothing_leads_back_to_the_whole_list(client, author):
    Topic.objects.create(address="war")

    page = client.get("/admin/memorial/topic/?q=peace")

    assertContains(page, "Nothing in this list fits")
    assertContains(page, '<a href="?">Show the whole list</a>', html=True)


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_the_field_of_topics_says_where_one_is_added(client, role):
    client.force_login(make_user(role))
    add = reverse("admin:memorial_topic_add")
    may_add = client.get(add).status_code == 200

    page = client.get("/admin/memorial/article/add/")

    assertContains(page, "A topic joins this article to others")
    assert ("Add a topic that is missing" in page.content.decode()) == may_add


def test_the_search_offers_the_whole_list_only_where_something_was_left_out(client, author):
    Topic.objects.create(address="war")
    path = "/admin/memorial/topic/"

    assertNotContains(client.get(path), "Show all")
    assertContains(client.get(f"{path}?q=war"), "1 result")
    assertContains(client.get(f"{path}?q=war"), "Show all")
    assertContains(client.get(path), "Topics: 1")


@pytest.mark.parametrize("role", ["Author", "Superuser"])
def test_no_label_of_a_form_ends_in_a_colon(client, live, role):
    user = make_user(role)
    login = client.get("/admin/login/")
    client.force_login(user)
    person, article = f"memorial/person/{make_person().pk}", f"memorial/article/{live.pk}"
    paths = ["memorial/article/add/", f"{article}/change/", f"{person}/change/"]
    paths += ["memorial/sitesettings/add/", "memorial/source/add/", "password_change/"]
    if role == "Superuser":
        paths += [f"{article}/publish/", f"{article}/withdraw/", "auth/user/add/"]

    pages = [login, *(client.get(f"/admin/{path}") for path in paths)]

    for page in pages:
        html = page.content.decode()
        labels = re.findall(r"<(?:label|legend)[^>]*>(.*?)</(?:label|legend)>", html, re.DOTALL)
        said = [" ".join(re.sub("<[^>]+>", " ", label).split()) for label in labels]
        assert page.status_code == 403 or said
        assert not [label for label in said if label.endswith(":")]
        assert ">Date:" not in html


def test_links_that_nobody_has_asked_yet_are_no_work_for_an_editor(client, editor):
    for path in ("/admin/", "/admin/memorial/checkedlink/"):
        page = client.get(path)
        assertContains(page, "tell whoever runs the site")
        assertNotContains(page, "manage.py")


def test_filters_are_closed_and_those_in_use_are_named(client, editor):
    make_person()
    Person.objects.update(native_language="ko")

    page = client.get("/admin/memorial/person/?readers=public&native_language=ko")

    assertContains(page, '<details data-filter-title="list-filters">')
    assertContains(page, "Readers: <b>public</b>")
    assertContains(page, 'href="?native_language=ko"')
    assertContains(page, 'href="?readers=public"')
    assertNotContains(client.get("/admin/memorial/person/"), "Take this filter away")


def test_what_is_seldom_done_with_an_article_stands_in_a_menu(client, publisher, live):
    page = text_of(client.get(f"/admin/memorial/article/{live.pk}/change/"))

    tools = page[page.index('<ul class="object-tools">') :]
    first, menu = tools.split("<details data-menu>")[:2]
    assert "Fix what is live" in first
    assert "Withdraw" not in first
    assert "Withdraw" in menu[: menu.index("</details>")]
    assert "Copy as new article" in menu[: menu.index("</details>")]
