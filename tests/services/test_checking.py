"""Holds what keeps a story from being published, and what an editor is told besides."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from memorial.models import Address, Article, Statement
from memorial.services.checking import CHECKS, check, drafts_among
from memorial.services.freezing import story_of
from memorial.services.publishing import frozen_for, publish_article, withdraw_article
from memorial.services.showing import facts_map
from memorial.story.frozen import freeze
from memorial.story.values import Block
from tests import factories
from tests.factories import add_block, make_article

pytestmark = pytest.mark.django_db


def later(hours=1):
    return timezone.now() + timedelta(hours=hours)


def article_with(block_type="", headline="Opened", **fields):
    article = make_article(headline)
    if block_type:
        add_block(article, block_type, key="here", ordering=99, **fields)
    return article


def with_statement(**fields):
    return article_with("statement", statement=factories.make_statement(**fields))


def with_image(language="en", alt_text="", **fields):
    article = article_with("picture", image=factories.make_image(**fields), alt_text=alt_text)
    Article.objects.filter(pk=article.pk).update(language=language)
    return Article.objects.get(pk=article.pk)


def with_lead_image(**fields):
    return make_article(lead_image=factories.make_image(**fields))


def with_prose(html, sources=0):
    article = article_with("prose", html=html)
    for position in range(sources):
        article.sources.create(source=factories.make_source(), position=position)
    return article


def with_account_of(**person):
    person = factories.make_person(**person)
    return article_with("prose", html="<p>x</p>", account_of=person, material="patina")


def with_slug_of_another():
    Address.objects.create(language="en", slug="gate", article=make_article())
    return make_article(slug="gate")


def with_own_slug():
    article = make_article(slug="gate")
    Address.objects.create(language="en", slug="gate", article=article)
    return article


def with_slug_in_another_language():
    Address.objects.create(language="ru", slug="gate", article=make_article(language="ru"))
    return make_article(slug="gate")


def linking_to(article):
    return with_prose(f'<p><a href="record:article:{article.pk}">it</a></p>')


def live_article():
    article = make_article("Live")
    publish_article(article, by=None)
    return article


def withdrawn_article():
    article = live_article()
    withdraw_article(article, reason="Wrong.", by=None)
    return article


def with_link_to_record(kind="person", number=None):
    number = number or factories.make_person().pk
    return with_prose(f'<p><a href="record:{kind}:{number}">x</a></p>')


BLOCKS, ADVISES = True, False

#: (name of the problem, whether it blocks, a story that has it, one that has not)
TABLE = [
    ("empty_article", BLOCKS, lambda: make_article(paragraphs=()), make_article),
    (
        "empty_article",
        BLOCKS,
        lambda: make_article(paragraphs=("", " ")),
        lambda: only_a_picture(),
    ),
    (
        "statement_without_source",
        BLOCKS,
        lambda: with_statement(source=None),
        with_statement,
    ),
    (
        "statement_without_office",
        ADVISES,
        lambda: with_statement(speaker=factories.make_person()),
        with_statement,
    ),
    (
        "picture_without_alt_text",
        BLOCKS,
        lambda: with_image(alt_text_en=""),
        with_image,
    ),
    (
        "picture_without_alt_text",
        BLOCKS,
        lambda: with_lead_image(alt_text_en=""),
        with_lead_image,
    ),
    (
        "picture_without_alt_text",
        BLOCKS,
        lambda: with_image(alt_text_en=""),
        lambda: with_image(alt_text_en="", alt_text="Given here."),
    ),
    (
        "alt_text_language",
        ADVISES,
        lambda: with_image("ru"),
        lambda: with_image("ru", alt_text_ru="Ворота"),
    ),
    ("alt_text_language", ADVISES, lambda: with_image("ru"), lambda: with_image("ru", "Здесь")),
    (
        "picture_without_credit",
        BLOCKS,
        lambda: with_image(credit_en=""),
        lambda: with_image(credit_en="", credit_ko="그림"),
    ),
    (
        "picture_without_credit",
        BLOCKS,
        lambda: with_lead_image(credit_en=""),
        with_lead_image,
    ),
    (
        "marker_without_source",
        BLOCKS,
        lambda: with_prose('<p>x<a href="source:2">2</a></p>', 1),
        lambda: with_prose('<p>x<a href="source:2">2</a></p>', 2),
    ),
    (
        "marker_without_source",
        BLOCKS,
        lambda: with_prose('<p>x<a href="source:0">0</a></p>', 1),
        lambda: with_prose('<p>x<a href="source:01">1</a></p>', 1),
    ),
    (
        "marker_without_source",
        BLOCKS,
        lambda: with_prose('<p>x<a lang="en" href="source:1">1</a></p>'),
        lambda: with_prose('<p>x href="source:1"</p>'),
    ),
    (
        "dead_link",
        BLOCKS,
        lambda: with_link_to_record(number=999),
        with_link_to_record,
    ),
    (
        "dead_link",
        BLOCKS,
        lambda: with_link_to_record("ghost", 1),
        lambda: with_prose('<p><a href="https://example.org/record:ghost:1">x</a></p>'),
    ),
    (
        "link_to_unpublished",
        ADVISES,
        lambda: linking_to(make_article("Draft")),
        lambda: linking_to(live_article()),
    ),
    (
        "link_to_unpublished",
        ADVISES,
        lambda: linking_to(withdrawn_article()),
        lambda: linking_to(live_article()),
    ),
    (
        "retired_fact",
        BLOCKS,
        lambda: with_account_of(retired_at=later(-1)),
        with_account_of,
    ),
    (
        "draft_fact",
        ADVISES,
        lambda: with_account_of(public_from=None),
        with_account_of,
    ),
    (
        "draft_fact",
        ADVISES,
        lambda: with_account_of(public_from=later()),
        lambda: with_account_of(public_from=None, retired_at=later(-1)),
    ),
    ("taken_address", BLOCKS, with_slug_of_another, with_own_slug),
    ("taken_address", BLOCKS, with_slug_of_another, with_slug_in_another_language),
    (
        "long_headline",
        ADVISES,
        lambda: make_article("x" * 111),
        lambda: make_article("x" * 110),
    ),
]


def only_a_picture():
    article = make_article(paragraphs=())
    add_block(article, "picture", image=factories.make_image())
    return article


def problems_of(article, at=None):
    return check(article, frozen_for(article), at=at or timezone.now())


@pytest.mark.parametrize(("name", "blocks", "make"), [row[:3] for row in TABLE])
def test_a_problem_is_found_and_said_in_a_sentence(name, blocks, make):
    problems = {problem.name: problem for problem in problems_of(make())}

    assert name in problems
    assert problems[name].is_blocking is blocks
    assert problems[name].message[-1] in ".…"


@pytest.mark.parametrize(("name", "make"), [(row[0], row[3]) for row in TABLE])
def test_a_good_story_does_not_have_the_problem(name, make):
    assert name not in {problem.name for problem in problems_of(make())}


def test_every_check_has_a_line_in_the_table_above():
    named = {row[0] for row in TABLE} - {"alt_text_language", "link_to_unpublished"}

    assert {run.__name__ for run in CHECKS} == named


def test_a_plain_article_has_no_problem():
    assert problems_of(make_article()) == []


@pytest.mark.parametrize(
    ("make", "part", "record"),
    [
        (lambda: with_statement(source=None), "here", "statement"),
        (lambda: with_statement(speaker=factories.make_person()), "here", "statement"),
        (lambda: with_image(alt_text_en=""), "here", "image"),
        (lambda: with_image(credit_en=""), "here", "image"),
        (lambda: with_lead_image(credit_en=""), "lead_image", "image"),
        (lambda: with_prose('<p><a href="source:9">9</a></p>'), "here", ""),
        (lambda: with_link_to_record(number=999), "here", ""),
        (lambda: with_account_of(public_from=None), "", "person"),
        (lambda: with_account_of(retired_at=later(-1)), "", "person"),
        (with_slug_of_another, "slug", ""),
        (lambda: make_article("x" * 111), "headline", ""),
        (lambda: make_article(paragraphs=()), "blocks", ""),
    ],
)
def test_a_problem_says_where_it_is(make, part, record):
    (problem,) = problems_of(make())

    assert problem.part == part
    assert problem.record.partition(":")[0] == record


def test_what_blocks_comes_first():
    article = with_statement(speaker=factories.make_person(), source=None)
    Article.objects.filter(pk=article.pk).update(headline="x" * 111)

    problems = problems_of(Article.objects.get(pk=article.pk))

    assert [problem.is_blocking for problem in problems] == [True, False, False]


def test_every_place_with_the_same_problem_is_named():
    article = make_article()
    for key in ("one", "two"):
        statement = factories.make_statement(source=None)
        add_block(article, "statement", statement=statement, key=key)

    assert [problem.part for problem in problems_of(article)] == ["one", "two"]


def test_a_fact_is_judged_at_the_moment_of_publication():
    article = with_account_of(public_from=later(1))

    assert [problem.name for problem in problems_of(article)] == ["draft_fact"]
    assert problems_of(article, later(2)) == []


def test_a_link_to_a_scheduled_article_is_alive_at_its_moment():
    target = make_article("Target")
    factories.make_edition(target, live_from=later(1))
    article = linking_to(target)

    assert [problem.name for problem in problems_of(article)] == ["link_to_unpublished"]
    assert problems_of(article, later(2)) == []


def test_drafts_are_named_by_the_records_themselves():
    draft = factories.make_statement(public_from=None)
    retired = factories.make_person("Old", public_from=None, retired_at=later(-1))
    due = factories.make_monument(public_from=later())
    facts = facts_map([draft.ref, retired.ref, due.ref, factories.make_place().ref], "en")

    assert set(drafts_among(facts, timezone.now())) == {draft, due}
    assert set(drafts_among(facts, later(2))) == {draft}


def test_problems_are_said_in_the_language_of_the_editor():
    with override("ru"):
        assert problems_of(make_article(paragraphs=()))[0].name == "empty_article"


def test_a_preview_with_rows_that_are_no_records_is_checked_too():
    article = make_article()
    block = Block("here", "statement", {}, {"statement": ""})
    story = story_of(article)
    frozen = freeze(type(story)(**{**vars(story), "blocks": (*story.blocks, block)}), {})

    assert check(article, frozen, at=timezone.now()) == []


def test_checking_costs_a_fixed_number_of_queries(django_assert_max_num_queries):
    article = make_article()
    for number in range(20):
        html = f'<p><a href="record:article:{article.pk}">x</a></p>'
        add_block(article, "statement", statement=factories.make_statement(), ordering=number)
        add_block(article, "prose", html=html, ordering=number)
    frozen = frozen_for(article)

    with django_assert_max_num_queries(8):
        check(article, frozen, at=timezone.now())

    assert Statement.objects.count() == 20
