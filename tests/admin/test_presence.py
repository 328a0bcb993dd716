"""Who else has a form open, as the desk tells it; on every form, by role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Presence
from memorial.services.presence import note_presence
from tests.admin.posting import form_values
from tests.admin.test_roles import EVERYBODY, MAKERS, table
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def url(article, page="presence"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def own_queries(asked):
    return [each["sql"] for each in asked.captured_queries if '"memorial_' in each["sql"]]


@pytest.mark.parametrize("role", EVERYBODY)
def test_presence_is_told_by_whoever_may_open_the_record(client, role):
    client.force_login(make_user(role))
    granted = table(role)

    for noun, make in MAKERS.items():
        record = make()
        answer = client.post(f"/admin/memorial/{noun}/{record.pk}/presence/", {"version": "1"})

        opens = "view" in granted.get(noun, set())
        assert (answer.status_code == 200) == opens, (noun, answer.status_code)
        assert Presence.objects.filter(record=record.ref).exists() == opens


def test_a_stranger_is_led_to_the_login_and_leaves_no_trace(client):
    answer = client.post(url(make_article()))

    assert answer.status_code == 302
    assert not Presence.objects.exists()


def test_opening_a_form_says_who_is_there_and_writes_nothing(client, editor):
    article = make_article()
    note_presence(article.ref, by=make_user("Author", username="Pavel"))

    with CaptureQueriesContext(connection) as asked:
        page = client.get(url(article, "change"))

    assert "Pavel opened this just now." in page.content.decode()
    assert Presence.objects.count() == 1
    assert sum("memorial_presence" in sql for sql in own_queries(asked)) == 1
    assert not any(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql in own_queries(asked))


def test_a_sign_of_life_asks_little_and_says_who_else_is_there(client, editor):
    article = make_article()
    note_presence(article.ref, by=make_user("Author", username="Pavel"))
    client.post(url(article), {"version": "1"})

    with CaptureQueriesContext(connection) as asked:
        answer = client.post(url(article), {"version": "1"})

    assert answer.json() == {"sentences": ["Pavel opened this just now."]}
    assert len(own_queries(asked)) <= 5
    assert len(asked) <= 9


def test_a_save_meanwhile_is_told_with_its_name(client, editor):
    article = make_article()
    colleague = client.__class__()
    colleague.force_login(make_user("Author", username="Pavel"))
    values = form_values(colleague.get(url(article, "change")), headline="New")
    colleague.post(url(article, "change"), values)

    answer = client.post(url(article), {"version": "1"})

    assert answer.json()["sentences"] == [
        "Pavel saved this just now: your save will show both texts."
    ]
    assert client.post(url(article), {"version": "2"}).json() == {"sentences": []}


def test_leaving_ends_presence(client, editor):
    article = make_article()
    client.post(url(article))

    assert client.post(url(article), {"leave": "1"}).status_code == 204
    assert not Presence.objects.exists()


def test_what_is_not_there_is_not_found_and_a_get_is_refused(client, editor):
    article = make_article()

    assert client.get(url(article)).status_code == 405
    assert client.post("/admin/memorial/article/987654321/presence/").status_code == 404
    assert client.post(f"/admin/memorial/article/{10**30}/presence/").status_code == 404
    assert not Presence.objects.exists()
