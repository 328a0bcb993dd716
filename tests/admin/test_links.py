"""Holds the list of broken links: where they stand, and the archived copy in their place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from reversion.models import Version

from memorial.models import CheckedLink, Edition, RefreshTask, Statement
from memorial.services.publishing import publish_article
from tests.factories import add_block, make_article, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/memorial/checkedlink/"
GONE, COPY = "https://example.org/gone?a=1&b=2", "https://archive.example/gone"


def broken(url=GONE, **fields):
    now = timezone.now()
    return CheckedLink.objects.create(
        url=url, broken_since=now, checked_at=now, **{"status": 404, **fields}
    )


def shown(client):
    return " ".join(client.get(LIST).content.decode().split())


def live_source(**fields):
    source = make_source("A report", url=GONE, **fields)
    article = make_article()
    add_block(article, "statement", statement=make_statement(source=source))
    return source, publish_article(article, by=None)


def source_in(edition, source):
    return edition.frozen["facts"][source.ref]


def test_a_broken_link_is_listed_with_its_answer_and_its_uses(client, editor):
    broken()
    broken("https://slow.example/", status=None, problem="too_slow")
    CheckedLink.objects.create(url="https://fine.example/", checked_at=timezone.now())
    make_source("A report", url=GONE)
    article = make_article("The gate opens")
    add_block(article, "prose", html=f'<p><a href="{GONE.replace("&", "&amp;")}">x</a></p>')

    text = shown(client)

    assert "It answers 404." in text
    assert "It took too long to answer." in text
    assert "A report" in text
    assert "has no archived copy yet" in text
    assert "The gate opens" in text
    assert "fine.example" not in text
    assert "Use the archived copy" not in text


def test_readers_are_led_to_the_archived_copy_and_the_address_stays(client, publisher):
    source, _edition = live_source(archived_url=COPY)
    link = broken()
    assert "Use the archived copy" in shown(client)

    client.post(f"{LIST}{link.pk}/archived/")

    version = source.version
    source.refresh_from_db()
    live = Edition.objects.live().get()
    assert (source.url, source.url_is_dead, source.version) == (GONE, True, version + 1)
    assert source_in(live, source)["url_is_dead"] is True
    assert Version.objects.get_for_object(source).count() == 1
    page = client.get(live.get_absolute_url()).content.decode()
    assert f'href="{COPY}"' in page
    assert 'href="https://example.org/gone' not in page
    assert "no longer answers" in page
    assert "Use the archived copy" not in shown(client)


def test_an_editor_marks_the_source_and_files_the_pages_for_a_publisher(client, editor):
    source, edition = live_source(archived_url=COPY)
    link = broken()

    answer = client.post(f"{LIST}{link.pk}/archived/", follow=True)

    assert "Live pages follow when a publisher" in answer.content.decode()
    assert RefreshTask.objects.open().get().record == source.ref
    assert Edition.objects.get() == edition


def test_a_publisher_reads_why_live_pages_do_not_follow(client, publisher):
    source, edition = live_source(archived_url=COPY)
    link = broken()
    Statement.objects.update(source=None)

    page = client.post(f"{LIST}{link.pk}/archived/", follow=True).content.decode()

    assert "<li>A statement has no source" in page
    assert "Live pages follow when a publisher" in page
    assert RefreshTask.objects.open().get().record == source.ref
    assert Edition.objects.get() == edition


def test_without_an_archived_copy_nothing_changes(client, publisher):
    source, edition = live_source()
    link = broken()

    answer = client.post(f"{LIST}{link.pk}/archived/", follow=True)

    source.refresh_from_db()
    assert "has an archived copy: add one" in answer.content.decode()
    assert not source.url_is_dead
    assert Edition.objects.get() == edition


@pytest.mark.parametrize(
    ("role", "sees", "acts"),
    [(None, 403, 403), ("Author", 403, 403), ("Editor", 200, 302), ("Publisher", 200, 302)],
)
def test_who_may_see_and_who_may_act(client, role, sees, acts):
    link = broken()
    source = make_source(url=GONE, archived_url=COPY)
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == sees
    assert client.post(f"{LIST}{link.pk}/archived/").status_code == acts
    assert client.get(f"{LIST}{link.pk}/archived/").status_code == 405
    source.refresh_from_db()
    assert source.url_is_dead == (acts == 302)


def test_a_link_that_answers_again_or_is_none_is_not_found(client, publisher):
    fine = CheckedLink.objects.create(url="https://fine.example/")

    for number in (fine.pk, 10**30):
        assert client.post(f"{LIST}{number}/archived/").status_code == 404


def test_an_address_that_is_code_is_no_link(client, editor):
    broken("javascript:alert(1)", problem="no_address", status=None)

    assert 'href="javascript:' not in shown(client)


def test_the_next_step_is_said_before_the_first_run(client, editor):
    assert "have not been asked yet" in shown(client)


def test_a_full_page_costs_a_fixed_number_of_queries(client, publisher):
    for number in range(60):
        broken(f"https://example.org/{number}")

    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST).status_code == 200

    assert len(queries) <= 40
