"""Holds that readers who come to a record that was merged find the one that it is now."""

import pytest
from pytest_django.asserts import assertContains

from memorial.services.merging import merge_records, undo_merge
from memorial.services.publishing import publish_article
from tests.factories import (
    add_block,
    make_article,
    make_monument,
    make_official,
    make_person,
    make_statement,
    make_unveiling,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_an_old_number_leads_to_the_page_of_the_survivor_in_one_step(client):
    old, new = make_monument("The Gate"), make_monument("The Arch")
    merge_records(old, new, by=None)

    answer = client.get(f"/en/monuments/{old.pk}-the-gate/")

    assert answer.status_code == 301
    assert answer["Location"] == f"/en/monuments/{new.pk}-the-arch/"
    assert answer["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("page", ["", "statements/", "ceremonies/"])
def test_every_page_of_an_official_leads_on(client, page):
    old, new = make_official("Ada Vail"), make_official("Ada Vale")
    merge_records(old, new, by=None)

    answer = client.get(f"/ru/officials/{old.pk}/{page}")

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"/ru/officials/{new.pk}-ada-vale/{page}",
    )


def test_a_chain_leads_to_its_end(client):
    one, two, three = make_monument("A"), make_monument("B"), make_monument("C")
    merge_records(one, two, by=None)
    merge_records(two, three, by=None)

    assert client.get(f"/en/monuments/{one.pk}/")["Location"] == f"/en/monuments/{three.pk}-c/"


def test_a_contributor_who_is_an_official_now_is_found(client):
    writer, official = make_person("Ada Vail"), make_official("Ada Vale")
    merge_records(writer, official, by=None)

    answer = client.get(f"/en/people/{writer.pk}/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/en/officials/{official.pk}-ada-vale/"


def test_what_was_never_there_and_what_leads_to_a_draft_is_not_found(client):
    old, new = make_monument("A", public_from=None), make_monument("B", public_from=None)
    merge_records(old, new, by=None)

    assert client.get(f"/en/monuments/{old.pk}/").status_code == 404
    assert client.get("/en/monuments/987654321/").status_code == 404


def test_an_undone_merge_leads_nowhere(client):
    old, new = make_monument("The Gate"), make_monument("The Arch")
    undo_merge(merge_records(old, new, by=None), by=None)

    assertContains(client.get(f"/en/monuments/{old.pk}-the-gate/"), "The Gate")


def test_the_survivors_page_shows_what_was_about_the_other(client):
    old, new = make_official("Ada Vail"), make_official("Ada Vale")
    make_statement(old, text="Vail said so.")

    merge_records(old, new, by=None)

    page = client.get(f"/en/officials/{new.pk}-ada-vale/")
    assertContains(page, "Vail said so.")
    assertContains(page, "Ada Vail")


def live_page(person):
    article = make_article("Linked", paragraphs=(), slug="linked")
    add_block(article, "prose", html=f'<p><a href="record:person:{person.pk}">she</a></p>')
    publish_article(article, by=None)
    return "/en/articles/linked/"


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_a_live_page_links_to_the_survivor_whether_it_was_refreshed_or_not(client, role):
    old, new = make_official("Ada Vail"), make_official("Ada Vale")
    path = live_page(old)

    merge_records(old, new, by=make_user(role))

    assertContains(client.get(path), f'href="/en/officials/{new.pk}-ada-vale/"')


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_what_the_other_signed_is_listed_under_the_survivor_until_they_are_parted(client, role):
    old, new = make_person("Ada Vail"), make_person("Ada Vale")
    article = make_article("Signed", slug="signed")
    article.bylines.create(person=old)
    publish_article(article, by=None)

    merge = merge_records(old, new, by=make_user(role))

    page = client.get(f"/en/people/{old.pk}/", follow=True)
    assert page.redirect_chain == [(f"/en/people/{new.pk}-ada-vale/", 301)]
    assertContains(page, "Signed")
    undo_merge(merge, by=None)
    assert client.get(f"/en/people/{new.pk}-ada-vale/").status_code == 404
    assertContains(client.get(f"/en/people/{old.pk}-ada-vail/"), "Signed")


def test_a_list_shows_who_was_two_once(client):
    old, new = make_official("Ada Vail"), make_official("Ada Vale")
    unveiling = make_unveiling()
    unveiling.participations.create(person=old, roles=["spoke"])
    unveiling.participations.create(person=new, roles=["attended"])
    merge_records(old, new, by=None)

    page = client.get("/en/officials/").content.decode()
    shown = client.get(unveiling.get_absolute_url()).content.decode()

    assert "Ada Vail" not in page
    assert "Ada Vail" not in shown
    assert "Ada Vale" in shown


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_pieces_about_two_monuments_that_are_one_lead_to_each_other(client, role):
    old, new = make_monument("The Gate"), make_monument("The Arch")
    for headline, monument in (("First piece", old), ("Second piece", new)):
        publish_article(make_article(headline, monument=monument), by=None)

    merge_records(old, new, by=make_user(role))

    assertContains(client.get("/en/articles/first-piece/"), "Second piece")
    assertContains(client.get("/en/articles/second-piece/"), "First piece")
