"""Holds that rows read and written together are the rows that an editor sees and sends."""

import pytest

from memorial.models import Article, Revision
from memorial.services.freezing import freeze_story
from memorial.services.working_copy import story_of
from tests import factories
from tests.admin.posting import form_values
from tests.admin.test_counts import blocks_of, long_article, names, saved, url

pytestmark = pytest.mark.django_db

PASTED = '<p onclick="x()">Hi<script>1</script></p>'


@pytest.fixture
def article(editor):
    return long_article(10)


@pytest.fixture
def values(client, article):
    return form_values(client.get(url(article)))


CHANGES = {
    "one word": lambda values: {names(values, "-html")[0]: "<p>Another <b>word</b>.</p>"},
    "pasted": lambda values: dict.fromkeys(
        names(values, "-html"), '<p onclick="x()">Hi<script>1</script></p>'
    ),
    "a new order": lambda values: {
        name: str(1000 - int(values[name])) for name in names(values, "-ordering")
    },
    "one taken out": lambda values: {"memorial_statementblock_set-0-DELETE": "on"},
    "another source first": lambda values: {"sources-0-position": "9"},
    "fewer topics": lambda values: {"topics": values["topics"][:1]},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_of_a_save_is_what_stands_in_the_rows(client, article, values, change):
    saved(client, article, {**values, **CHANGES[change](values)})

    article = Article.objects.get(pk=article.pk)
    kept = Revision.objects.of(article).first().frozen
    assert kept == freeze_story(story_of(article))
    assert "<script" not in str(kept)
    assert "onclick" not in str(kept)


def test_rows_keep_their_numbers_and_keys_when_they_are_saved_together(client, article, values):
    before = {(block.type, block.pk): block.key for block in blocks_of(article)}
    texts = {name: f"<p>New {name}.</p>" for name in names(values, "-html")}

    saved(client, article, {**values, **texts})

    assert {(block.type, block.pk): block.key for block in blocks_of(article)} == before


def refused(client, article, values):
    page = client.post(url(article), {**values, "_continue": "1"})
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("number", ["999999", "x", "9" * 30])
@pytest.mark.parametrize(
    "name", ["memorial_statementblock_set-0-statement", "bylines-0-person", "monument", "topics"]
)
def test_a_record_that_does_not_exist_is_refused_in_words(client, article, values, name, number):
    page = refused(client, article, {**values, name: number})

    sentences = (
        "The record chosen here is gone",
        "Select a valid choice.",
        "is not a valid value.",
    )
    assert any(sentence in page for sentence in sentences)
    assert Article.objects.get().version == article.version


def test_the_same_person_twice_is_refused_in_words(client, article, values):
    page = refused(client, article, {**values, "bylines-0-person": values["bylines-1-person"]})

    assert "correct the duplicate" in page


def test_a_row_of_another_article_is_not_taken_over(client, article, values):
    other = factories.make_article("Another", ("Theirs.",))
    theirs = other.memorial_proseblock_set.get()

    saved(client, article, {**values, "memorial_proseblock_set-0-id": str(theirs.pk)})

    theirs.refresh_from_db()
    assert (theirs.parent, theirs.html) == (other, "<p>Theirs.</p>")


def test_a_row_deleted_meanwhile_comes_back_as_a_new_one(client, article, values):
    lost = article.memorial_proseblock_set.first()
    lost.delete()

    saved(client, article, values)

    back = article.memorial_proseblock_set.get(key=lost.key)
    assert (back.html, back.pk != lost.pk) == (lost.html, True)
