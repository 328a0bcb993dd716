"""Previews: a frozen story shown as its page, to those who asked and to nobody else."""

from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import override

from memorial.models import Edition
from memorial.pages.frame import frame, front_pages
from memorial.pages.stories import linked_articles, story_context
from memorial.story.frozen import Frozen
from memorial.story.page import StoryPage
from memorial.story.refs import ref_to


@csp_replace({"frame-ancestors": [SELF], "form-action": [NONE]})
def preview_response(request: HttpRequest, frozen: Frozen) -> HttpResponse:
    """Return the page of a frozen story for the desk, which may put it into a frame."""
    response = story_response(request, frozen, "articles/preview.html")
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def story_response(
    request: HttpRequest, frozen: Frozen, template: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    """Return the page of a frozen story in its own language; kept nowhere."""
    page, at = StoryPage(frozen), timezone.now()
    with override(page.story.language):
        live = Edition.objects.live(at).filter(article__in=linked_articles(page)).without_story()
        linked = {ref_to("article", each.article_id): each.get_absolute_url() for each in live}
        context = {
            "frame": frame(request, paths=front_pages(), has_alternates=False),
            **story_context(page, at=at, articles=linked),
            **(more or {}),
        }
        response = TemplateResponse(request, template, context).render()
    return kept_private(response, page.story.language)


def kept_private(response: HttpResponse, language: str) -> HttpResponse:
    """Say in what language the answer is, and that nobody may keep or list it."""
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
