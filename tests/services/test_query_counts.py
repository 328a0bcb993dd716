"""Holds how many queries freezing and publishing cost, and that the length of a story adds none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Article, Statement
from memorial.services.freezing import freeze_story
from memorial.services.saving import keep_revision
from memorial.services.transitions import FACTS
from memorial.services.working_copy import story_of
from tests import factories
from tests.factories import add_block, make_article, published, rewrite

pytestmark = pytest.mark.django_db


def article_with_statements(count, **fields):
    """Statements of different people on different sources."""
    article = make_article(f"{count} statements")
    for number in range(count):
        speaker = factories.make_official(f"Speaker {number}", **fields)
        statement = factories.make_statement(speaker, **fields)
        add_block(article, "statement", statement=statement, ordering=number)
    keep_revision(article, by=None)
    return article


def full_article(count, **fields):
    """The same about an unveiling, with everything an article can have."""
    article = article_with_statements(count, **fields)
    place = factories.make_place()
    unveiling = factories.make_unveiling(
        factories.make_monument(place=place), officials=["Ada Vale", "Ben Stone"]
    )
    Article.objects.filter(pk=article.pk).update(
        lead_image=factories.make_image(), monument=unveiling.monument, unveiling=unveiling
    )
    Statement.objects.update(unveiling=unveiling)
    article.bylines.create(person=factories.make_person("Cleo Hart"))
    article.sources.create(source=factories.make_source())
    article = Article.objects.get(pk=article.pk)
    keep_revision(article, by=None)
    return article


def article_of_drafts(count):
    """The same before its first publication: every kind of fact that it shows is a draft."""
    article = full_article(count)
    for model in FACTS:
        model.objects.update(public_from=None)
    return article


def queries_for(call, *given, **asked):
    with CaptureQueriesContext(connection) as queries:
        call(*given, **asked)
    return len(queries)


def frozen(article):
    return freeze_story(story_of(article))


def published_again(article):
    rewrite(article)
    return queries_for(published, article)


@pytest.mark.parametrize(
    ("make", "most"), [(article_with_statements, 12), (full_article, 20)], ids=["plain", "full"]
)
def test_freezing_forty_statements_costs_what_four_cost(make, most):
    short, long = make(4), make(40)

    assert queries_for(frozen, long) == queries_for(frozen, short) <= most


@pytest.mark.parametrize(
    ("make", "fields", "most"),
    [
        (article_with_statements, {"public_from": None}, 35),
        (full_article, {}, 40),
        (article_of_drafts, {}, 40),
    ],
    ids=["plain with draft facts", "full", "full of drafts"],
)
def test_publishing_forty_statements_costs_what_four_cost(make, fields, most):
    short, long = make(4, **fields), make(40, **fields)

    assert queries_for(published, long) == queries_for(published, short) <= most


def test_publishing_costs_the_same_however_often_it_was_done():
    article = article_with_statements(2)
    published(article)
    second = published_again(article)
    for _time in range(5):
        published_again(article)

    assert published_again(article) == second
