"""Pages that are not there, and what every answer has in common."""

import pytest
from django.test import Client, RequestFactory
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import FollowChannel
from memorial.views import errors
from tests.factories import (
    make_monument,
    make_official,
    make_source,
    make_statement,
    make_story,
)
from tests.words import spoken_in

pytestmark = pytest.mark.django_db

PAGES = [
    "/en/",
    "/en/articles/",
    "/en/articles/kind/news/",
    "/en/articles/gate/",
    "/en/monuments/",
    "/en/unveilings/",
    "/en/officials/",
    "/en/about/",
]


@pytest.mark.parametrize(
    "path",
    ["/de/", "/en/nothing/", "/ru/articles/nothing/", "/en/about/nothing/", "/x", "/en/%00/"],
)
def test_what_does_not_exist_is_not_found(client, path):
    words = spoken_in("ru" if path.startswith("/ru/") else "en", "Nothing stands here")

    assertContains(client.get(path), words, status_code=404)


def test_not_found_speaks_the_language_of_the_path_or_of_the_browser(client):
    by_path = client.get("/ko/nothing/")
    by_browser = client.get("/nothing", headers={"accept-language": "ru"})

    assertContains(by_path, '<html lang="ko"', status_code=404)
    assertContains(by_browser, '<html lang="ru"', status_code=404)


def test_the_page_for_a_fault_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/ru/articles/"))

    words = spoken_in("ru", "The page could not be built")
    assertContains(answer, words, status_code=500)
    assertContains(answer, '<html lang="ru"', status_code=500)


def test_the_page_for_a_fault_needs_no_template(settings):
    settings.TEMPLATES = []

    answer = errors.server_error(RequestFactory().get("/en/"))

    assert answer.status_code == 500


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403)])
def test_other_refusals_have_a_page(view, status):
    answer = view(RequestFactory().get("/en/"), Exception())

    assertContains(answer, str(status), status_code=status)


def test_a_forged_host_is_refused_and_not_echoed(client):
    answer = client.get("/en/", headers={"host": "evil.example"})

    assertNotContains(answer, "evil.example", status_code=400)


@pytest.mark.parametrize("path", [*PAGES, "/", "/en/nothing/"])
def test_a_reader_gets_no_cookie(client, path):
    make_story()

    answer = client.get(path)

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_script_and_no_inline_style(client, path):
    make_story()

    page = client.get(path)

    for forbidden in ("<script", " style=", "<style", " onclick", "javascript:", "'nonce-"):
        assertNotContains(page, forbidden)
    assert "nonce-" not in page["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_head_is_answered_and_other_methods_are_refused(path):
    make_story()
    strict = Client(enforce_csrf_checks=True)

    assert strict.head(path).status_code == 200
    for method in (strict.post, strict.put, strict.patch, strict.delete):
        assert method(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_their_address_and_their_languages(client, path):
    make_story()

    page = client.get(path)

    assertContains(page, f'<link rel="canonical" href="http://testserver{path}">')
    assertContains(page, 'hreflang="x-default"')
    assertContains(page, "<h1", count=1)
    assertContains(page, 'aria-current="true">English</a>')


def test_records_lead_to_themselves_in_the_other_languages(client):
    monument, official = make_monument(), make_official()

    for path in [record.get_absolute_url() for record in (monument, official)]:
        page = client.get(path)
        for code in ("ru", "ko"):
            other = path.replace("/en/", f"/{code}/")
            assertContains(page, f'hreflang="{code}" href="{other}"')
            assert client.get(other).status_code == 200


def test_an_address_that_is_not_of_the_web_is_no_link(client):
    FollowChannel.objects.create(kind="other", label_en="Follow us", url="javascript:alert(1)")
    source = make_source(url="javascript:alert(2)", archived_url="data:text/html,x")
    statement = make_statement(source=source)

    page = client.get(statement.speaker.get_absolute_url())

    assertContains(page, "A report")
    assertNotContains(page, "javascript:")
    assertNotContains(page, "data:text")
