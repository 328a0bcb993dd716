"""What tests of live articles do again and again: save other words, read the head, keep a fix."""

from html import unescape

from memorial.models import Article
from memorial.services.saving import keep_revision
from tests.admin.posting import form_values

CORRECTION = {"significance": "correction", "was_wrong": "It was 3 m.", "is_right": "It is 4 m."}


def url(article, page="change"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def saved(article, **fields):
    """The working copy with other words, saved as the form saves it."""
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()
    keep_revision(article, by=None)
    return article


def head(client, article):
    page = text_of(client.get(url(article)))
    return page[page.index('<ul class="standing"') : page.index("</ul>", page.index("standing"))]


def kept_fix(client, article, **changes):
    """Write a fix in the form; return the address of the page that publishes it."""
    values = form_values(client.get(url(article, "fix")), **changes)
    return client.post(url(article, "fix"), values, follow=True).request["PATH_INFO"]
