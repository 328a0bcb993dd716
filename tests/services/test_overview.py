"""Holds that the dashboard counts and shows what is due, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from memorial.models import (
    Article,
    CheckedLink,
    Comment,
    Image,
    Presence,
    RefreshTask,
    Stage,
    Statement,
    Translation,
)
from memorial.services.overview import desk_counts, desk_overview, pieces_due, week_ahead
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.refreshing import file_or_close
from memorial.services.reviewing import return_to_author, send_to_review
from memorial.services.saving import keep_revision
from tests import factories
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def staged(stage, headline="Sent"):
    article = make_article(headline)
    Article.objects.filter(pk=article.pk).update(stage=stage)
    return article


def published(headline="Opened"):
    article = make_article(headline)
    publish_article(article, by=None)
    return article


def with_newer_words(article):
    Article.objects.filter(pk=article.pk).update(headline="Said anew")
    keep_revision(Article.objects.get(pk=article.pk), by=None)
    return article


def make_unsourced_statement():
    statement = factories.make_statement(factories.make_official())
    Statement.objects.filter(pk=statement.pk).update(source=None)
    return statement


def translated(original, *, follows):
    article = make_article("По-русски", language="ru", group=original.group)
    edition = original.editions.filter(number=follows).first()
    return Translation.objects.create(article=article, original=original, follows=edition)


def writer():
    return get_user_model().objects.filter(username="writer").first() or make_user(
        "Author", "writer"
    )


def drafted(headline="Begun", by=None):
    article = make_article(headline)
    keep_revision(article, by=by or writer())
    return article


def make_task():
    """A person whom a live page shows as it was."""
    person = factories.make_person()
    article = make_article("Opened")
    factories.add_block(article, "prose", html="<p>x</p>", material="patina", account_of=person)
    publish_article(article, by=None)
    person.names.update(text="Ada Stone")
    file_or_close([person], by=None)
    return RefreshTask.objects.get(record=person.ref)


DUE = {
    "review": lambda now: staged(Stage.REVIEW),
    "approved": lambda now: staged(Stage.APPROVED),
    "newer": lambda now: with_newer_words(published()),
    "scheduled": lambda now: schedule_article(make_article(), at=now + DAY, by=None),
    "behind": lambda now: translated(published(), follows=0),
    "pictures": lambda now: Image.objects.filter(pk=factories.make_image().pk).update(
        alt_text_en=""
    ),
    "links": lambda now: CheckedLink.objects.create(url="https://a.example/", broken_since=now),
    "statements": lambda now: make_unsourced_statement(),
    "refresh": lambda now: make_task(),
    "refresh_articles": lambda now: make_task(),
    "drafts": lambda now: drafted(),
    "writing": lambda now: Presence.objects.create(
        record="article:1", user=make_user("Author", "pavel"), opened_at=now, seen_at=now
    ),
}


@pytest.mark.parametrize("name", DUE)
def test_each_kind_of_thing_that_is_due_is_counted_once(name, now):
    before = desk_counts(timezone.now(), writer())[name]
    DUE[name](now)

    counts = desk_counts(timezone.now(), writer())

    assert set(counts) == {*DUE, "links_checked_at"}
    assert (before, counts[name]) == (0, 1)


def test_what_is_in_order_is_not_counted(now):
    original = published()
    translated(original, follows=1)
    factories.make_image()
    CheckedLink.objects.create(url="https://a.example/", checked_at=now)
    done = make_task()
    RefreshTask.objects.filter(pk=done.pk).update(done_at=now)
    # Nothing shows this one as it was.
    RefreshTask.objects.create(record="person:404", filed_at=now)
    long_ago = now - DAY
    user = make_user("Author")
    Presence.objects.create(record="article:1", user=user, opened_at=long_ago, seen_at=long_ago)

    counts = desk_counts(timezone.now())
    assert counts.pop("links_checked_at") == now
    assert not any(counts.values())


def test_a_retired_statement_is_nobodys_work(now):
    statement = make_unsourced_statement()
    Statement.objects.filter(pk=statement.pk).update(retired_at=now)

    assert desk_counts(timezone.now())["statements"] == 0


def test_a_piece_on_its_way_says_who_saved_it_who_has_it_open_and_what_was_asked(now):
    article = staged(Stage.REVIEW)
    author, editor = make_user("Author"), make_user("Editor")
    type(author).objects.filter(pk=author.pk).update(first_name="Pavel", last_name="Danilov")
    keep_revision(article, by=author)
    ref = f"article:{article.pk}"
    Presence.objects.create(record=ref, user=editor, opened_at=now, seen_at=now)
    Comment.objects.create(article=article, text="Which day?")
    Comment.objects.create(article=article, text="Done", resolved_at=now)

    (piece,) = pieces_due(timezone.now()).on_their_way

    assert piece.saved_by == "Pavel Danilov"
    assert piece.open_here == editor.username
    assert piece.comment_count == 1


def test_drafts_and_published_pieces_are_not_on_their_way(now):
    make_article()
    published()

    assert pieces_due(timezone.now()).on_their_way == []


def test_the_week_has_every_day_and_what_happens_on_it_in_order(now):
    article = make_article("Three columns")
    schedule_article(article, at=now + DAY, by=None)
    embargoed = make_article("Ferry plaque")
    Article.objects.filter(pk=embargoed.pk).update(not_before=now + DAY + timedelta(seconds=1))
    schedule_article(make_article("Too late"), at=now + 8 * DAY, by=None)

    week = week_ahead(timezone.now())

    assert len(week) == 7
    assert week[0][0] == timezone.localtime(now).date()
    events = [event for _day, events in week for event in events]
    assert [(event.kind, event.headline) for event in events] == [
        ("edition", "Three columns"),
        ("embargo", "Ferry plaque"),
    ]


def test_the_overview_costs_the_same_for_one_of_each_and_for_many(now, django_assert_num_queries):
    for make in DUE.values():
        make(now)
    for number in range(15):
        with_newer_words(published(f"Piece {number}"))
        make_unsourced_statement()

    by = writer()

    with django_assert_num_queries(7):
        overview = desk_overview(timezone.now(), by)
        rows = {name: list(value) for name, value in overview.items() if hasattr(value, "query")}

    assert len(rows["statements"]) == 5
    assert len(overview["pieces"].on_their_way) == 10


def test_drafts_are_those_that_one_has_written_in_and_nobody_else_has_to_do_with(now):
    mine, colleague = writer(), make_user("Editor")
    own = drafted("Own")
    shared = drafted("Begun by a colleague", by=colleague)
    keep_revision(shared, by=mine)
    drafted("A colleague's", by=colleague)
    make_article("Nobody's")
    Article.objects.filter(pk=drafted("Sent").pk).update(stage=Stage.REVIEW)
    publish_article(drafted("Live"), by=None)

    found = pieces_due(timezone.now(), mine)

    assert {piece.pk for piece in found.drafts} == {own.pk, shared.pk}
    assert pieces_due(timezone.now()).drafts == []


def test_what_came_back_is_the_first_draft_of_its_author_and_none_of_who_returned_it(now):
    author, editor = writer(), make_user("Editor")
    came_back = drafted("Returned", by=author)
    send_to_review(came_back, by=author)
    keep_revision(came_back, by=editor)
    return_to_author(came_back, by=editor, note="Name the source.")
    for number in range(5):
        drafted(f"Begun {number}", by=author)

    first, *others = pieces_due(timezone.now(), author).drafts

    assert (first.pk, len(others)) == (came_back.pk, 4)
    assert (first.returned_by, first.return_note) == ("editor", "Name the source.")
    assert pieces_due(timezone.now(), editor).drafts == []
    assert desk_counts(timezone.now(), author)["drafts"] == 6


def test_a_newer_draft_that_came_back_is_its_authors_too(now):
    article = with_newer_words(published())
    send_to_review(article, by=writer())
    return_to_author(article, by=None, note="Name the source.")

    found = pieces_due(timezone.now(), writer())

    assert [piece.pk for piece in found.drafts] == [article.pk]
    assert [piece.pk for piece in found.on_their_way] == [article.pk]


def test_a_piece_stands_in_every_part_that_it_belongs_to(now):
    translation = translated(published(), follows=0).article
    keep_revision(translation, by=writer())

    found = pieces_due(timezone.now(), writer())

    assert [piece.pk for piece in found.drafts] == [translation.pk]
    assert [piece.pk for piece in found.behind] == [translation.pk]
    assert found.on_their_way == []
