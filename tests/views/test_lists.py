"""Long lists: twenty a page, each page from the cursor of the one before."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains

from memorial.services.publishing import publish_article
from tests.factories import (
    add_name,
    make_article,
    make_live,
    make_monument,
    make_official,
    make_source,
    make_statement,
    make_unveiling,
)

pytestmark = pytest.mark.django_db


def walk(client, path, link):
    """Follow a list to its end; every address found, in order."""
    found, path_now = [], path
    while path_now:
        text = client.get(path_now).content.decode()
        found += re.findall(link, text)
        older = re.search(r'rel="next" href="([^"]+)"', text)
        path_now = older and older[1].replace("&amp;", "&")
    return found


def test_articles_come_newest_first_once_each(client):
    now = timezone.now()
    for number in range(45):
        # Pairs at the same moment: the article's number decides between them.
        make_live(slug=f"gate-{number:02}", live_from=now - timedelta(hours=90 - number // 2))

    found = walk(client, "/en/articles/", r'<a href="/en/articles/(gate-\d+)/">')

    assert found == [f"gate-{number:02}" for number in reversed(range(45))]


def test_unveilings_come_latest_first_and_undated_last(client):
    gate = make_monument()
    dated = [make_unveiling(gate, date=str(1900 + number)).pk for number in range(30)]
    undated = [make_unveiling(gate, date="").pk for _number in range(15)]

    found = walk(client, "/en/unveilings/", r'<a href="/en/unveilings/(\d+)-')

    assert [int(number) for number in found] == dated[::-1] + undated[::-1]


def test_monuments_and_officials_come_by_name(client):
    for number in range(25):
        make_monument(f"Gate {number % 3}")
        make_official(f"Vale {number:02}")

    monuments = walk(client, "/en/monuments/", r'<h2><a href="/en/monuments/(\d+)-gate-\d')
    officials = walk(client, "/en/officials/", r'<h2><a href="/en/officials/\d+-(vale-\d+)')

    assert len(set(monuments)) == 25
    assert officials == [f"vale-{number:02}" for number in range(25)]


@pytest.mark.parametrize(
    "path", ["articles/", "monuments/", "officials/", "unveilings/", "articles/kind/news/"]
)
@pytest.mark.parametrize(
    "cursor",
    ["x", "1", "~", "a~b", "1~x" + "y" * 400, "9" * 30 + "~1", "-~-", "1~2025-13-45", "1~\x00"],
)
def test_a_cursor_that_names_no_row_is_not_found(client, path, cursor):
    wrong = client.get(f"/en/{path}", {"after": cursor})
    right_for_names = path in ("monuments/", "officials/") and cursor == "1~2025-13-45"

    assert wrong.status_code == (200 if right_for_names else 404)


def test_an_empty_cursor_and_other_parameters_are_ignored(client):
    assert client.get("/en/articles/?after=&page=7&x[]=%00").status_code == 200


@pytest.mark.parametrize(
    ("path", "queries"),
    [("monuments/", 6), ("officials/", 6), ("unveilings/", 6)],
)
@pytest.mark.parametrize("count", [3, 19])
def test_register_lists_cost_a_fixed_number_of_queries(
    client, path, queries, count, django_assert_max_num_queries
):
    for number in range(count):
        make_unveiling(make_monument(f"Gate {number}"), officials=[f"Vale {number}"])

    with django_assert_max_num_queries(queries):
        page = client.get(f"/en/{path}")

    assertContains(page, "</html>")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_cursor_beyond_every_calendar_is_not_found(client, moment):
    assert client.get("/en/articles/", {"after": f"1~{moment}"}).status_code == 404


def test_an_unveiling_of_hundreds_shows_twenty_statements_and_lists_the_rest(client):
    unveiling = make_unveiling(officials=["Ada Vale"])
    speaker, source = unveiling.participations.get().person, make_source()
    for number in range(25):
        make_statement(speaker, f"Saying {number:02}.", unveiling=unveiling, source=source)
    make_statement(speaker, "Secret.", unveiling=unveiling, source=source, public_from=None)
    address = unveiling.get_absolute_url()

    page = client.get(address).content.decode()
    first = client.get(f"{address}statements/").content.decode()
    after = re.search(r'rel="next" href="([^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(after).content.decode()

    assert "Saying 19." in page
    assert "Saying 20." not in page
    assert f'href="{address}statements/"' in page
    assert "Saying 19." in first
    assert "Saying 20." not in first
    assert "Saying 20." in second
    assert "Saying 24." in second
    assert "Secret." not in page + first + second


@pytest.mark.parametrize("noun", ["monument", "unveiling"])
def test_a_record_with_many_articles_shows_twenty_and_lists_the_rest(client, noun):
    record = {"monument": make_monument, "unveiling": make_unveiling}[noun]()
    for number in range(22):
        publish_article(make_article(f"Piece {number:02}", **{noun: record}), by=None)
    address = record.get_absolute_url()

    page = client.get(address).content.decode()
    first = client.get(f"{address}articles/").content.decode()
    after = re.search(r'rel="next" href="([^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(after).content.decode()

    assert "Piece 21" in page
    assert "Piece 01" not in page
    assert f'href="{address}articles/"' in page
    assert "Piece 02" in first
    assert "Piece 01" in second
    assert "Piece 00" in second


def test_lists_of_a_record_cost_the_same_for_few_and_many(client):
    unveiling = make_unveiling(officials=["Ada Vale"])
    speaker, source = unveiling.participations.get().person, make_source()
    paths = [f"{unveiling.get_absolute_url()}{each}/" for each in ("statements", "articles")]

    counts = []
    for more in (3, 15):
        for number in range(more):
            make_statement(speaker, f"Saying {number}.", unveiling=unveiling, source=source)
            publish_article(make_article(f"Piece {more}-{number}", unveiling=unveiling), by=None)
        counts.append([_queries(client, path) for path in paths])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 9


def _queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "path", ["monuments/{}/articles/", "unveilings/{}/articles/", "unveilings/{}/statements/"]
)
def test_lists_of_a_record_are_headed_by_its_name_in_the_language(client, path):
    monument = make_monument("The Gate")
    add_name(monument, "Ворота", "ru")
    unveiling = make_unveiling(monument)
    record = monument if path.startswith("monuments") else unveiling

    page = client.get(f"/ru/{path.format(record.number_and_slug)}")

    assertContains(page, "Ворота</a></h1>")
