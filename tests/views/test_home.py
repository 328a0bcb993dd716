"""The front page and the root."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import SiteSettings
from memorial.services.publishing import publish_article
from tests.factories import (
    make_article,
    make_live,
    make_monument,
    make_official,
    make_statement,
    make_story,
    make_unveiling,
)
from tests.words import spoken_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("ru-RU,ru;q=0.9", "/ru/"),
        ("ko", "/ko/"),
        ("en-GB", "/en/"),
        ("de", "/en/"),
        ("de,ko;q=0.4,ru;q=0.2", "/ko/"),
        ("", "/en/"),
        ("*;q=x,,;", "/en/"),
    ],
)
def test_the_root_answers_in_the_language_asked_for(client, asked, given):
    answer = client.get("/", headers={"accept-language": asked})

    assert (answer.status_code, answer["Location"]) == (302, given)
    assert "Accept-Language" in answer["Vary"]


def test_home_shows_the_newest_of_everything(client):
    make_live("The gate opens")
    make_live("On gates", "on-gates", kind="analysis")
    make_unveiling(make_monument("The Gate"), date="1921")
    make_statement(make_official("Ada Vale"), "Vale said that it was open.")

    page = client.get("/en/")

    for words in ("The gate opens", "On gates", "The Gate", "1921", "Vale said that it was open."):
        assertContains(page, words)


def test_home_hides_drafts(client):
    make_article("A draft")
    make_monument("Secret Gate", public_from=None)
    make_statement(text="Vale kept silent.", public_from=None)

    page = client.get("/en/")

    for words in ("A draft", "Secret Gate", "Vale kept silent."):
        assertNotContains(page, words)


def test_home_leads_with_the_editors_choice_in_each_language(client):
    chosen = make_live("Chosen", "chosen")
    make_live("Выбрано", "vybrano", language="ru", group=chosen.article.group)
    make_live("Newer", "newer")
    SiteSettings(lead=chosen.article).save()

    assertContains(client.get("/en/"), '<h1><a href="/en/articles/chosen/">Chosen</a></h1>')
    assertContains(client.get("/ru/"), '<h1><a href="/ru/articles/vybrano/">Выбрано</a></h1>')


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_home_stands_before_anything_is_published(client, language):
    page = client.get(f"/{language}/")

    assertContains(page, spoken_in(language, "Nothing is published yet"))
    assertContains(page, f'<html lang="{language}"')


@pytest.mark.parametrize("people", [3, 30])
def test_home_costs_a_fixed_number_of_queries(client, people, django_assert_max_num_queries):
    make_story(people=people)
    for number in range(people):
        make_unveiling(make_monument(f"Gate {number}"))

    with django_assert_max_num_queries(21):
        client.get("/en/")


def test_a_record_is_added_when_it_becomes_public_and_changed_after_that(client):
    monument = make_monument(public_from=None)
    article = make_article(monument=monument)
    publish_article(article, by=None)

    assertContains(client.get("/en/"), "<td>Added</td>", html=True)
    monument.refresh_from_db()
    monument.save()
    assertContains(client.get("/en/"), "<td>Changed</td>", html=True)
