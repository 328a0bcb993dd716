"""Addresses of articles: made, reserved, and in one case handed over."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from memorial.models import Address, Article, ArticleKind, Edition
from memorial.services.permitting import require
from memorial.services.refusing import RefusedError
from memorial.services.transitions import bump_generation


def make_slug(article: Article, headline: str) -> str:
    """Return a free slug from a headline; a number where the headline gives no Latin letters."""
    wanted = slugify(headline)[:80].strip("-") or f"{article.kind}-{article.pk}"
    # Pages stand at the root of the language: “about” is theirs.
    is_free = article.kind == ArticleKind.PAGE or wanted != "about"
    slug, number = (wanted, 1) if is_free else (f"{article.kind}-about", 1)
    while Address.objects.of_others(article, article.language, slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def reserve_address(article: Article, slug: str) -> Address:
    """Give the slug to the article for ever; RefusedError if another article has it.

    Two articles that want one address at once meet at its unique key, where one of them waits.
    """
    wanted = Address(language=article.language, slug=slug, article=article)
    Address.objects.bulk_create([wanted], ignore_conflicts=True)
    address = Address.objects.get(language=article.language, slug=slug)
    if address.article_id != article.pk:
        raise RefusedError(
            _("The address “%(slug)s” belongs to “%(article)s”. Choose another address.")
            % {"slug": slug, "article": address.article}
        )
    return address


@transaction.atomic
def take_over_address(address: Address, article: Article, *, by: Any) -> None:
    """Hand a former address to another article of its language; the old redirect ends.

    Refused while any edition that is live or scheduled stands at the address.
    """
    require(by, "publish", "article")
    address = Address.objects.select_for_update().get(pk=address.pk)
    Article.objects.select_for_update().get(pk=address.article_id)
    if address.article_id == article.pk:
        raise RefusedError(_("This address belongs to the article already."))
    if article.language != address.language:
        raise RefusedError(_("An address stays in its language."))
    standing = Edition.objects.not_over().filter(article_id=address.article_id, slug=address.slug)
    if standing.exists():
        raise RefusedError(_("Readers find “%(a)s” at this address now.") % {"a": address.article})
    address.article = article
    address.save()
    bump_generation()
