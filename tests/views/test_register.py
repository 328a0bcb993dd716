"""Monuments, unveilings, officials and contributors: what is shown, hidden, redirected."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Byline, Creator, Inscription, MonumentPicture, StatementTranslation
from tests.factories import (
    add_name,
    add_participation,
    make_article,
    make_image,
    make_monument,
    make_office,
    make_official,
    make_person,
    make_place,
    make_statement,
    make_story,
    make_tenure,
    make_unveiling,
    publish_by_hand,
)

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def test_a_monument_shows_facts_place_unveiling_and_articles(client):
    place = make_place("Old Harbour", latitude="55.5", longitude="36.8", accuracy="area")
    monument = make_monument(place=place, materials_en="Bronze", dedication_en="The ferrymen")
    make_unveiling(monument, date="1921~")
    article = make_article("The gate opens", slug="gate", monument=monument)
    publish_by_hand(article)

    page = client.get(monument.get_absolute_url())

    for words in ("Old Harbour", "Bronze", "The ferrymen", "about 1921", "The gate opens"):
        assertContains(page, words)
    assertContains(page, 'href="geo:55.5,36.8"')
    assertContains(page, "The coordinates mark the park or district.")


def test_a_monument_says_what_is_not_recorded(client):
    monument = make_monument()

    page = client.get(monument.get_absolute_url())

    assertContains(page, "The place is not recorded.")
    assertContains(page, "No unveiling is recorded.")
    assertContains(page, "No article in this language names it yet.")
    assertContains(page, "No source is recorded on this entry itself.")


def test_a_monument_shows_its_inscription_in_its_language(client):
    monument = make_monument()
    Inscription.objects.create(
        monument=monument, text="Союзники\nБойцы", language="ru", translation_en="Allies"
    )

    page = client.get(monument.get_absolute_url())

    assertContains(page, '<blockquote lang="ru"><p>Союзники<br>Бойцы</p>')
    assertContains(page, "Translation by the editors.")


def test_a_draft_creator_is_left_out(client):
    monument = make_monument()
    draft = make_person("Hidden Hand", public_from=None)
    Creator.objects.create(monument=monument, person=draft, role="sculptor")

    assertNotContains(client.get(monument.get_absolute_url()), "Hidden Hand")


def test_an_unveiling_shows_who_took_part_and_what_each_said(client):
    unveiling = make_unveiling(occasion_en="Fifty years")
    ada = make_official("Ada Vale", title="Minister of Gates")
    add_participation(unveiling, ada, roles=["unveiled", "spoke"])
    make_statement(ada, "Vale said that it was open.", unveiling=unveiling)

    page = client.get(unveiling.get_absolute_url())

    for words in ("Ada Vale", "Minister of Gates", "Fifty years", "Vale said that it was open."):
        assertContains(page, words)
    assertContains(page, "unveiled the monument, spoke")


def test_an_unveiling_hides_people_and_statements_that_are_drafts(client):
    unveiling = make_unveiling()
    hidden = make_official("Hidden Hand", public_from=None)
    add_participation(unveiling, hidden)
    make_statement(hidden, "Hand said nothing.", unveiling=unveiling)
    make_statement(text="Vale kept silent.", unveiling=unveiling, public_from=None)

    page = client.get(unveiling.get_absolute_url())

    for words in ("Hidden Hand", "Hand said nothing.", "Vale kept silent."):
        assertNotContains(page, words)


def test_an_unveiling_of_a_draft_monument_is_not_found(client):
    unveiling = make_unveiling(make_monument("Secret Gate", public_from=None))

    assert client.get(unveiling.get_absolute_url()).status_code == 404
    assertNotContains(client.get("/en/unveilings/"), "Secret Gate")
    assertNotContains(client.get("/en/"), "Secret Gate")


def test_an_official_shows_offices_statements_and_ceremonies(client):
    ada = make_official("Ada Vale", title="Minister of Gates", as_of="2025")
    add_name(ada, "에이다", "ko", "own")
    make_tenure(ada, "Mayor", make_office("Mayor"), start="2012", end="2016")
    unveiling = make_unveiling(make_monument("The Gate"), date="2025")
    add_participation(unveiling, ada)
    make_statement(ada, "Vale said that it was open.", unveiling=unveiling, date="2025")

    page = client.get(ada.get_absolute_url())

    for words in ("에이다", "Minister of Gates", "Known for 2025", "From 2012 to 2016"):
        assertContains(page, words)
    assertContains(page, "Vale said that it was open.")
    assertContains(page, "The Gate")
    assertContains(page, "<svg viewBox", count=2)


def test_offices_without_dates_are_words_and_no_chart(client):
    ada = make_official(as_of="")

    page = client.get(ada.get_absolute_url())

    assertContains(page, "Dates not recorded")
    assertNotContains(page, "terms__axis")


def test_an_official_does_not_name_an_unveiling_that_is_a_draft(client):
    ada = make_official()
    unveiling = make_unveiling(make_monument("Secret Gate"), public_from=None)
    add_participation(unveiling, ada)
    make_statement(ada, "Vale said that it was open.", unveiling=unveiling)

    page = client.get(ada.get_absolute_url())

    assertContains(page, "Vale said that it was open.")
    assertNotContains(page, "Secret Gate")


def test_more_than_twenty_statements_and_ceremonies_have_pages_of_their_own(client):
    ada = make_official()
    for number in range(21):
        unveiling = make_unveiling(make_monument(f"Gate {number:02}"), date=str(1900 + number))
        add_participation(unveiling, ada)
        make_statement(ada, f"Vale said {number:02}.", date=str(1900 + number))

    page = client.get(ada.get_absolute_url())
    path = ada.get_absolute_url()

    assertNotContains(page, "Vale said 00.")
    assertContains(page, f'href="{path}statements/"')
    assertContains(page, f'href="{path}ceremonies/"')
    assertContains(client.get(f"{path}statements/"), "Vale said 20.")
    assertContains(client.get(f"{path}ceremonies/"), "Gate 20")


def test_a_statement_in_another_language_shows_the_original(client):
    statement = make_statement(text="Вейл сказала.", language="ru", kind="verbatim")
    StatementTranslation.objects.create(
        statement=statement, language="en", text="Vale spoke.", is_machine=True
    )

    page = client.get(statement.speaker.get_absolute_url())

    assertContains(page, "Vale spoke.")
    assertContains(page, '<p lang="ru">Вейл сказала.</p>', html=True)
    assertContains(page, "Machine translation, not checked")
    assertContains(page, "Recorded in Russian")


def test_a_contributor_has_a_page_with_the_articles_signed(client):
    olga = make_person("Olga Reed")
    article = make_article("On gates", slug="on-gates")
    Byline.objects.create(article=article, person=olga, credentials="PhD")
    publish_by_hand(article)

    page = client.get(olga.get_absolute_url())

    assertContains(page, "On gates")
    assertContains(client.get("/en/articles/on-gates/"), olga.get_absolute_url())


def test_a_person_without_a_live_byline_has_no_page(client):
    olga = make_person("Olga Reed")
    article = make_article("On gates", slug="on-gates")
    Byline.objects.create(article=article, person=olga)

    assert client.get(olga.get_absolute_url()).status_code == 404


def test_the_page_of_a_person_who_is_an_official_is_the_officials(client):
    ada = make_official("Ada Vale")

    answer = client.get(f"/en/people/{ada.pk}-ada-vale/")

    assert (answer.status_code, answer["Location"]) == (301, f"/en/officials/{ada.pk}-ada-vale/")


@pytest.mark.parametrize("written", ["{pk}", "{pk}-wrong", "{pk}-", "00{pk}-the-gate", "{pk}-문"])
def test_the_number_decides_and_another_slug_redirects(client, written):
    monument = make_monument()

    answer = client.get(f"/en/monuments/{written.format(pk=monument.pk)}/")

    assert (answer.status_code, answer["Location"]) == (301, monument.get_absolute_url())
    assert answer["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("written", ["0-x", "99999999-x", "9999999999-x", "gate", "1x", "-1"])
@pytest.mark.parametrize("noun", ["monuments", "unveilings", "officials", "people"])
def test_an_unknown_number_is_not_found(client, noun, written):
    assert client.get(f"/en/{noun}/{written}/").status_code == 404


@pytest.mark.parametrize("make", [make_monument, make_unveiling, make_official])
def test_drafts_and_retired_records_are_not_found(client, make):
    draft, retired = make(public_from=None), make(retired_at=timezone.now())

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(retired.get_absolute_url()).status_code == 404


def test_a_name_in_another_language_is_marked_with_it(client):
    monument = make_monument("The Gate")
    add_name(monument, "Ворота", "ru")

    assertContains(
        client.get(monument.get_absolute_url()), '<span lang="ru" dir="auto">Ворота</span>'
    )
    assertContains(client.get(f"/ru/monuments/{monument.number_and_slug}/"), "<h1>Ворота</h1>")


def test_names_are_shown_as_typed_and_never_run(client):
    monument = make_monument(f"Gate {SCRIPT}", summary_en=SCRIPT)
    ada = make_official(f"Ada {SCRIPT}", title=f"Minister {SCRIPT}")
    unveiling = make_unveiling(monument, occasion_en=SCRIPT, programme_en=SCRIPT)
    add_participation(unveiling, ada)
    make_statement(ada, SCRIPT, unveiling=unveiling)
    addresses = [each.get_absolute_url() for each in (monument, ada, unveiling)]

    for path in [*addresses, "/en/", "/en/monuments/", "/en/officials/", "/en/unveilings/"]:
        page = client.get(path)
        assertNotContains(page, "<script")
        assertContains(page, "&lt;script&gt;")


@pytest.mark.parametrize(
    ("noun", "queries"), [("monuments", 13), ("unveilings", 16), ("officials", 15)]
)
@pytest.mark.parametrize("people", [3, 30])
def test_register_pages_cost_a_fixed_number_of_queries(
    client, noun, queries, people, django_assert_max_num_queries
):
    edition = make_story(people=people)
    unveiling = edition.article.unveiling
    MonumentPicture.objects.create(monument=unveiling.monument, image=make_image())
    official = unveiling.participations.first().person
    for number in range(people - 1):
        make_statement(official, f"Vale said {number}.", unveiling=unveiling)
    record = {"monuments": unveiling.monument, "unveilings": unveiling, "officials": official}

    with django_assert_max_num_queries(queries):
        page = client.get(record[noun].get_absolute_url())

    assertContains(page, "The Gate")
