"""What tests of the review share: articles at its stages, and its pages."""

from memorial.services.reviewing import send_to_review
from tests.admin.posting import form_values
from tests.factories import make_article

FETCH = {"X-Requested-With": "fetch"}


def url(article, page="change"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def text_of(client, article, page="change"):
    return client.get(url(article, page)).content.decode()


def in_review(by=None, **fields):
    article = make_article(**fields)
    send_to_review(article, by=by)
    return article


def values(client, article, **changes):
    return form_values(client.get(url(article)), **changes)
