"""A draft behind a share link: what its holder sees, and what nobody does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from memorial.models import Article, Comment, ShareLink
from memorial.services.publishing import publish_article
from memorial.services.sharing import make_share_link, revoke_share_link, token_of
from memorial.services.withdrawing import withdraw_article
from tests.factories import make_article, make_full_article, make_user

pytestmark = pytest.mark.django_db


def share(article, **asked):
    asked.setdefault("by", None)
    link = make_share_link(article, **asked)
    return link, f"/drafts/{token_of(link)}/"


def test_a_draft_is_shown_with_every_block_to_whoever_has_the_link(client):
    _link, address = share(make_full_article())

    answer = client.get(address)

    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Opened", "At noon.", "The day", "Ada Vale", "A draft, shown to you until"):
        assert words in page


def test_a_draft_is_private_unlisted_and_tells_no_other_site(client):
    _link, address = share(make_article())

    answer = client.get(address)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "DENY"
    assert 'name="robots" content="noindex, nofollow"' in answer.content.decode()
    assert not answer.cookies


def test_a_draft_says_nothing_that_editors_say_among_themselves(client):
    article = make_article()
    author = make_user("Author", username="secret-name")
    Comment.objects.create(article=article, text="Who wrote this nonsense?", by=author)
    _link, address = share(article, by=author, label="The embassy")

    page = client.get(address).content.decode()

    for words in ("nonsense", "secret-name", "The embassy", "/admin/"):
        assert words not in page


@pytest.mark.parametrize(
    ("language", "words"), [("en", "A draft, shown"), ("ru", 'lang="ru"'), ("ko", 'lang="ko"')]
)
def test_a_draft_speaks_its_own_language_whatever_the_browser_asks(client, language, words):
    _link, address = share(make_article(language=language))

    answer = client.get(address, headers={"accept-language": "ru" if language == "en" else "en"})

    assert answer["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
    assert words in answer.content.decode()


def test_the_saved_words_are_shown_never_older_ones_and_nothing_is_written(
    client, django_assert_max_num_queries
):
    article = make_article("First")
    _link, address = share(article)
    client.get(address)
    Article.objects.update(headline="Second")

    with django_assert_max_num_queries(20) as asked:
        page = client.get(address).content.decode()

    assert "Second" in page
    assert all(query["sql"].startswith(("SELECT", "(SELECT")) for query in asked.captured_queries)


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_a_link_that_is_over_answers_410_in_words_and_shows_nothing(client, end):
    link, address = share(make_article("Secret headline"))
    if end == "revoked":
        revoke_share_link(link, by=None)
    else:
        past = timezone.now() - timedelta(days=2)
        ShareLink.objects.update(made_at=past, expires_at=past + timedelta(days=1))

    answer = client.get(address)

    page = answer.content.decode()
    assert answer.status_code == 410
    assert "This link is over" in page
    assert "Secret headline" not in page
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("token", ["1-1.forged", "1", "%00", "1-1.%F0%9F%98%80", "a" * 2000])
def test_a_forged_link_is_not_found(client, token):
    share(make_article())

    assert client.get(f"/drafts/{token}/").status_code == 404


def test_the_link_of_a_deleted_article_is_not_found(client):
    article = make_article()
    _link, address = share(article)
    article.delete()

    assert client.get(address).status_code == 404


def test_head_answers_like_get_and_nothing_can_be_sent(client):
    _link, address = share(make_article())

    assert client.head(address).status_code == 200
    assert client.head(address)["Cache-Control"] == "private, no-store"
    assert client.post(address).status_code == 405


def test_the_draft_of_a_withdrawn_article_can_be_shown(client):
    article = make_article("Once live")
    publish_article(article, by=None)
    withdraw_article(article, reason="It named the wrong gate.", by=None)
    _link, address = share(article)

    assert "Once live" in client.get(address).content.decode()


def test_a_share_link_opens_no_other_door(client):
    article = make_article("Once live", slug="once")
    share(article)

    assert client.get("/en/articles/once/").status_code == 404
    assert "Once live" not in client.get("/en/").content.decode()
    assert client.get(f"/admin/memorial/article/{article.pk}/saved/").status_code == 302
