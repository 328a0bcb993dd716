"""Holds the dashboard, the frame around every page of the desk, and "Find anything"."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Article, CheckedLink
from memorial.services.refreshing import file_or_close
from memorial.services.saving import keep_revision
from tests import factories
from tests.factories import make_article, make_user
from tests.services.test_overview import DUE

pytestmark = pytest.mark.django_db

QUERIES = 12


@pytest.mark.parametrize("role", ["Author", "Editor", "Publisher"])
def test_the_dashboard_costs_at_most_twelve_queries_however_much_is_due(client, role):
    client.force_login(make_user(role))
    for make in DUE.values():
        make(timezone.now())
    for _time in range(10):
        DUE["statements"](timezone.now())

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/admin/")

    assert answer.status_code == 200
    assert len(queries) <= QUERIES


def test_the_dashboard_shows_what_is_due_with_a_link(client):
    client.force_login(make_user("Editor"))
    article = make_article("Plaque at the ferry")
    Article.objects.filter(pk=article.pk).update(stage="review")

    page = client.get("/admin/").content.decode()

    assert f'href="/admin/memorial/article/{article.pk}/change/"' in page
    assert "in review" in page


def test_an_empty_site_says_what_to_do_next(client):
    client.force_login(make_user("Author"))

    page = client.get("/admin/").content.decode()

    assert "Nothing waits" in page
    assert 'href="/admin/memorial/article/add/"' in page


def test_somebody_without_a_role_sees_nothing_of_the_site_and_how_to_get_one(client):
    client.force_login(make_user(None))
    article = make_article("Secret draft")
    Article.objects.filter(pk=article.pk).update(stage="review")

    page = client.get("/admin/").content.decode()

    assert "no role yet" in page
    assert "Secret draft" not in page


def test_find_anything_finds_a_few_of_each_noun_and_leads_to_the_rest(client):
    client.force_login(make_user("Author"))
    for number in range(7):
        factories.make_person(f"Ada Vale {number}")
    make_article("Ada Vale opens the gate")

    page = client.get("/admin/find/", {"q": "ada vale"}).content.decode()

    assert page.count("/admin/memorial/person/") - page.count("/admin/memorial/person/add/") >= 6
    assert 'href="/admin/memorial/person/?q=ada%20vale"' in page
    assert "Ada Vale opens the gate" in page


def test_find_anything_in_any_script(client):
    client.force_login(make_user("Author"))
    person = factories.make_person("No Gwang-chol")
    factories.add_name(person, "노광철", language="ko", kind="own")

    page = client.get("/admin/find/", {"q": "노광"}).content.decode()

    assert f'href="/admin/memorial/person/{person.pk}/change/"' in page


@pytest.mark.parametrize("asked", ["", " ", "nowhere", "%", "'\"<script>", "a" * 5000, "\x00"])
def test_find_anything_answers_whatever_is_asked(client, asked):
    client.force_login(make_user("Author"))

    answer = client.get("/admin/find/", {"q": asked})

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_find_anything_shows_nothing_that_one_may_not_view(client):
    client.force_login(make_user(None))
    make_article("Secret draft")

    page = client.get("/admin/find/", {"q": "Secret"}).content.decode()

    assert "Secret draft" not in page


def test_nobody_is_sent_to_the_login(client):
    assert client.get("/admin/find/?q=a").status_code == 302
    assert client.get("/admin/").status_code == 302


def test_ones_own_drafts_stand_on_the_dashboard_with_a_link_to_all_of_them(client):
    author = make_user("Author")
    client.force_login(author)
    for number in range(7):
        keep_revision(make_article(f"Begun {number}"), by=author)
    keep_revision(make_article("Of a colleague"), by=make_user("Editor"))

    page = client.get("/admin/").content.decode()
    listed = client.get("/admin/memorial/article/?drafts=mine").context["cl"]

    assert "All 7 drafts of yours" in page
    assert 'href="/admin/memorial/article/?drafts=mine"' in page
    assert page.count(">Begun ") == 5
    assert "Of a colleague" not in page
    assert {row.headline for row in listed.result_list} == {f"Begun {n}" for n in range(7)}


def test_links_that_nobody_checked_are_not_said_to_be_in_order(client):
    client.force_login(make_user("Author"))

    before = client.get("/admin/").content.decode()
    CheckedLink.objects.create(url="https://a.example/", checked_at=timezone.now())
    after = client.get("/admin/").content.decode()

    assert "have not been asked yet" in before
    assert "last checked" not in before
    assert "they were last checked on" in after


def test_the_dashboard_counts_the_articles_that_show_old_facts(client):
    client.force_login(make_user("Editor"))
    monument = factories.make_monument()
    for number in range(2):
        article = make_article(f"Piece {number}")
        factories.add_block(article, "monument_facts", monument=monument)
        factories.published(article)
        factories.rewrite(article)
        factories.scheduled(article)
    monument.names.update(text="The Arch")
    file_or_close([monument], by=None)

    page = client.get("/admin/").content.decode()

    assert "fact changed; articles behind: 2" in page


@pytest.mark.parametrize("role", ["Author", "Editor", "Publisher"])
def test_no_link_of_the_dashboard_leads_where_one_may_not_go(client, role):
    user = make_user(role)
    client.force_login(user)
    for make in DUE.values():
        make(timezone.now())
    keep_revision(make_article("Begun"), by=user)

    page = client.get("/admin/").content.decode()
    main = page[page.index('id="content"') :]
    links = {link for link in re.findall(r'href="(/admin/[^"#]*)', main) if "logout" not in link}

    assert len(links) > 10
    assert {link: client.get(unescape(link)).status_code for link in links} == dict.fromkeys(
        links, 200
    )
