"""An article's own rows, loaded once for its form and for what its head says of it."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from memorial.admin.batches import batch_of
from memorial.admin.inlines import TabularInline
from memorial.forms.formsets import TogetherFormSet
from memorial.models import Article, ArticleSource, Byline
from memorial.services.working_copy import ROWS, block_rows, with_rows


class BylineInline(TabularInline):
    model = Byline
    formset = TogetherFormSet
    autocomplete_fields = ["person"]


class ArticleSourceInline(TabularInline):
    model = ArticleSource
    formset = TogetherFormSet
    autocomplete_fields = ["source"]


class ArticleRows:
    """Mixed into the article's admin."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Load topics and rows with the article.

        Where it is saved, the article itself must not hold its rows as they were before.
        """
        article = super().get_object(request, object_id, from_field)
        if article is not None:
            prefetch_related_objects([article], "topics")
            is_saved = request.method == "POST"
            holder = with_rows(Article(pk=article.pk) if is_saved else article)
            batch_of(request).take_rows(holder, [*ROWS, *block_rows()])
        return article


def has_editions(article: Article) -> bool:
    """Whether any edition of the article was ever made; asked once a row."""
    if not hasattr(article, "had_readers"):
        article.had_readers = article.editions.exists()
    return article.had_readers
