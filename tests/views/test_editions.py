"""What readers see of editions: the old as they were, the withheld never, corrections for ever."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Article, Edition
from memorial.services.addressing import take_over_address
from memorial.services.correcting import Meaning
from memorial.services.publishing import cancel_schedule, schedule_article
from memorial.services.withdrawing import withdraw_article, withhold_edition
from tests.factories import (
    add_block,
    later,
    make_article,
    make_monument,
    make_person,
    make_story,
    published,
    rewrite,
)

pytestmark = pytest.mark.django_db

CORRECTION = Meaning("correction", "It was 3 m.\nNot so.", "It is 4 m.")


def rename(article, headline, **fields):
    Article.objects.filter(pk=article.pk).update(headline=headline, **fields)
    return article


@pytest.fixture
def article():
    """Live in its second edition at /en/articles/gate/."""
    article = make_article("As it was", ["Old words."], slug="gate")
    published(article, at=later(-48))
    published(rename(article, "As it is"), at=later(-24))
    return article


def at(number, slug="gate"):
    return f"/en/articles/{slug}/editions/{number}/"


def test_an_old_edition_is_shown_as_it_was_and_leads_to_the_current_one(client, article):
    page = client.get(at(1))

    assertContains(page, "As it was")
    assertContains(page, "Old words.")
    assertContains(page, "Edition 1, live from")
    assertContains(page, '<a href="/en/articles/gate/">Read the current one</a>', html=True)
    assertNotContains(page, "As it is")


def test_search_engines_keep_the_live_page_and_leave_the_old_one(client, article):
    page = client.get(at(1))

    assertContains(page, '<meta name="robots" content="noindex">', html=True)
    canonical = '<link rel="canonical" href="http://testserver/en/articles/gate/">'
    assertContains(page, canonical, html=True)
    assertNotContains(page, 'rel="alternate"')
    assertNotContains(page, "/ru/articles/")


def test_the_current_edition_has_an_address_of_its_own(client, article):
    assertContains(client.get(at(2)), "It is the current one.")


def test_an_old_edition_is_cited_by_its_own_address(client, article):
    assertContains(client.get(at(1)), f"http://testserver{at(1)}")


def test_editions_are_found_at_every_address_that_the_article_has(client, article):
    published(rename(article, "Moved", slug="new"))

    assertContains(client.get(at(1, "gate")), "As it was")
    assertContains(client.get(at(1, "new")), "As it was")
    assertContains(client.get(at(1, "new")), 'href="/en/articles/new/"')


def test_an_address_that_was_taken_over_leads_to_the_editions_of_its_heir(client, article):
    published(rename(article, "Moved", slug="new"))
    heir = make_article("Heir")
    take_over_address(article.addresses.get(slug="gate"), heir, by=None)
    published(rename(heir, "Heir", slug="gate"))

    assertContains(client.get(at(1)), "Heir")
    assert client.get(at(2)).status_code == 404
    assertContains(client.get(at(1, "new")), "As it was")


@pytest.mark.parametrize("number", ["3", "0", "99999999999999999999"])
def test_a_number_that_no_edition_has_is_not_found(client, article, number):
    assert client.get(at(number)).status_code == 404


def test_an_edition_of_another_language_or_article_is_not_found(client, article):
    assert client.get("/ru/articles/gate/editions/1/").status_code == 404
    assert client.get(at(1, "other")).status_code == 404


def test_an_edition_is_not_found_before_its_moment(client, article):
    schedule_article(rename(article, "To come"), at=later(), by=None)

    assert client.get(at(3)).status_code == 404


def test_a_cancelled_edition_is_never_found(client, article):
    moment = later()
    schedule_article(rename(article, "Never"), at=moment, by=None)
    cancel_schedule(article, by=None)

    assert client.get(at(3)).status_code == 404
    assert not Edition.objects.live(moment).filter(number=3).exists()


def test_editions_of_a_withdrawn_article_are_gone_with_its_reason(client, article):
    withdraw_article(article, reason="It named the wrong person.", by=None)

    page = client.get(at(1))

    assertContains(page, "It named the wrong person.", status_code=410)
    assertNotContains(page, "Old words.", status_code=410)


def test_a_withheld_edition_is_gone_with_its_reason_and_day(client, article):
    withhold_edition(article.editions.get(number=1), reason="A court <b>said</b> so.", by=None)

    page = client.get(at(1))

    assertContains(page, "A court &lt;b&gt;said&lt;/b&gt; so.", status_code=410)
    assertContains(page, "have kept edition 1", status_code=410)
    assertContains(page, 'href="/en/articles/gate/"', status_code=410)
    assertNotContains(page, "Old words.", status_code=410)
    assert client.get(at(2)).status_code == 200


def test_a_withheld_edition_of_a_withdrawn_article_says_why_it_is_withheld(client, article):
    withhold_edition(article.editions.get(number=1), reason="A court said so.", by=None)
    withdraw_article(article, reason="Wrong.", by=None)

    assertContains(client.get(at(1)), "A court said so.", status_code=410)


@pytest.mark.parametrize(("slug", "path"), [("about", ""), ("rules", "rules/")])
def test_editions_of_a_page_stand_below_it(client, slug, path):
    article = make_article("As it was", slug=slug, kind="page")
    published(article)
    published(rename(article, "As it is"), meaning=CORRECTION)

    page = client.get(f"/en/about/{path}editions/1/")

    assertContains(page, "As it was")
    assertContains(client.get(f"/en/about/{path}"), f'href="/en/about/{path}editions/1/"')


def test_a_wrong_method_is_not_allowed(client, article):
    assert client.post(at(1)).status_code == 405


@pytest.mark.parametrize("people", [3, 30])
def test_an_edition_costs_six_queries(client, people, django_assert_max_num_queries):
    edition = make_story(people=people)
    article = edition.article
    other = published(make_article("Other"))
    add_block(article, "prose", html=f'<p><a href="record:article:{other.article_id}">it</a></p>')
    published(rename(article, "Again"), meaning=CORRECTION)
    published(rename(article, "And again"))

    with django_assert_max_num_queries(6):
        page = client.get(at(2))

    assert page.status_code == 200


# Corrections.


def test_a_correction_shows_with_links_to_both_editions_that_work(client, article):
    published(rename(article, "Corrected"), meaning=CORRECTION)

    page = client.get("/en/articles/gate/")

    assertContains(page, "<b>Wrong, in edition 2:</b> It was 3 m.<br>Not so.")
    assertContains(page, "<b>Right:</b> It is 4 m.")
    for number, words in ((2, "As it is"), (3, "Corrected")):
        assertContains(page, f'href="{at(number)}"')
        assertContains(client.get(at(number)), words)


def test_a_correction_stays_for_ever_and_the_latest_comes_first(client, article):
    published(rename(article, "A"), meaning=Meaning("correction", "WAS ONE", "IS ONE"))
    published(rename(article, "B"), meaning=Meaning("correction", "WAS TWO", "IS TWO"))
    published(rename(article, "C"))
    withdraw_article(article, reason="Wrong.", by=None)
    published(article)

    text = client.get("/en/articles/gate/").content.decode()

    assert "2 corrections" in text
    assert text.index("IS TWO") < text.index("IS ONE")


def test_an_old_edition_says_what_was_corrected_since(client, article):
    published(rename(article, "A"), meaning=CORRECTION)
    published(rename(article, "B"))

    assertContains(client.get(at(1)), "It is 4 m.")
    assertContains(client.get(at(2)), "It is 4 m.")
    assertNotContains(client.get(at(3)), "It is 4 m.")
    assertNotContains(client.get(at(4)), "It is 4 m.")


def test_a_correction_is_dated_by_the_day_it_went_live(client):
    article = make_article(slug="gate")
    published(article, at=later(-24 * 900))
    moment = later(-24 * 400)
    edition = published(rewrite(article), at=moment, meaning=CORRECTION)

    assert edition.live_from == moment
    dated = f'Correction, <time datetime="{moment:%Y-%m-%d}">'
    assertContains(client.get("/en/articles/gate/"), dated)


@pytest.mark.parametrize("significance", ["improvement", "update", "correction"])
def test_readers_are_told_the_day_of_updates_and_corrections_only(client, significance):
    words = ("a", "b") if significance == "correction" else ("", "")
    article = make_article(slug="gate")
    first = published(article, at=later(-24 * 900))
    second = published(rewrite(article), at=later(-24 * 400), meaning=Meaning(significance, *words))
    published(rewrite(article))

    page = client.get("/en/articles/gate/").content.decode()

    is_told = significance != "improvement"
    assert ("Updated" in page) is is_told
    day = (second if is_told else first).live_from
    assert f'<time datetime="{day:%Y-%m-%d}">' in page


def test_words_of_a_correction_are_shown_as_typed_and_never_run(client, article):
    script = "<script>alert(1)</script>"
    published(rename(article, "A"), meaning=Meaning("correction", script, script))

    page = client.get("/en/articles/gate/")

    assertNotContains(page, script)
    assertContains(page, "&lt;script&gt;", 2)


def test_facts_of_an_old_edition_stay_as_they_were_and_lead_to_their_pages_now(client):
    monument = make_monument("The Gate")
    article = make_article(slug="gate", monument=monument)
    add_block(article, "monument_facts", monument=monument)
    add_block(article, "prose", html=f'<p>The <a href="record:monument:{monument.pk}">arch</a></p>')
    published(article)
    monument.names.update(text="The Arch")
    published(rename(article, "Later"))
    add_block(article, "prose", account_of=make_person(), material="patina", html="<p>x</p>")

    page = client.get(at(1))

    assertContains(page, "The Gate")
    assertContains(page, f'href="/en/monuments/{monument.pk}-')
