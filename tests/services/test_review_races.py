"""Holds the review when two colleagues act at the same moment: real threads, real commits."""

import pytest
from django.db import transaction

from memorial.models import Article, Comment, ReviewStep, Revision, Stage
from memorial.services.commenting import add_comment
from memorial.services.refusing import RefusedError
from memorial.services.reviewing import approve, return_to_author, send_to_review
from memorial.services.saving import keep_revision
from memorial.services.standing import lock
from tests.factories import make_article
from tests.services.own_database import at_once, while_uncommitted

TIMES = range(3)

pytestmark = pytest.mark.usefixtures("transactional_db")


def in_review(headline):
    article = make_article(headline)
    send_to_review(article, by=None)
    return article, Revision.objects.of(article).first().pk


def refusals(outcomes):
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [error for error in errors if not isinstance(error, RefusedError)] == []
    return [error.message for error in errors]


def kinds(article):
    return [step.kind for step in ReviewStep.objects.filter(article=article).order_by("pk")]


def save(article, headline):
    """Save the article as its form does: the row locked first, the revision kept last."""
    with transaction.atomic():
        lock(article)
        Article.objects.filter(pk=article.pk).update(headline=headline)
        return keep_revision(Article.objects.get(pk=article.pk), by=None)


def test_of_two_who_send_one_is_told_that_it_is_sent():
    for time in TIMES:
        article = make_article(f"Two send {time}")

        outcomes = at_once(*[lambda article=article: send_to_review(article, by=None)] * 2)

        assert refusals(outcomes) == ["This is in review already. Nothing was sent twice."]
        assert kinds(article) == ["sent"]


def test_of_two_who_approve_one_is_told_that_it_is_approved():
    for time in TIMES:
        article, seen = in_review(f"Two approve {time}")

        outcomes = at_once(
            *[lambda article=article, seen=seen: approve(article, by=None, seen_revision=seen)] * 2
        )

        assert refusals(outcomes) == ["This is approved already. Nothing was done twice."]
        assert kinds(article) == ["sent", "approved"]


def test_of_approving_and_returning_both_are_steps_or_one_is_refused():
    for time in TIMES:
        article, seen = in_review(f"Approve and return {time}")

        outcomes = at_once(
            lambda article=article, seen=seen: approve(article, by=None, seen_revision=seen),
            lambda article=article: return_to_author(article, by=None, note="No."),
        )

        said = refusals(outcomes)
        # Returned last in either order: an approval can be taken back, a draft not approved.
        assert Article.objects.get(pk=article.pk).stage == Stage.DRAFT
        assert kinds(article) == (
            ["sent", "returned"] if said else ["sent", "approved", "returned"]
        )


def test_a_save_in_between_is_never_approved_unseen():
    for time in TIMES:
        article, seen = in_review(f"Approve and save {time}")

        outcomes = at_once(
            lambda article=article, seen=seen: approve(article, by=None, seen_revision=seen),
            lambda article=article, time=time: save(article, f"Other words {time}"),
        )

        assert Article.objects.get(pk=article.pk).stage == Stage.REVIEW
        said = refusals(outcomes)
        assert kinds(article) == (["sent"] if said else ["sent", "approved", "reopened"])


def test_an_approval_waits_for_a_save_that_is_not_committed_and_then_refuses():
    article, seen = in_review("Approve while saved")

    saved, refused = while_uncommitted(
        lambda: save(article, "Other words"),
        lambda: approve(article, by=None, seen_revision=seen),
    )

    assert isinstance(saved, Revision)
    assert isinstance(refused, RefusedError)
    assert Article.objects.get(pk=article.pk).stage == Stage.REVIEW


def test_a_comment_posted_twice_at_once_is_one():
    for time in TIMES:
        article = make_article(f"Two comment {time}")

        at_once(*[lambda article=article: add_comment(article, by=None, text="Why?")] * 2)

        assert Comment.objects.filter(article=article).count() == 1
