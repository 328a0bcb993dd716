"""A draft, shown to whoever holds a share link to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from memorial.pages.frame import frame, front_pages
from memorial.pages.previews import kept_private, story_response
from memorial.services.sharing import Draft, find_draft


# A reader sends nothing: no token, so that a wrong method is answered 405 and not 403.
@method_decorator(csrf_exempt, name="dispatch")
class DraftView(View):
    """The saved working copy as it is now, in its own language; 410 when the link is over."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        draft = find_draft(token)
        if draft is None:
            raise Http404
        if draft.frozen is None:
            response = gone(request, draft)
        else:
            context = {"expires_at": draft.expires_at}
            response = story_response(request, draft.frozen, "drafts/detail.html", context)
        # The address is the key: no other site may learn it from the browser.
        response["Referrer-Policy"] = "no-referrer"
        return response


def gone(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Return a plain sentence in the story's language, and nothing of the story."""
    with override(draft.language):
        context = {"frame": frame(request, paths=front_pages(), has_alternates=False)}
        response = render(request, "drafts/gone.html", context, status=410)
    return kept_private(response, draft.language)
