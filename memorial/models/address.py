"""Addresses: once given to an article in a language, kept for it for ever."""

from typing import Self

from django.conf import settings
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article


class AddressQuerySet(models.QuerySet):
    def of_others(self, article: Article | None, language: str, slug: str) -> Self:
        """The address as another article has it; what is no article yet (None) has none."""
        if not slug:
            return self.none()
        own = article.pk if article else None
        return self.filter(language=language, slug=slug).exclude(article=own)


class Address(models.Model):
    """A slug in a language; reserved by publishing or scheduling, and never given up."""

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    slug = models.CharField(_("address"), max_length=100, validators=[validate_slug])
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="addresses"
    )
    reserved_at = models.DateTimeField(_("reserved"), auto_now_add=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["language", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="address_once"),
        ]

    def __str__(self) -> str:
        return f"/{self.language}/…/{self.slug}/"
