"""What every public page has around its words: name, sections, languages, footer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from memorial.models import FollowChannel, SiteSettings


@dataclass(frozen=True)
class LanguageLink:
    """A language of the interface; `path` is empty where this page is not in it."""

    code: str
    name: str
    path: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """The masthead, the footer and the links of the head."""

    site: SiteSettings
    site_names: list[dict[str, str]]
    channels: list[FollowChannel]
    section: str
    languages: list[LanguageLink]
    canonical: str
    default_address: str

    @property
    def alternates(self) -> list[LanguageLink]:
        return [language for language in self.languages if language.address]


def frame(
    request: HttpRequest,
    *,
    section: str = "",
    paths: Mapping[str, str] | None = None,
    canonical: str = "",
    has_alternates: bool = True,
) -> Frame:
    """Load what the frame shows, in two queries; `paths` are this page's by language."""
    site = SiteSettings.objects.first() or SiteSettings()
    if paths is None:
        paths = {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}
    addresses = {code: request.build_absolute_uri(path) for code, path in paths.items()}
    if not has_alternates:
        addresses = {}
    return Frame(
        site=site,
        site_names=_names(site),
        channels=list(FollowChannel.objects.open()),
        section=section,
        languages=[
            LanguageLink(
                code, name, paths.get(code, ""), addresses.get(code, ""), code == get_language()
            )
            for code, name in settings.LANGUAGES
        ],
        canonical=canonical or request.build_absolute_uri(request.path),
        default_address=addresses.get(settings.LANGUAGE_CODE) or next(iter(addresses.values()), ""),
    )


def front_pages() -> dict[str, str]:
    """Return the path of the front page in each language."""
    pages = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            pages[code] = reverse("memorial:home")
    return pages


def _names(site: SiteSettings) -> list[dict[str, str]]:
    names = [
        {"text": getattr(site, f"name_{code}"), "lang": code} for code, _name in settings.LANGUAGES
    ]
    return [name for name in names if name["text"]] or [{"text": "Memorial", "lang": "en"}]


# A reader sends nothing: no token, so that a wrong method is answered 405 and not 403.
@method_decorator(csrf_exempt, name="dispatch")
class PageView(TemplateView):
    """A page in its frame; `at` is the one moment that all of it is true for."""

    http_method_names = ["get", "head", "options"]
    section = ""
    #: This page's path in each language it exists in; None: in all, by translating the path.
    paths: Mapping[str, str] | None = None
    #: Whether search engines are told of this page in each language, and of its own address.
    has_alternates = True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.language = get_language()

    def get_canonical(self) -> str:
        return self.request.build_absolute_uri(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = frame(
            self.request,
            section=self.section,
            paths=self.paths,
            canonical=self.get_canonical(),
            has_alternates=self.has_alternates,
        )
        return super().get_context_data(frame=shown, **kwargs)
