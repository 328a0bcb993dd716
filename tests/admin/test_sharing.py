"""Share links at the desk: made, listed, revoked, each by whom the table names."""

import re

import pytest

from memorial.models import ShareLink
from memorial.services.sharing import make_share_link
from tests.admin.test_roles import EVERYBODY
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def url(article, page="sharing"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def test_an_author_makes_a_link_and_its_address_shows_the_draft(client, author):
    article = make_article("A draft")

    page = client.post(url(article), {"label": "The embassy", "days": "3"}, follow=True)

    text = page.content.decode()
    assert "The link is ready" in text
    assert "The embassy" in text
    address = re.search(r'value="http://testserver(/drafts/[^"]+)"', text)[1]
    client.logout()
    assert "A draft" in client.get(address).content.decode()
    assert ShareLink.objects.get().made_by == author


def test_the_panel_beside_the_form_lists_the_links(client, author):
    article = make_article()
    for label in ("One", "Two"):
        make_share_link(article, by=author, label=label)

    page = client.get(url(article, "change")).content.decode()

    assert "One" in page
    assert "Two" in page
    assert page.count("/drafts/") == 2


@pytest.mark.parametrize("days", ["0", "31", "", "many"])
def test_a_wrong_number_of_days_is_said_and_the_label_kept(client, author, days):
    page = client.post(url(make_article()), {"label": "The embassy", "days": days})

    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert "The embassy" in page.content.decode()
    assert not ShareLink.objects.exists()


def test_a_revoked_link_is_listed_no_more(client, author):
    article = make_article()
    link = make_share_link(article, by=author, label="The embassy")

    page = client.post(url(article, f"sharing/{link.pk}/revoke"), follow=True)

    assert "The link is revoked" in page.content.decode()
    assert "The embassy" not in page.content.decode()


def test_the_link_of_a_colleague_is_an_editors_to_revoke(client, author):
    article = make_article()
    link = make_share_link(article, by=make_user("Author", username="Pavel"))

    page = client.post(url(article, f"sharing/{link.pk}/revoke"), follow=True)

    assert "Somebody else made this link" in page.content.decode()
    assert ShareLink.objects.open().exists()
    assert f"sharing/{link.pk}/revoke" not in page.content.decode()


def test_a_link_of_another_article_is_not_found(client, editor):
    link = make_share_link(make_article(), by=editor)

    other = make_article("Other")

    assert client.post(url(other, f"sharing/{link.pk}/revoke")).status_code == 404
    assert client.post(url(other, f"sharing/{10**30}/revoke")).status_code == 404
    assert ShareLink.objects.open().exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_address_asks_the_table(client, role):
    article = make_article()
    link = make_share_link(article, by=None)
    client.force_login(make_user(role))
    allowed = role is not None

    assert (client.get(url(article)).status_code == 200) == allowed
    assert (client.post(url(article), {"days": "1"}).status_code == 302) == allowed
    assert client.get(url(article, f"sharing/{link.pk}/revoke")).status_code == 405
    revoked = client.post(url(article, f"sharing/{link.pk}/revoke"))
    assert revoked.status_code == (302 if allowed else 403)
    link.refresh_from_db()
    assert (link.revoked_at is not None) == (role in ("Editor", "Publisher"))


def test_a_stranger_is_led_to_the_login(client):
    article = make_article()

    assert client.post(url(article), {"days": "1"}).status_code == 302
    assert not ShareLink.objects.exists()
