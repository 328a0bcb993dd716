"""Searching in lists: every word somewhere in a record, each record once."""

from typing import Any

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from memorial.services.spelling import says


class Searches:
    """Mixed into an admin: `search_fields` are asked without joining rows to the list.

    A join would show a person once for each of the names that fit, and would have the
    database sort that out again over all records.
    """

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        for word in words_of(search_term):
            fits = Q()
            for path in self.get_search_fields(request):
                fits |= self._fits(path, word)
            queryset = queryset.filter(fits)
        return queryset, False

    def _fits(self, path: str, word: str) -> Q:
        fits = says(path, word)
        if not lookup_spawns_duplicates(self.opts, path):
            return fits
        return Q(pk__in=self.model._base_manager.filter(fits).order_by().values("pk"))


def words_of(search_term: str) -> list[str]:
    """Return the words of a search; what stands in quotation marks is one."""
    words = []
    for word in smart_split(search_term.replace("\x00", " ")):
        is_quoted = word[0] in "\"'" and len(word) > 1 and word[0] == word[-1]
        words.append(unescape_string_literal(word) if is_quoted else word)
    return [word for word in words if word]
