"""What readers see of articles, at which address, and what they do not see."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Address, Correction, FollowChannel, SiteSettings, Withdrawal
from memorial.services.publishing import publish_article, schedule_article
from tests.factories import (
    add_block,
    add_name,
    gallery_rows,
    make_article,
    make_edition,
    make_image,
    make_live,
    make_monument,
    make_official,
    make_person,
    make_source,
    make_statement,
    make_story,
    publish_by_hand,
    timeline_rows,
)
from tests.words import spoken_in

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def test_article_shows_its_words(client):
    make_live("The gate opens", paragraphs=["It opened at noon."], standfirst="After a year.")

    page = client.get("/en/articles/gate/")

    assertContains(page, "The gate opens")
    assertContains(page, "After a year.")
    assertContains(page, "It opened at noon.")


def test_a_working_copy_is_no_page(client):
    make_article(slug="gate")

    assert client.get("/en/articles/gate/").status_code == 404


def test_a_change_to_the_working_copy_is_not_seen(client):
    edition = make_live("The gate opens")
    edition.article.headline = "The gate shuts"
    edition.article.save()

    assertNotContains(client.get("/en/articles/gate/"), "The gate shuts")


def test_a_scheduled_edition_is_not_found_before_its_time(client):
    make_live(live_from=timezone.now() + timedelta(hours=1))

    assert client.get("/en/articles/gate/").status_code == 404


def test_an_article_of_another_language_is_not_found(client):
    make_live(language="ru")

    assert client.get("/en/articles/gate/").status_code == 404
    assert client.get("/ru/articles/gate/").status_code == 200


def test_story_names_each_official_with_the_office_of_the_day(client):
    make_story(people=2)

    page = client.get("/en/articles/gate/")

    assertContains(page, "Official 000")
    assertContains(page, "Official 001")
    assertContains(page, "Minister, Ministry of Memory")
    assertContains(page, '<time datetime="2025">2025</time>')


def test_story_shows_statements_with_their_source(client):
    make_story(people=1)

    page = client.get("/en/articles/gate/")

    assertContains(page, "Vale said that the gate was open.")
    assertContains(page, 'href="#source-1"')
    assertContains(page, 'href="https://example.org/report" rel="noopener"')


def test_story_says_what_is_not_recorded(client):
    make_story()

    assertContains(client.get("/en/articles/gate/"), "not recorded", count=6)


def test_an_office_without_a_tenure_is_given_as_not_dated(client):
    statement = make_statement(make_person(), title_en="Mayor")
    article = make_article(slug="gate")
    add_block(article, "statement", statement=statement)
    publish_by_hand(article)

    assertContains(client.get("/en/articles/gate/"), "Mayor (as given, not dated)")


def test_source_markers_lead_to_the_source_and_back(client):
    edition = make_story()
    key = edition.story_page.contents[0].key

    page = client.get("/en/articles/gate/")

    assertContains(page, f'<a href="#source-1" id="mark-{key}-0" aria-label="source 1">1</a>')
    assertContains(page, f'href="#mark-{key}-0"')


def test_links_to_records_lead_to_their_pages(client):
    monument = make_story().article.monument

    assertContains(
        client.get("/en/articles/gate/"), f'href="/en/monuments/{monument.pk}-the-gate/"'
    )


def test_a_link_to_a_record_no_longer_public_is_plain_words(client):
    monument = make_story().article.monument
    monument.retired_at = timezone.now()
    monument.save()

    page = client.get("/en/articles/gate/")

    assertContains(page, "The gate opened.")
    assertNotContains(page, f"/en/monuments/{monument.pk}")


def test_a_historians_account_names_its_author(client):
    author = make_person("Olga Reed")
    article = make_article(slug="gate", paragraphs=())
    add_block(
        article,
        "prose",
        heading="Before",
        material="patina",
        account_of=author,
        account_line="PhD",
        html="<p>Once.</p>",
    )
    publish_by_hand(article)

    page = client.get("/en/articles/gate/")

    assertContains(page, "Olga Reed, PhD")
    assertContains(page, "The views are the author’s.")


def test_machine_translation_says_so_and_leads_to_the_original(client):
    original = make_live()
    make_live(
        "Ворота",
        "vorota",
        language="ru",
        group=original.article.group,
        is_machine_translation=True,
    )

    page = client.get("/ru/articles/vorota/")

    assertContains(page, 'hreflang="en" href="http://testserver/en/articles/gate/"')
    assertContains(page, '<a href="/en/articles/gate/" hreflang="en">')
    assertContains(page, 'id="machine"')


def test_a_language_without_a_translation_is_no_link(client):
    make_live()

    page = client.get("/en/articles/gate/")

    assertContains(page, '<span lang="ko">한국어</span>')
    assertNotContains(page, 'hreflang="ko"')


def test_the_stele_leads_to_the_edition_in_its_language(client):
    monument = make_monument()
    add_name(monument, "문", "ko")
    english = make_live(monument=monument, lead_image=make_image())
    make_live("문이 열리다", "mun", language="ko", group=english.article.group)

    assertContains(
        client.get("/en/articles/gate/"),
        '<a hreflang="ko" href="/ko/articles/mun/">문</a>',
        html=True,
    )


def test_article_shows_corrections_follow_links_and_related_pieces(client):
    SiteSettings(name_en="House of stone").save()
    FollowChannel.objects.create(kind="telegram", label_en="On Telegram", url="https://t.me/x")
    monument = make_monument()
    wrong = make_live(monument=monument, live_from=timezone.now() - timedelta(days=2))
    type(wrong).objects.filter(pk=wrong.pk).update(live_until=timezone.now())
    right = publish_by_hand(wrong.article, number=2, live_from=timezone.now())
    Correction.objects.create(
        wrong_edition=wrong, right_edition=right, was_wrong="It was 3 m.", is_right="It is 4 m."
    )
    other = make_article("The same gate", slug="same", monument=monument)
    add_block(other, "monument_facts", monument=monument)
    publish_by_hand(other)

    page = client.get("/en/articles/gate/")

    assertContains(page, "It is 4 m.")
    assertContains(page, "Edition 2")
    assertContains(page, '<a href="https://t.me/x" rel="me noopener">On Telegram</a>', html=True)
    assertContains(page, "The same gate")
    assertContains(page, "House of stone")


@pytest.mark.parametrize("people", [3, 30])
def test_article_costs_six_queries(client, people, django_assert_max_num_queries):
    make_story(people=people)

    with django_assert_max_num_queries(6):
        client.get("/en/articles/gate/")


@pytest.mark.parametrize("count", [3, 19])
def test_article_list_costs_three_queries(client, count, django_assert_num_queries):
    for number in range(count):
        make_live(slug=f"gate-{number}")

    with django_assert_num_queries(3):
        client.get("/en/articles/")


def test_a_former_address_leads_to_the_live_one_for_an_hour(client):
    edition = make_live(slug="old", live_from=timezone.now() - timedelta(days=2))
    type(edition).objects.filter(pk=edition.pk).update(live_until=timezone.now())
    edition.article.slug = "new"
    edition.article.save()
    publish_by_hand(edition.article, number=2, live_from=timezone.now())

    answer = client.get("/en/articles/old/")

    assert (answer.status_code, answer["Location"]) == (301, "/en/articles/new/")
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_an_address_that_was_only_reserved_is_not_found(client):
    edition = make_live(slug="old")
    Address.objects.create(language="en", slug="next", article=edition.article)

    assert client.get("/en/articles/next/").status_code == 404


def test_a_cancelled_edition_makes_no_former_address(client):
    edition = make_live(slug="old")
    moment = timezone.now() - timedelta(hours=1)
    make_edition(edition.article, 2, moment, slug="never", live_until=moment)
    Address.objects.create(language="en", slug="never", article=edition.article)

    assert client.get("/en/articles/never/").status_code == 404


def test_a_withdrawn_article_answers_410_with_reason_and_replacement(client):
    edition = make_live(live_from=timezone.now() - timedelta(days=2))
    type(edition).objects.filter(pk=edition.pk).update(live_until=timezone.now())
    instead = make_live("The true gate", "true")
    Withdrawal.objects.create(
        article=edition.article,
        at=timezone.now(),
        reason=f"Wrong person. {SCRIPT}",
        replacement=instead.article,
    )

    page = client.get("/en/articles/gate/")

    assertContains(page, "Wrong person. &lt;script&gt;", status_code=410)
    assert page["Cache-Control"] == "no-cache"
    assertContains(page, "/en/articles/true/", status_code=410)
    assertNotContains(page, "It opened.", status_code=410)


def test_words_are_shown_as_typed_and_never_run(client):
    speaker = make_official(f"Ada {SCRIPT}", title=f"Minister {SCRIPT}")
    article = make_article(f"Gate {SCRIPT}", slug="gate", standfirst=SCRIPT)
    add_block(article, "statement", statement=make_statement(speaker, f"Vale said {SCRIPT}"))
    add_block(article, "prose", heading=SCRIPT, html=f"<p>{SCRIPT} kept</p>", material="bronze")
    publish_by_hand(article)

    page = client.get("/en/articles/gate/")

    assertNotContains(page, "<script")
    assertContains(page, "Gate &lt;script&gt;alert(1)&lt;/script&gt;")
    assertContains(page, "Vale said &lt;script&gt;alert(1)&lt;/script&gt;")


def test_lists_show_live_articles_of_a_language_and_kind(client):
    make_live("The gate opens", "gate")
    make_live("On gates", "on-gates", kind="analysis")
    make_live("Ворота", "vorota", language="ru")
    make_live("About", "about", kind="page")
    make_article("A draft")

    everything, essays = client.get("/en/articles/"), client.get("/en/articles/kind/analysis/")

    assertContains(everything, "The gate opens")
    for hidden in ("Ворота", "A draft", "/en/about/about/"):
        assertNotContains(everything, hidden)
    assertContains(essays, "On gates")
    assertNotContains(essays, "The gate opens")


@pytest.mark.parametrize("path", ["/en/articles/kind/page/", "/en/articles/kind/poem/"])
def test_an_unknown_kind_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_empty_list_says_so(client):
    assertContains(client.get("/ko/articles/"), spoken_in("ko", "No articles yet"))


def test_pages_stand_under_about_only(client):
    make_live("About the house", "about", kind="page")
    make_live("House rules", "rules", kind="page")

    assertContains(client.get("/en/about/"), "About the house")
    assertContains(client.get("/en/about/rules/"), "House rules")
    assert client.get("/en/articles/rules/")["Location"] == "/en/about/rules/"


def test_about_says_something_before_anybody_wrote_it(client):
    SiteSettings(description_en="A register of gates.").save()

    assertContains(client.get("/en/about/"), "A register of gates.")


def test_a_scheduled_about_page_leaves_the_one_that_readers_see(client):
    about = make_article("About us", kind="page", slug="about")
    schedule_article(about, at=timezone.now() + timedelta(days=1), by=None)

    assert client.get("/en/about/").status_code == 200


def test_a_news_article_does_not_take_the_address_of_about(client):
    edition = publish_article(make_article("About"), by=None)

    assert edition.slug == "news-about"
    assert client.get("/en/about/").status_code == 200


def test_story_shows_a_pull_quote_with_whose_words_they_are(client):
    article = make_article(slug="gate", paragraphs=("The gate opens.",))
    add_block(article, "pull_quote", quote="The gate opens", attribution="Ada Vale, in the essay")
    publish_by_hand(article)

    page = client.get("/en/articles/gate/")

    assertContains(page, '<blockquote class="pull">')
    assertContains(page, "Ada Vale, in the essay")


def test_story_shows_a_gallery_in_order_with_words_of_its_own_or_the_librarys(client):
    article = make_article(slug="gate")
    images = [
        make_image("Two", alt_text_en="A wall.", caption_en="The wall, 1921"),
        make_image("One", alt_text_en="A gate by the water."),
    ]
    add_block(article, "gallery", rows=gallery_rows(*images, alt_text="Stones."))
    publish_by_hand(article)

    text = client.get("/en/articles/gate/").content.decode()

    assert text.index('alt="Stones."') < text.index('alt="A gate by the water."')
    assert "The wall, 1921" in text
    assert 'alt="A wall."' not in text


def test_story_speaks_the_dates_of_a_timeline_and_numbers_its_sources(client):
    article = make_article(slug="gate")
    source = make_source("A letter")
    rows = timeline_rows(("1921~", "It was planned."), ("2025-05", "It opened."), source=source)
    add_block(article, "timeline", rows=rows)
    publish_by_hand(article)

    page = client.get("/en/articles/gate/")

    assertContains(page, "about 1921")
    assertContains(page, '<time datetime="2025-05">May 2025</time>')
    assertContains(page, '<a href="#source-1">Source 1</a>', html=True)
    assertContains(page, "A letter")


def test_words_of_rows_are_shown_as_typed_and_never_run(client):
    article = make_article(slug="gate")
    add_block(article, "pull_quote", quote=SCRIPT, attribution=SCRIPT)
    add_block(article, "gallery", rows=gallery_rows(make_image(), make_image(), caption=SCRIPT))
    add_block(article, "timeline", rows=timeline_rows((SCRIPT, SCRIPT)))
    publish_by_hand(article)

    assertNotContains(client.get("/en/articles/gate/"), SCRIPT)
