"""Holds the checks beside the form: of what is typed, for those who may see it, at a fixed cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Article, Revision
from memorial.services.publishing import publish_article
from tests import factories
from tests.admin.posting import add_block, form_values
from tests.factories import make_article, make_statement, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/memorial/article/add/"


def form_of(article):
    return f"/admin/memorial/article/{article.pk}/change/"


def checks_of(article):
    return f"/admin/memorial/article/{article.pk}/checks/"


def typed(client, article, **changes):
    return form_values(client.get(form_of(article)), **changes)


def said(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_is_typed_is_checked_and_nothing_is_written(client, author):
    article = make_article("The gate opens")
    before = Article.objects.values().get()
    values = typed(client, article, headline="The glorious gate", standfirst="")

    text = said(client.post(checks_of(article), values))

    assert "“glorious” is a loaded word" in text
    assert 'href="#part-headline"' in text
    assert "There is no standfirst" in text
    assert Article.objects.values().get() == before
    assert not Revision.objects.exists()


def test_a_block_that_is_not_saved_yet_is_checked_at_its_place(client, editor):
    article = make_article()
    statement = make_statement(source=None)
    values = add_block(typed(client, article), "statement", statement=statement.pk, key="new-one")

    text = said(client.post(checks_of(article), values))

    assert "1 problem blocks publishing." in text
    assert 'data-blocking="1"' in text
    assert 'href="#part-new-one"' in text
    assert f"/admin/memorial/statement/{statement.pk}/change/" in text


def test_a_block_marked_for_deletion_is_not_checked(client, editor):
    article = make_article()
    factories.add_block(article, "statement", statement=make_statement(source=None))
    values = typed(client, article)

    assert 'data-blocking="1"' in said(client.post(checks_of(article), values))
    values["memorial_statementblock_set-0-DELETE"] = "on"
    assert 'data-blocking="0"' in said(client.post(checks_of(article), values))


def test_an_article_that_is_not_saved_yet_is_checked(client, author):
    values = form_values(client.get(ADD), headline="The gate opens")
    values = add_block(values, "prose", html="<p>" + "word " * 460 + "</p>")

    text = said(client.post("/admin/memorial/article/add/checks/", values))

    assert "460 words, 2 min" in text
    assert "No loaded words outside quotations." in text
    assert not Article.objects.exists()


def test_the_form_of_a_fix_is_checked(client, publisher):
    article = make_article("The gate opens")
    publish_article(article, by=None)
    Article.objects.update(headline="What is being written")
    page = client.get(f"/admin/memorial/article/{article.pk}/fix/")
    values = form_values(page, headline="The infamous gate")

    text = said(client.post(checks_of(article), values))

    assert checks_of(article) in page.content.decode()
    assert "infamous" in text


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": ""},
        {"language": "xx", "kind": "none"},
        {"lead_image": "99999", "monument": "x", "topics": ["7", "x", "9" * 30]},
        {"memorial_proseblock_set-TOTAL_FORMS": "x"},
        {"memorial_proseblock_set-0-ordering": "first", "memorial_proseblock_set-0-id": "x"},
        {"memorial_proseblock_set-0-account_of": "9" * 18},
    ],
)
def test_a_form_with_errors_is_checked_as_it_is(client, author, changes):
    article = make_article()

    said(client.post(checks_of(article), typed(client, article, **changes)))


def test_nothing_posted_at_all_is_no_error(client, author):
    said(client.post(checks_of(make_article())))
    said(client.post("/admin/memorial/article/add/checks/"))


@pytest.mark.parametrize("role", [None, "Author", "Editor", "Publisher"])
def test_the_checks_are_for_those_who_may_see_the_article(client, role):
    article = make_article()
    client.force_login(make_user(role))
    expected = 200 if role else 403

    assert client.post(checks_of(article)).status_code == expected
    assert client.post("/admin/memorial/article/add/checks/").status_code == expected
    assert client.get(checks_of(article)).status_code == 405
    assert client.post("/admin/memorial/article/987654321/checks/").status_code == 404


def test_whoever_is_logged_out_is_led_to_the_login(client):
    answer = client.post(checks_of(make_article()))

    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def full_article(count):
    monument = factories.make_monument(place=factories.make_place())
    unveiling = factories.make_unveiling(monument, officials=["Ada Vale", "Ben Stone"])
    article = make_article(lead_image=factories.make_image(), unveiling=unveiling)
    article.sources.create(source=factories.make_source())
    article.bylines.create(person=factories.make_person("Cleo Hart"))
    for number in range(count):
        official = factories.make_official(f"Speaker {number}")
        factories.add_block(article, "statement", statement=make_statement(official))
        image = factories.make_image()
        factories.add_block(article, "picture", image=image)
        html = f'<p>x <a href="record:article:{article.pk}">y</a> <a href="https://a.example">z</a></p>'
        factories.add_block(article, "prose", html=html)
    return article


def test_forty_blocks_cost_what_four_cost(client, author):
    counts = []
    for count in (1, 14):
        article = full_article(count)
        values = typed(client, article)
        with CaptureQueriesContext(connection) as queries:
            said(client.post(checks_of(article), values))
        counts.append(len(queries))

    # One of everything; an article without a monument asks seven fewer.
    assert counts[0] == counts[1] <= 27


def test_the_form_has_the_panels(client, author):
    for address in (ADD, form_of(make_article())):
        html = client.get(address).content.decode()

        assert "data-checks=" in html
        assert "In a search result" in html
        assert "data-blocks-publishing" in html


def test_old_links_are_named_with_the_day_since_when(client, author):
    from memorial.models import CheckedLink

    CheckedLink.objects.create(
        url="https://example.org/a", broken_since=timezone.now().replace(2026, 3, 4)
    )
    article = make_article()
    values = add_block(
        typed(client, article), "prose", html='<p><a href="https://example.org/a">x</a></p>'
    )

    assert "has not answered since 4 March 2026" in said(client.post(checks_of(article), values))


PRAISE = [
    "Every statement has a source",
    "Every picture has alt text",
    "No link is known to be broken",
    "No loaded words",
    "The headings are in order",
]


def test_an_empty_article_is_told_what_is_missing_and_praised_for_nothing(client, author):
    values = form_values(client.get(ADD), headline="The gate", standfirst="")

    text = said(client.post(f"{ADD}checks/", values))

    assert "The article has no words yet" in text
    assert "There is no standfirst" in text
    assert 'class="ok"' not in text


def test_an_article_is_praised_for_what_it_has(client, editor):
    article = make_article()
    factories.add_block(article, "statement", statement=make_statement())
    factories.add_block(article, "picture", image=factories.make_image(), caption="Here")
    html = '<p>It <a href="https://a.example/">opened</a>.</p>'
    factories.add_block(article, "prose", heading="The gate", html=html)

    text = said(client.post(checks_of(article), typed(client, article)))

    assert all(sentence in text for sentence in PRAISE)
