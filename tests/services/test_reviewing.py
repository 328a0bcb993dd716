"""Holds the way of a piece: sent, returned, approved; every step named, mailed, taken once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Article, ReviewStep, Revision, Stage
from memorial.services.fixing import fix_live
from memorial.services.freezing import freeze_story
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.reviewing import (
    LONGEST_NOTE,
    approval_problems,
    approve,
    return_to_author,
    review_of,
    send_to_review,
)
from memorial.services.saving import keep_revision, keep_story, newest_save
from memorial.services.waiting import publish_fix
from memorial.services.withdrawing import withdraw_article
from memorial.story.frozen import thaw
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def newest(article):
    return Revision.objects.of(article).first()


def stage(article):
    return Article.objects.get(pk=article.pk).stage


def fresh(article):
    return Article.objects.get(pk=article.pk)


def in_review(by=None, **fields):
    article = make_article(**fields)
    send_to_review(article, by=by)
    return fresh(article)


def approved(by=None):
    article = in_review()
    approve(article, by=by, seen_revision=newest(article).pk)
    return fresh(article)


def save(article, headline, by=None):
    Article.objects.filter(pk=article.pk).update(headline=headline)
    return keep_revision(fresh(article), by=by)


def test_a_piece_is_sent_with_the_save_that_was_sent():
    article, author = make_article(), make_user("Author")

    step = send_to_review(article, by=author, note=" Please look at the date. ").step

    assert stage(article) == Stage.REVIEW
    assert (step.kind, step.by, step.revision) == ("sent", author, newest(article))
    assert step.note == "Please look at the date."


def test_a_piece_comes_back_as_a_draft_with_what_is_missing():
    article, editor = in_review(), make_user("Editor")

    step = return_to_author(article, by=editor, note="Name the source.").step

    assert stage(article) == Stage.DRAFT
    assert (step.kind, step.by, step.note) == ("returned", editor, "Name the source.")


def test_an_editor_may_take_an_approval_back():
    article = approved()

    return_to_author(article, by=make_user("Editor"), note="One more thing.")

    assert stage(article) == Stage.DRAFT


def test_approval_names_the_newest_save():
    article, editor = in_review(), make_user("Editor")
    seen = save(article, "Mended")

    step = approve(article, by=editor, seen_revision=seen.pk).step

    assert stage(article) == Stage.APPROVED
    assert (step.kind, step.by, step.revision) == ("approved", editor, seen)


@pytest.mark.parametrize("seen", ["older", None, 10**9])
def test_a_save_that_was_not_seen_is_not_approved(seen):
    article = in_review()
    older = newest(article)
    save(article, "Mended meanwhile")

    with pytest.raises(RefusedError, match="Somebody saved this since"):
        approve(article, by=None, seen_revision=older.pk if seen == "older" else seen)

    assert stage(article) == Stage.REVIEW
    assert not ReviewStep.objects.filter(kind="approved").exists()


def test_a_later_save_of_other_words_returns_the_piece_to_review():
    article, author = approved(), make_user("Author")

    save(article, "Changed after approval", by=author)

    assert stage(article) == Stage.REVIEW
    review = review_of(fresh(article))
    assert review.was_reopened
    assert review.steps[0].by == author
    assert review.approval is None


def test_a_save_of_the_same_words_leaves_the_approval():
    article = approved()

    keep_revision(article, by=None)

    assert stage(article) == Stage.APPROVED


def test_one_may_approve_ones_own_words_and_is_named_for_both():
    editor = make_user("Editor")
    article = make_article()
    keep_revision(article, by=editor)
    send_to_review(article, by=editor)

    step = approve(article, by=editor, seen_revision=newest(article).pk).step

    assert (step.by, step.revision.saved_by) == (editor, editor)


REFUSED = {
    "sent twice": (in_review, send_to_review, {}, "in review already"),
    "sent when approved": (approved, send_to_review, {}, "approved already"),
    "a draft returned": (make_article, return_to_author, {"note": "x"}, "with its author already"),
    "returned without a word": (in_review, return_to_author, {"note": " "}, "Say what is missing"),
    "a draft approved": (make_article, approve, {"seen_revision": 1}, "nothing to approve"),
    "approved twice": (approved, approve, {"seen_revision": 1}, "approved already"),
    "too long a note": (
        in_review,
        return_to_author,
        {"note": "x" * (LONGEST_NOTE + 1)},
        "2001 characters",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_step_that_cannot_be_taken_is_refused_in_words_and_writes_nothing(case):
    make, service, asked, words = REFUSED[case]
    article = make()
    before, steps = stage(article), ReviewStep.objects.count()

    with pytest.raises(RefusedError, match=words):
        service(article, by=None, **asked)

    assert (stage(article), ReviewStep.objects.count()) == (before, steps)


@pytest.mark.parametrize("role", [None, "Author", "Editor", "Publisher"])
@pytest.mark.parametrize(
    ("make", "service", "asked", "roles"),
    [
        (make_article, send_to_review, {}, ("Author", "Editor", "Publisher")),
        (in_review, return_to_author, {"note": "x"}, ("Editor", "Publisher")),
        (in_review, approve, {}, ("Editor", "Publisher")),
    ],
)
def test_a_step_asks_the_role_table(role, make, service, asked, roles):
    article, user = make(), make_user(role)
    if service is approve:
        asked = {"seen_revision": newest(article).pk}

    if role in roles:
        service(article, by=user, **asked)
    else:
        with pytest.raises(PermissionDenied):
            service(article, by=user, **asked)

    assert ReviewStep.objects.filter(by=user).exists() is (role in roles)


def test_publishing_scheduling_and_withdrawing_are_steps_too():
    article = approved()
    publish_article(article, by=None)
    send_to_review(article, by=None)
    schedule_article(article, at=timezone.now() + timedelta(hours=1), by=None)
    withdraw_article(article, reason="Wrong.", by=None)

    kinds = [step.kind for step in review_of(fresh(article)).steps]

    assert kinds == ["withdrawn", "scheduled", "sent", "published", "approved", "sent"]


def test_who_has_it_is_told_in_two_queries():
    author, editor = make_user("Author"), make_user("Editor")
    article = make_article()
    keep_revision(article, by=author)
    send_to_review(article, by=author, note="Done.")
    approve(article, by=editor, seen_revision=newest(article).pk)
    article = fresh(article)

    with CaptureQueriesContext(connection) as queries:
        review = review_of(article)
        seen = (review.newest.saved_by, review.sending.by, review.approval.by)
        names = [str(step.by) for step in review.steps]

    assert seen == (author, author, editor)
    assert names == ["editor", "author"]
    assert len(queries) == 2


def test_the_note_of_a_return_stands_until_the_piece_is_sent_again():
    article = in_review()
    return_to_author(article, by=None, note="Name the source.")
    assert review_of(fresh(article)).return_note.note == "Name the source."

    send_to_review(article, by=None)

    assert review_of(fresh(article)).return_note is None


def test_a_publisher_is_told_whether_anybody_approved_the_save():
    assert [problem.name for problem in approval_problems(in_review())] == ["not_approved"]
    assert not approval_problems(in_review())[0].is_blocking
    assert approval_problems(approved()) == []


def embargoed(article, hours):
    moment = timezone.now() + timedelta(hours=hours) if hours else None
    Article.objects.filter(pk=article.pk).update(not_before=moment)
    keep_revision(fresh(article), by=None)


def test_an_embargo_that_changes_after_approval_is_looked_at_again():
    article = make_article()
    embargoed(article, 24)
    send_to_review(article, by=None)
    approve(article, by=None, seen_revision=newest(article).pk)
    keep_revision(fresh(article), by=None)
    assert stage(article) == Stage.APPROVED

    embargoed(article, None)

    assert stage(article) == Stage.REVIEW


def cancelled(article):
    schedule_article(article, at=timezone.now() + timedelta(hours=2), by=None)
    assert stage(article) == Stage.DRAFT
    cancel_schedule(article, by=None)
    return stage(article)


def test_cancelling_a_schedule_leaves_what_was_approved_approved():
    article = approved()

    assert cancelled(article) == Stage.APPROVED
    assert cancelled(article) == Stage.APPROVED


def changed_since(article):
    save(article, "Other words")


def returned_since(article):
    return_to_author(article, by=None, note="Name the source.")


def published_since(article):
    publish_article(article, by=None)


@pytest.mark.parametrize("since", [changed_since, returned_since, published_since])
def test_cancelling_a_schedule_approves_nothing_that_was_not_approved(since):
    article = approved()
    since(article)

    assert cancelled(article) == Stage.DRAFT


def fix_of(article):
    live = article.editions.live().get()
    fixed = freeze_story(replace(thaw(live.frozen), headline="Fixed"))
    publish_fix(article, keep_story(article, fixed, by=None, purpose="fix", base=live), by=None)


def test_a_fix_of_what_is_live_hides_no_return_and_no_reopening():
    article = make_article()
    publish_article(article, by=None)
    save(article, "Newer")
    send_to_review(article, by=None)
    return_to_author(article, by=None, note="Name the source.")
    fix_of(article)
    assert review_of(fresh(article)).return_note.note == "Name the source."

    send_to_review(article, by=None)
    approve(article, by=None, seen_revision=newest_save(article, by=None).pk)
    save(article, "Newest")
    fix = replace(thaw(article.editions.live().get().frozen), standfirst="Fixed.")
    fix_live(article, fix, by=None, kept=keep_story(article, freeze_story(fix), by=None))

    assert review_of(fresh(article)).was_reopened


def test_publishing_the_words_ends_a_return():
    article = in_review()
    return_to_author(article, by=None, note="Name the source.")

    publish_article(article, by=None)

    assert review_of(fresh(article)).return_note is None
