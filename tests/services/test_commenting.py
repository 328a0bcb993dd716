"""Holds comments: who may write and resolve them, what is refused, what stays."""

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Comment
from memorial.services.commenting import (
    LONGEST,
    add_comment,
    comments_on,
    may_resolve,
    reopen_comment,
    resolve_comment,
)
from memorial.services.refusing import RefusedError
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def commented(by=None, text="Name the source.", **asked):
    return add_comment(make_article(), by=by, text=text, **asked)


def test_a_comment_keeps_its_words_lines_and_place():
    author = make_user("Author")

    comment = commented(author, " One.\r\nTwo <b>. ", part="0123abcdef")

    comment.refresh_from_db()
    assert (comment.text, comment.part, comment.by) == ("One.\nTwo <b>.", "0123abcdef", author)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"text": " \n"}, "The comment is empty"),
        ({"text": "x" * (LONGEST + 1)}, "2001 characters. Keep it to 2000"),
        ({"text": "x", "part": "k" * 61}, "not known"),
        ({"text": "x", "part": "<script>"}, "not known"),
    ],
)
def test_what_is_no_comment_is_refused_in_words(asked, words):
    with pytest.raises(RefusedError, match=words):
        commented(**asked)

    assert not Comment.objects.exists()


def test_the_longest_comment_fits_the_database():
    assert commented(text="я" * LONGEST).text == "я" * LONGEST


def test_a_comment_sent_twice_is_one():
    article, editor = make_article(), make_user("Editor")

    first = add_comment(article, by=editor, text="Why?", part="key")
    again = add_comment(article, by=editor, text="Why?", part="key")
    elsewhere = add_comment(article, by=editor, text="Why?", part="other")

    assert first == again
    assert elsewhere != first
    resolve_comment(first, by=editor)
    assert add_comment(article, by=editor, text="Why?", part="key") != first


def test_comments_are_resolved_one_by_one_and_opened_again():
    article, editor = make_article(), make_user("Editor")
    one, two = (add_comment(article, by=editor, text=text) for text in ("One", "Two"))

    resolve_comment(one, by=editor)

    comments = comments_on(article)
    assert (comments.open, comments.resolved) == ([two], [one])
    assert comments.resolved[0].resolved_by == editor
    reopen_comment(one, by=editor)
    assert comments_on(article).open == [one, two]


def test_of_two_who_resolve_the_first_is_named():
    comment, first, second = commented(), make_user("Editor"), make_user("Publisher")

    resolve_comment(comment, by=first)
    resolve_comment(comment, by=second)

    comment.refresh_from_db()
    assert comment.resolved_by == first


@pytest.mark.parametrize("role", ["Author", "Editor", "Publisher"])
def test_whoever_may_change_an_article_writes_and_resolves(role):
    user, comment = make_user(role), commented()

    add_comment(comment.article, by=user, text="Yes.")
    resolve_comment(comment, by=user)

    assert may_resolve(user, comment)


def test_a_stranger_neither_writes_nor_resolves():
    stranger, comment = make_user(None), commented()

    for attempt in (
        lambda: add_comment(comment.article, by=stranger, text="Hello"),
        lambda: resolve_comment(comment, by=stranger),
        lambda: reopen_comment(comment, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_whoever_only_reads_resolves_what_is_their_own():
    from django.contrib.auth.models import Permission

    reader = make_user(None, "reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    own, other = commented(reader), commented()

    resolve_comment(own, by=reader)
    with pytest.raises(PermissionDenied):
        resolve_comment(other, by=reader)

    assert Comment.objects.open().get() == other


def test_a_comment_changes_neither_the_article_nor_its_history():
    article = make_article()
    before = type(article).objects.values().get(pk=article.pk)

    add_comment(article, by=None, text="Why?")

    assert type(article).objects.values().get(pk=article.pk) == before
    assert not article.revisions.exists()
