"""Comments on a piece, as colleagues write and resolve them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Comment
from memorial.services.commenting import add_comment
from tests.admin.reviews import FETCH, in_review, text_of, url
from tests.factories import make_article

pytestmark = pytest.mark.django_db


# Comments.


def test_a_comment_is_written_without_leaving_the_page(client, editor):
    article = make_article()
    key = article.memorial_proseblock_set.get().key

    answer = client.post(
        url(article, "comments"), {"text": "Why <i>?\nSay.", "part": key}, headers=FETCH
    )

    fragment = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in fragment
    assert "Why &lt;i&gt;?<br>Say." in fragment
    assert f'data-part="{key}"' in fragment
    assert "<span data-about>Prose</span>" in fragment


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_a_comment_that_is_refused_says_why(client, editor, text):
    article = make_article()

    answer = client.post(url(article, "comments"), {"text": text}, headers=FETCH)

    assert answer.status_code == 422
    assert "data-comments-problem" in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_without_a_script_leads_back_to_the_form(client, editor):
    article = make_article()

    answer = client.post(url(article, "comments"), {"text": "Why?"})

    assert answer["Location"] == f"{url(article)}#comments"
    assert "Why?" in text_of(client, article)


def test_a_comment_on_a_block_that_is_gone_stays_in_the_list(client, editor):
    article = make_article()
    add_comment(article, by=editor, text="Why?", part="gone")

    page = text_of(client, article)

    assert "Why?" in page
    assert "On a block that is gone or not saved yet" in page


def test_a_comment_is_resolved_and_opened_again(client, author):
    article = make_article()
    comment = add_comment(article, by=None, text="Why?")

    fragment = client.post(url(article, f"comments/{comment.pk}/resolve"), headers=FETCH)
    assert "1 resolved" in fragment.content.decode()
    assert "resolved by author" in fragment.content.decode()

    client.post(url(article, f"comments/{comment.pk}/reopen"), headers=FETCH)
    assert Comment.objects.open().get() == comment


def test_a_comment_of_another_article_is_not_found(client, editor):
    comment = add_comment(make_article(), by=None, text="Why?")

    answer = client.post(url(make_article(), f"comments/{comment.pk}/resolve"))

    assert answer.status_code == 404
    assert Comment.objects.open().exists()


def test_comments_need_the_token_of_the_page(client, editor):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    answer = strict.post(url(make_article(), "comments"), {"text": "Why?"}, headers=FETCH)

    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_comments_of_any_number_cost_the_form_one_query_more(client, editor):
    article = in_review()
    form = url(article)
    client.get(form)
    bare = queries_of(client, url(make_article()))

    for number in range(5):
        add_comment(article, by=editor, text=f"{number}", part="part")

    assert queries_of(client, form) - bare <= 1


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
