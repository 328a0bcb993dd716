"""Taking pages back, as a publisher does: withholding, taking over an address, withdrawing."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Address, Article, Edition, Withholding
from memorial.services.correcting import Meaning
from memorial.services.withdrawing import withhold_edition
from tests.admin.live_articles import text_of, url
from tests.admin.posting import form_values
from tests.factories import make_article, make_user, published, rewrite

pytestmark = pytest.mark.django_db


# Withholding.


def test_an_old_edition_is_withheld_from_the_history_with_a_reason(client, publisher, live):
    published(rewrite(live), meaning=Meaning("update"))
    page = url(live, "editions/1/withhold")
    assert page in client.get(url(live, "revisions")).content.decode()
    assert "no reader sees them" in text_of(client.get(page))

    client.post(page, {"reason": "A court said so."})

    withholding = Withholding.objects.get()
    assert (withholding.edition.number, withholding.by) == (1, publisher)
    assert client.get("/en/articles/gate/editions/1/").status_code == 410
    assert client.get("/en/articles/gate/").status_code == 200
    assert "has been withheld since" in text_of(client.get(page))


def test_withholding_asks_for_its_reason(client, publisher, live):
    published(rewrite(live))

    page = client.post(url(live, "editions/1/withhold"), {"reason": " "})

    assert "Give the reason" in text_of(page)
    assert not Withholding.objects.exists()


def test_what_is_live_is_withdrawn_and_not_withheld(client, publisher, live):
    assert "withhold/" not in client.get(url(live, "revisions")).content.decode()

    page = client.post(url(live, "editions/1/withhold"), {"reason": "x"})

    assert "withdraw the article instead" in text_of(page)
    assert not Withholding.objects.exists()


@pytest.mark.parametrize("number", ["2", "0", "9" * 30])
def test_an_edition_that_is_not_there_is_not_withheld(client, publisher, live, number):
    assert client.get(url(live, f"editions/{number}/withhold")).status_code == 404


# Taking over an address.


@pytest.fixture
def heir(live):
    """An article that wants /gate/, which the other has left."""
    Article.objects.filter(pk=live.pk).update(slug="new-gate")
    published(live)
    return make_article("Heir")


def test_a_publisher_takes_over_an_address_from_the_error_it_gave(client, publisher, live, heir):
    values = form_values(client.get(url(heir)), slug="gate", headline="Typed")
    refused = client.post(url(heir), {**values, "_continue": "1"})
    page = url(heir, "take-over/gate")
    assert page in refused.content.decode()
    assert form_values(refused)["headline"] == "Typed"
    assert "/en/articles/new-gate/" in text_of(client.get(page))
    assert Address.objects.get(slug="gate").article == live

    client.post(page)
    client.post(url(heir), {**form_values(refused), "_continue": "1"})

    assert Address.objects.get(slug="gate").article == heir
    assert Article.objects.get(pk=heir.pk).slug == "gate"
    assert client.get("/en/articles/gate/").status_code == 404


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_an_address_is_not_offered_to_those_who_may_not(client, role, live, heir):
    client.force_login(make_user(role))
    values = form_values(client.get(url(heir)), slug="gate")

    refused = client.post(url(heir), {**values, "_continue": "1"}).content.decode()

    assert "belongs to" in refused
    assert "take-over" not in refused


def test_an_address_where_readers_find_a_page_stays(client, publisher, live, heir):
    page = client.post(url(heir, "take-over/new-gate"))

    assert "Readers find “As published” at this address now." in text_of(page)
    assert Address.objects.get(slug="new-gate").article == live


@pytest.mark.parametrize("slug", ["nobody-has-this", "new-gate"])
def test_an_address_that_is_no_others_is_not_found(client, publisher, live, heir, slug):
    assert client.get(url(live, f"take-over/{slug}")).status_code == 404


# Withdrawing: what to read instead.


def test_the_form_of_a_withdrawal_lists_no_articles(client, publisher, live):
    for number in range(5):
        published(make_article(f"Instead {number}"))

    with CaptureQueriesContext(connection) as queries:
        page = client.get(url(live, "withdraw"))

    assert "Instead 1" not in text_of(page)
    assert len(queries) <= 9


def test_only_live_articles_of_the_language_are_offered_instead(client, publisher, live):
    published(make_article("Instead of it"))
    make_article("Instead, a draft")
    published(make_article("Instead, на русском", language="ru"))
    page = client.get(url(live, "withdraw")).content.decode()
    address = unescape(page.split('data-ajax--url="')[1].split('"')[0])
    asked = "app_label=memorial&model_name=withdrawal&field_name=replacement"

    offered = client.get(f"{address}&{asked}&term=").json()["results"]

    assert [each["text"] for each in offered] == ["Instead of it"]


def test_an_article_is_chosen_to_be_read_instead(client, publisher, live):
    instead = published(make_article("Instead of it")).article

    client.post(url(live, "withdraw"), {"reason": "Wrong.", "replacement": instead.pk})

    assert live.withdrawals.get().replacement == instead


@pytest.mark.parametrize("which", ["itself", "draft"])
def test_what_readers_cannot_read_is_refused_and_the_reason_kept(client, publisher, live, which):
    other = live if which == "itself" else make_article("A draft")

    page = client.post(url(live, "withdraw"), {"reason": "Wrong.", "replacement": other.pk})

    assert page.status_code == 200
    assert form_values(page)["reason"] == "Wrong."
    assert Edition.objects.live().exists()


def test_the_reason_of_a_withheld_edition_is_shown_in_the_history(client, editor, live):
    published(rewrite(live))
    withhold_edition(live.editions.get(number=1), reason="A court said so.", by=None)

    page = text_of(client.get(url(live, "revisions")))

    assert "withheld" in page
    assert "Withhold…" not in page


@pytest.mark.parametrize("replacement", ["9" * 40, "gate", "-1"])
def test_what_to_read_instead_that_is_no_article_is_refused_in_words(
    client, publisher, live, replacement
):
    asked = {"reason": "It was wrong.", "replacement": replacement}

    page = client.post(url(live, "withdraw"), asked)

    assert page.status_code == 200
    assert "Select a valid choice" in text_of(page)
    assert "It was wrong." in text_of(page)
    assert Edition.objects.live().exists()


def test_only_what_readers_can_read_is_offered_in_the_place_of_a_withdrawn_page(
    client, publisher, live
):
    make_article("A gate that is a draft")
    other = published(make_article("A gate that is live")).article
    page = client.get(url(live, "withdraw")).content.decode()
    asked = f"?live_in=en&amp;besides={live.pk}"
    field = {"app_label": "memorial", "model_name": "withdrawal", "field_name": "replacement"}

    def offered(**more):
        answer = client.get("/admin/autocomplete/", {**field, "term": "", **more})
        return {each["id"] for each in answer.json()["results"]}

    assert f'data-ajax--url="/admin/autocomplete/{asked}"' in page
    assert offered(live_in="en", besides=live.pk) == {str(other.pk)}
    assert offered(live_in="en", besides="9" * 5000) == {str(other.pk), str(live.pk)}
    assert len(offered()) == 3
