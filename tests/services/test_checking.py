"""Holds what keeps a story from being published, and what an editor is told besides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from memorial.models import Article, Statement, Translation
from memorial.services.checking import BLOCKING, CHECKS, Piece, check, drafts_among
from memorial.services.checking.translations import untranslated_words
from memorial.services.publishing import frozen_for
from memorial.services.saving import keep_revision
from memorial.services.showing import facts_map
from memorial.services.working_copy import story_of
from memorial.story.frozen import freeze
from memorial.story.values import Block
from tests import factories
from tests.factories import add_block, later
from tests.services.pieces import (
    PROSE,
    RU,
    article_with,
    corrected,
    half_translated,
    linking_to,
    live_article,
    make_article,
    translated,
    verbatim,
    with_account_of,
    with_checked_link,
    with_gallery,
    with_headings,
    with_image,
    with_lead_image,
    with_link_to_record,
    with_own_slug,
    with_prose,
    with_quote,
    with_slug_in_another_language,
    with_slug_of_another,
    with_source_at,
    with_sources_turned,
    with_statement,
    with_statements,
    with_timeline,
    withdrawn_article,
)

pytestmark = pytest.mark.django_db

BLOCKS, ADVISES = True, False

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
    (
        "embargo",
        BLOCKS,
        lambda: make_article(not_before=later()),
        lambda: make_article(not_before=later(-1)),
    ),
    ("place_in_source", ADVISES, lambda: verbatim(""), lambda: verbatim("11:14")),
    ("place_in_source", ADVISES, lambda: verbatim(""), with_statement),
    (
        "same_statement_twice",
        ADVISES,
        lambda: with_statements("a", "b", "a"),
        lambda: with_statements("a", "b"),
    ),
    ("link_not_answering", ADVISES, lambda: with_checked_link(days=3), with_checked_link),
    (
        "link_not_answering",
        ADVISES,
        lambda: with_checked_link(days=3, url="https://example.org/?a=1&b=2"),
        lambda: with_prose('<p>href="https://example.org/a"</p>'),
    ),
    (
        "link_not_answering",
        ADVISES,
        lambda: with_source_at("https://example.org/gone"),
        lambda: with_source_at("https://example.org/else"),
    ),
    (
        "link_not_answering",
        ADVISES,
        lambda: with_source_at(
            "https://example.org/gone", archived_url="https://archive.example/gone"
        ),
        lambda: with_source_at(
            "https://example.org/gone",
            archived_url="https://archive.example/gone",
            url_is_dead=True,
        ),
    ),
    (
        "loaded_words",
        ADVISES,
        lambda: make_article(standfirst="The heroic gate."),
        lambda: make_article(standfirst="He called the gate “heroic”."),
    ),
    (
        "loaded_words",
        ADVISES,
        lambda: with_prose("<p>The notorious gate.</p>"),
        lambda: with_prose("<blockquote><p>The notorious gate.</p></blockquote>"),
    ),
    (
        "loaded_words",
        ADVISES,
        lambda: article_with("prose", heading="A glorious day", html="<p>x</p>"),
        lambda: with_statement(text="A glorious day."),
    ),
    (
        "empty_heading",
        ADVISES,
        lambda: with_headings("<h3> </h3><p>x</p>"),
        lambda: with_headings("<h3>Noon</h3><p>x</p>"),
    ),
    (
        "heading_order",
        ADVISES,
        lambda: with_headings("<h4>Noon</h4><p>x</p>"),
        lambda: with_headings("<h3>Noon</h3><h4>Noon</h4><p>x</p>"),
    ),
    (
        "heading_order",
        ADVISES,
        lambda: with_headings("<h3>Noon</h3><p>x</p>", heading=""),
        lambda: with_headings("<p>x</p>", heading=""),
    ),
    (
        "missing_standfirst",
        ADVISES,
        lambda: make_article(standfirst=" "),
        lambda: make_article(standfirst="", kind="page"),
    ),
    (
        "long_standfirst",
        ADVISES,
        lambda: make_article(standfirst="x" * 201),
        lambda: make_article(standfirst="x" * 200),
    ),
    ("stale_translation", ADVISES, lambda: translated(1), lambda: translated(2)),
    ("untranslated_words", ADVISES, lambda: half_translated(), lambda: half_translated(prose=RU)),
    (
        "untranslated_words",
        ADVISES,
        lambda: half_translated(prose=RU, heading="Noon at the gate of stone"),
        lambda: half_translated(prose="<p>Ada Vale, 1921.</p>", original="<p>Ada Vale, 1921.</p>"),
    ),
    (
        "untranslated_words",
        ADVISES,
        lambda: half_translated(prose="<p>What was opened</p>", original="<p>What was opened</p>"),
        lambda: half_translated(prose="<p>No Kwang Chol</p>", original="<p>No Kwang Chol</p>"),
    ),
    ("undone_correction", ADVISES, lambda: corrected("3 m"), lambda: corrected("4 m")),
    (
        "untranslated_words",
        ADVISES,
        lambda: half_translated(prose=RU, standfirst="It opened at noon, on Monday."),
        lambda: half_translated(prose=RU),
    ),
    (
        "picture_without_alt_text",
        BLOCKS,
        lambda: with_gallery(alt_text_en=""),
        lambda: with_gallery("Given here.", alt_text_en=""),
    ),
    ("picture_without_credit", BLOCKS, lambda: with_gallery(credit_en=""), with_gallery),
    (
        "quote_not_in_essay",
        BLOCKS,
        lambda: with_quote("the gate opened"),
        lambda: with_quote("„The gate   OPENS, at last.“"),
    ),
    (
        "quote_not_in_essay",
        BLOCKS,
        lambda: with_quote("the gate open"),
        lambda: with_quote("The gate … at last"),
    ),
    ("quote_not_in_essay", BLOCKS, lambda: with_quote("…"), lambda: with_quote("opens, at")),
    ("quote_not_in_essay", BLOCKS, lambda: with_quote("Gone."), lambda: with_quote(" ")),
    (
        "timeline_out_of_order",
        ADVISES,
        lambda: with_timeline("2025", "1921~"),
        lambda: with_timeline("1921~", "2025"),
    ),
    (
        "timeline_out_of_order",
        ADVISES,
        lambda: with_timeline("2025-05", "2025-04"),
        lambda: with_timeline("2025-05", "2025"),
    ),
    (
        "renumbered_source",
        ADVISES,
        lambda: with_sources_turned(),
        lambda: with_sources_turned(marker=2),
    ),
    (
        "renumbered_source",
        ADVISES,
        lambda: with_sources_turned(publish=True),
        lambda: with_prose('<p>x<a href="source:1">1</a></p>', 2),
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
    assert {(each.name, each.severity == BLOCKING) for each in CHECKS} == {row[:2] for row in TABLE}


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
        (lambda: with_account_of(public_from=None), "here", "person"),
        (lambda: with_account_of(retired_at=later(-1)), "here", "person"),
        (lambda: verbatim(""), "here", "statement"),
        (lambda: with_statements("a", "b", "a"), "here2", "statement"),
        (lambda: with_checked_link(days=3), "here", ""),
        (lambda: with_source_at("https://example.org/gone"), "", "source"),
        (lambda: make_article("The heroic gate"), "headline", ""),
        (lambda: with_prose("<p>The notorious gate.</p>"), "here", ""),
        (lambda: with_headings("<h4>Noon</h4><p>x</p>"), "here", ""),
        (lambda: make_article(standfirst=""), "standfirst", ""),
        (lambda: translated(1), "headline", ""),
        (with_slug_of_another, "slug", ""),
        (lambda: half_translated(), "here", ""),
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

    with django_assert_max_num_queries(10):
        check(article, frozen, at=timezone.now())

    assert Statement.objects.count() == 20


def test_an_untranslated_block_is_named_by_its_place_and_costs_no_more_for_many():
    article = half_translated(prose=RU)
    original = Translation.objects.get().original
    for number in range(20):
        for each in (original, article):
            key = {"key": f"k{number}", "ordering": number + 2}
            add_block(each, "prose", html=f"{PROSE}<p>{number}</p>", **key)
    keep_revision(original, by=None)
    piece = Piece(article, frozen_for(article), timezone.now())

    with CaptureQueriesContext(connection) as queries:
        problems = list(untranslated_words(piece))

    assert "Block 2 still has words of the original" in problems[0].message
    assert [problem.part for problem in problems] == [f"k{number}" for number in range(20)]
    assert len(queries) <= 3
