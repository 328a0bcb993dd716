"""The article's topics: what they are for, and where one is added that is not there yet."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from memorial.services.permitting import may


class ArticleTopics:
    """Mixed into the article's admin."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        help_text = topics_help(request)
        return super().formfield_for_manytomany(db_field, request, help_text=help_text, **kwargs)


def topics_help(request: HttpRequest) -> SafeString:
    said = _("A topic joins this article to others. Type to look for one; none is needed.")
    if not may(request.user, "add", "topic"):
        return format_html("{} {}", said, _("An editor adds topics that are missing."))
    add = reverse("admin:memorial_topic_add")
    link = '{} <a href="{}" target="_blank" rel="noopener">{}</a>'
    return format_html(link, said, add, _("Add a topic that is missing, in a new tab"))
