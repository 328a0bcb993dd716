"""Any two saves or editions of an article, side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.services.merging import merge_records
from memorial.services.publishing import publish_article
from tests.admin.histories import kept, text, url
from tests.factories import (
    add_block,
    make_article,
    make_full_article,
    make_image,
    make_person,
    make_statement,
)

pytestmark = pytest.mark.django_db


# Comparing.


def test_any_two_states_are_compared_word_by_word(client, publisher):
    article = make_article("The gate opens")
    first = kept(article)
    second = kept(article, "The gate closes")

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))
    back = client.get(url(article, "compare", a=f"revision:{second.pk}", b=f"revision:{first.pk}"))

    assert '<del><span class="visually-hidden">[taken out: </span>opens' in page
    assert '<ins><span class="visually-hidden">[put in: </span>closes' in page
    assert "[taken out: </span>closes" in text(back)


def test_comparing_starts_with_what_readers_see_and_the_working_copy(client, publisher):
    article = make_article("The gate opens")
    publish_article(article, by=None)
    kept(article, "The gate closes")

    page = text(client.get(url(article, "compare")))

    assert "[taken out: </span>opens" in page
    assert "What readers see now: edition 1" in page
    assert '<option value="live" selected>' in page
    assert '<option value="working" selected>' in page


def test_moved_blocks_are_said_and_unchanged_ones_folded(client, publisher):
    article = make_article(paragraphs=["One.", "Two.", "Three."])
    first = kept(article)
    article.memorial_proseblock_set.filter(html__contains="Three").update(ordering=-1)

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    assert "moved up" in page
    assert "2 parts are the same" in page
    assert "<del>" not in page


def test_pictures_and_relations_are_compared_too(client, publisher):
    article = make_article(paragraphs=())
    block = add_block(article, "picture", image=make_image("Old", caption_en="Old gate"))
    prose = add_block(article, "prose", material="patina", account_of=make_person("Ada Vale"))
    first = kept(article)
    type(block).objects.update(image=make_image("New", caption_en="New gate"))
    type(prose).objects.update(account_of=make_person("Ben Stone"))

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    assert page.count("<img") == 2
    assert "Old </span" not in page
    for words in ("Old ", "New ", "Ada Vale", "Ben Stone"):
        assert words in page


def test_facts_that_changed_stand_apart(client, publisher):
    article = make_article(paragraphs=())
    statement = make_statement(text="Vale said that the gate was open.")
    add_block(article, "statement", statement=statement)
    first = kept(article)
    type(statement).objects.update(text="Vale said that the gate was closed.")

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    facts = page[page.index('id="facts"') :]
    assert "open." in facts
    assert "closed." in facts
    assert 'class="diff-row' not in page


def test_a_record_that_was_merged_since_is_no_difference(client, publisher):
    one, other = make_person("Ada Vale"), make_person("Ada Vale")
    article = make_article(paragraphs=())
    add_block(article, "prose", html="<p>x</p>", material="patina", account_of=one)
    first = kept(article)
    merge_records(one, other, by=publisher)
    state = f"revision:{first.pk}"

    compared = client.get(url(article, "compare", a=state, b="working"))
    restoring = client.get(url(article, "restore", state=state))

    assert [row.kind for row in compared.context["comparison"].rows if not row.is_same] == []
    assert [row.kind for row in restoring.context["comparison"].rows if not row.is_same] == []


def test_two_that_say_the_same_are_said_to(client, publisher):
    article = make_article()
    first = kept(article)

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    assert "Both say the same." in page


def test_where_nothing_is_live_comparing_says_so(client, publisher):
    assert "Readers see nothing of this article now" in text(
        client.get(url(make_article(), "compare"))
    )


@pytest.mark.parametrize("name", ["edition:7", "revision:999999", "nonsense", "revision:"])
def test_a_state_that_is_not_there_is_not_found(client, publisher, name):
    article = make_article()

    assert client.get(url(article, "compare", a=name)).status_code == 404
    assert client.get(url(article, "restore", state=name)).status_code == 404


def test_another_articles_save_is_not_found(client, publisher):
    article, other = make_article("Mine"), make_article("Theirs")
    theirs = f"revision:{kept(other).pk}"

    assert client.get(url(article, "compare", a=theirs)).status_code == 404
    assert client.get(url(article, "restore", state=theirs)).status_code == 404
    assert client.post(url(article, "restore", state=theirs)).status_code == 404


def test_comparing_costs_no_query_a_block(client, publisher):
    article = make_full_article()
    first = kept(article)
    for number in range(40):
        add_block(article, "prose", html=f"<p>Block {number}.</p>")

    with CaptureQueriesContext(connection) as asked:
        client.get(url(article, "compare", a=f"revision:{first.pk}", b="working"))

    assert len(asked) <= 60
