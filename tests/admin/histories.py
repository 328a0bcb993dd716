"""What tests of the history do again and again: keep saves, and open its pages."""

from memorial.models import Article, Revision
from memorial.services.saving import keep_revision
from tests.factories import (
    make_article,
)

ROOT = "/admin/memorial/article/"


def url(article, page, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{ROOT}{article.pk}/{page}/" + (f"?{query}" if query else "")


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def kept(article, headline=None, **fields):
    if headline:
        Article.objects.filter(pk=article.pk).update(headline=headline)
    revision = keep_revision(Article.objects.get(pk=article.pk), by=fields.pop("by", None))
    Revision.objects.filter(pk=revision.pk).update(**fields)
    return revision


# Deleted articles.


def deleted(headline="Gone"):
    article = make_article(headline)
    revision = keep_revision(article, by=None)
    article.delete()
    return revision
