"""Topics: what articles are about, beyond the records they name."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Record
from memorial.models.fields import translated, words_in_any_language


class TopicQuerySet(models.QuerySet):
    def with_shown(self) -> Self:
        return self

    def with_use(self) -> Self:
        """Count the working copies that have each topic (`use`)."""
        tagged = self.model.articles.through.objects.filter(topic=OuterRef("pk"))
        count = tagged.order_by().values("topic").annotate(count=Count("pk")).values("count")
        return self.annotate(use=Coalesce(Subquery(count), 0))


class Topic(Record):
    """A tag (schema.org keywords)."""

    address = models.SlugField(_("address"), unique=True)
    title = translated(models.CharField(_("title"), max_length=80, blank=True))

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.title or self.address

    def shown(self) -> dict[str, Any]:
        return {"slug": self.address, "title": words_in_any_language(self, "title")}
