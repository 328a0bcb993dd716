"""An embargo on the form, and the times that clocks skip or show twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from memorial.models import Article
from memorial.services.publishing import publish_article, schedule_article
from tests.admin.reviews import text_of, url, values
from tests.factories import make_article

pytestmark = pytest.mark.django_db


# Embargo and zones.


def test_an_embargo_is_set_on_the_form_and_shown_with_its_zone(client, author):
    article = make_article()
    moment = {"not_before_0": "2199-07-01", "not_before_1": "10:00:00"}

    with timezone.override("Europe/Berlin"):
        posted = values(client, article, **moment)
        answer = client.post(url(article), {**posted, "_continue": "1"}, follow=True)

    assert Article.objects.get().not_before == datetime(2199, 7, 1, 8, tzinfo=UTC)
    page = answer.content.decode()
    assert "Embargo until 1 July 2199, 10:00 (Europe/Berlin, UTC+2)." in page
    assert "Times at this desk are in the zone Europe/Berlin" in page


def test_a_time_that_comes_twice_is_refused_on_the_form_with_what_to_write(client, author):
    article = make_article()
    moment = {"not_before_0": "2025-10-26", "not_before_1": "02:30:00"}

    with timezone.override("Europe/Berlin"):
        posted = values(client, article, **moment)
        refused = client.post(url(article), {**posted, "_continue": "1"})
        client.post(url(article), {**posted, "not_before_1": "02:30+01:00", "_continue": "1"})

    assert "Write 02:30+02:00 for the first or 02:30+01:00" in refused.content.decode()
    assert Article.objects.get().not_before == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_an_embargo_past_what_is_scheduled_is_refused_on_the_form(client, author):
    article = make_article()
    schedule_article(article, at=timezone.now() + timedelta(days=1), by=None)
    moment = {"not_before_0": "2199-07-01", "not_before_1": "10:00"}

    answer = client.post(url(article), {**values(client, article, **moment), "_continue": "1"})

    assert "Edition 1 is scheduled for" in answer.content.decode()
    assert Article.objects.get().not_before is None


def test_publishing_before_the_embargo_is_refused_with_the_moment(client, publisher):
    article = make_article(not_before=datetime(2199, 7, 1, 8, tzinfo=UTC))

    answer = client.post(url(article, "publish"), {"when": "now"})

    assert "There is an embargo until 1 July 2199, 08:00 (UTC)" in answer.content.decode()
    assert not article.editions.exists()


def test_the_form_of_a_fix_asks_for_no_embargo(client, publisher):
    article = make_article()
    publish_article(article, by=None)

    assert "not_before" not in text_of(client, article, "fix")
