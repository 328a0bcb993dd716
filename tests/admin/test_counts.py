"""Holds what the article's form costs in queries, however long the article is."""

from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Article, Topic, block_types
from tests import factories
from tests.admin.posting import form_values
from tests.factories import add_block, make_user

pytestmark = pytest.mark.django_db

OPENING, SAVING = 30, 60


def long_article(count=40):
    """Half of the blocks prose, the others one of every type in turn, each showing a record."""
    monument = factories.make_monument()
    unveiling = factories.make_unveiling(monument, officials=["Ada Vale"])
    article = factories.make_article(
        "Forty blocks",
        (),
        monument=monument,
        unveiling=unveiling,
        lead_image=factories.make_image(),
    )
    types = cycle(["statement", "picture", "attendance", "monument_facts", "account"])
    for number in range(count):
        kind = "prose" if number % 2 else next(types)
        _add(article, kind, number, monument, unveiling)
    for number in range(3):
        person = factories.make_person(f"Writer {number}")
        article.bylines.create(person=person, position=number)
        source = factories.make_source(f"Source {number}")
        article.sources.create(source=source, position=number)
        article.topics.add(Topic.objects.create(address=f"topic-{number}"))
    return article


def _add(article, kind, number, monument, unveiling):
    shown = {
        "statement": lambda: {"statement": factories.make_statement(unveiling=unveiling)},
        "picture": lambda: {"image": factories.make_image(), "caption": "Here"},
        "attendance": lambda: {"unveiling": unveiling},
        "monument_facts": lambda: {"monument": monument},
        "account": lambda: {
            "material": "patina",
            "account_of": factories.make_person(f"Historian {number}"),
            "html": "<p>It is said.</p>",
        },
        "prose": lambda: {"html": f"<p>Words {number}.</p>"},
    }[kind]()
    block_type = "prose" if kind == "account" else kind
    add_block(article, block_type, ordering=number * 10 + 10, **shown)


def url(article):
    return f"/admin/memorial/article/{article.pk}/change/"


def counted(call, *given, **asked):
    """Return what the call returns and the SQL it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = call(*given, **asked)
    return answer, [query["sql"] for query in queries]


def blocks_of(article):
    return [
        block for model in block_types().values() for block in model.objects.filter(parent=article)
    ]


@pytest.fixture(params=["Superuser", "Editor"])
def user(request, client, db):
    user = make_user(request.param)
    client.force_login(user)
    return user


@pytest.fixture
def article(user, client):
    article = long_article()
    client.get(url(article))
    return article


@pytest.fixture
def values(client, article):
    return form_values(client.get(url(article)))


def saved(client, article, values):
    answer, queries = counted(client.post, url(article), {**values, "_continue": "1"})
    assert answer.status_code == 302, answer.context_data["errors"]
    return queries


def names(values, ending):
    return [name for name in values if name.endswith(ending) and name.startswith("memorial_")]


def test_forty_blocks_open_in_thirty_queries(client, article):
    page, queries = counted(client.get, url(article))

    assert page.status_code == 200
    assert len(queries) <= OPENING, "\n".join(queries)


def test_one_word_is_saved_in_sixty_queries(client, article, values):
    name = names(values, "-html")[0]

    queries = saved(client, article, {**values, name: "<p>Another word.</p>"})

    assert len(queries) <= SAVING, "\n".join(queries)


def test_a_new_order_is_saved_in_sixty_queries(client, article, values):
    places = names(values, "-ordering")
    turned = {name: str(1000 - int(values[name])) for name in places}

    queries = saved(client, article, {**values, **turned})

    assert len(queries) <= SAVING, "\n".join(queries)


def test_forty_new_texts_are_saved_in_sixty_queries(client, article, values):
    texts = {name: f"<p>New {name}.</p>" for name in names(values, "-html")}
    texts |= {name: f"New {name}" for name in names(values, "-caption")}

    queries = saved(client, article, {**values, **texts})

    assert len(queries) <= SAVING, "\n".join(queries)


def test_forty_new_blocks_are_saved_in_sixty_queries(client, article, values):
    added = {
        name.replace("-MIN_NUM_FORMS", "-INITIAL_FORMS"): "0"
        for name in values
        if name.endswith("-MIN_NUM_FORMS")
    }
    emptied = {name: "" for name in values if name.endswith(("-id", "-parent", "-article", "-key"))}
    new = {**values, **added, **emptied, "headline": "A copy", "opened_version": ""}

    answer, queries = counted(client.post, "/admin/memorial/article/add/", new)

    assert answer.status_code == 302
    copy = Article.objects.get(headline="A copy")
    assert len(blocks_of(copy)) == 40
    assert len({block.key for block in blocks_of(copy)}) == 40
    assert len(queries) <= SAVING, "\n".join(queries)
