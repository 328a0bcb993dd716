"""Records for the prose toolbar: what a link in an article can lead to, found as one types."""

from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from memorial.admin.article_pages.base import ArticlePage
from memorial.services.finding import find_records


class LinkPages(ArticlePage):
    def pages(self):
        return [*super().pages(), ("records/", require_safe(self.records_page), "records")]

    def records_page(self, request: HttpRequest) -> HttpResponse:
        """Answer `?q=` with up to ten records, named in the article’s `language`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.get("language", "")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        found = find_records(request.GET.get("q", ""), language, by=request.user)
        return JsonResponse({"results": [asdict(each) for each in found]})
