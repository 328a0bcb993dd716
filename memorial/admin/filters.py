"""Filters of the lists; what a filter offers is bounded, however much there is."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from memorial.models import Edition, Stage, Topic
from memorial.services.drafting import drafts_of
from memorial.services.refreshing import outdated_editions
from memorial.services.showing import record_of
from memorial.services.standing import only_drafts, only_returned
from memorial.story.refs import kind_of, number_of
from memorial.text.numbers import is_row_number

#: A filter never offers more than this.
MOST = 40


class OneOf(admin.SimpleListFilter):
    """A filter by a few named questions: `questions` says each with its condition."""

    def questions(self) -> dict[str, tuple[Any, Any]]:
        """Return value → (words, a function of the QuerySet)."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [(value, words) for value, (words, _ask) in self.questions().items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        asked = self.questions().get(self.value() or "")
        return asked[1](queryset) if asked else queryset


class StandingFilter(OneOf):
    title = gettext_lazy("readers see")
    parameter_name = "standing"

    def questions(self) -> dict[str, tuple[Any, Any]]:
        return {
            "live": (_("live"), lambda rows: rows.filter(is_live=True)),
            "scheduled": (_("scheduled"), lambda rows: rows.filter(is_scheduled=True)),
            "nothing": (
                _("nothing yet, or withdrawn"),
                lambda rows: rows.filter(is_live=False, is_scheduled=False),
            ),
        }


class StageFilter(admin.ChoicesFieldListFilter):
    """How far the working copy is; what readers have the words of is no draft."""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        rows = super().queryset(request, queryset)
        if self.lookup_val not in (Stage.DRAFT, [Stage.DRAFT]):
            return rows
        return only_drafts(rows)


class NewerWordsFilter(admin.BooleanFieldListFilter):
    """Whether the working copy says what no edition says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext_lazy("newer words")


class DraftsFilter(admin.SimpleListFilter):
    """The drafts of whoever asks, and what came back to anybody from the review."""

    title = gettext_lazy("drafts")
    parameter_name = "drafts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("mine", _("yours")), ("returned", pgettext("drafts", "returned"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "returned":
            return only_returned(queryset)
        if self.value() != "mine":
            return queryset
        return queryset.filter(pk__in=drafts_of(request.user).order_by().values("pk"))


class EmbargoFilter(OneOf):
    title = gettext_lazy("embargo")
    parameter_name = "embargo"

    def questions(self) -> dict[str, tuple[Any, Any]]:
        now = timezone.now()
        return {
            "yes": (_("under embargo now"), lambda rows: rows.filter(not_before__gt=now)),
            "over": (_("embargo over"), lambda rows: rows.filter(not_before__lte=now)),
        }


class ReadersFilter(OneOf):
    """Whether readers see a fact."""

    title = gettext_lazy("readers")
    parameter_name = "readers"

    def questions(self) -> dict[str, tuple[Any, Any]]:
        return {
            "draft": (_("draft"), lambda rows: rows.drafts()),
            "scheduled": (_("scheduled"), lambda rows: rows.scheduled()),
            "public": (_("public"), lambda rows: rows.published()),
            "retired": (_("retired"), lambda rows: rows.retired()),
        }


class MissingInStatement(OneOf):
    title = gettext_lazy("missing")
    parameter_name = "missing"

    def questions(self) -> dict[str, tuple[Any, Any]]:
        return {
            "source": (_("a source"), lambda rows: rows.without_source()),
            "office": (_("a dated office"), lambda rows: rows.without_dated_office()),
        }


class MissingInImage(OneOf):
    title = gettext_lazy("missing")
    parameter_name = "missing"

    def questions(self) -> dict[str, tuple[Any, Any]]:
        no_credit = {"credit_en": "", "credit_ru": "", "credit_ko": ""}
        return {
            "alt_text": (_("alt text"), lambda rows: rows.without_alt_text()),
            "credit": (_("a credit"), lambda rows: rows.filter(**no_credit)),
        }


class SomeValues(admin.AllValuesFieldListFilter):
    """The values that a column has, as far as a list of them can be read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lookup_choices = self.lookup_choices[:MOST]


class TopicFilter(admin.SimpleListFilter):
    """The one topic that was chosen; topics are many, so they are chosen in their own list."""

    title = gettext_lazy("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        number = self.value() or ""
        topics = Topic.objects.filter(pk=number) if is_row_number(number) else Topic.objects.none()
        return [(number, str(topic)) for topic in topics]

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        known = [number for number, _title in self.lookup_choices]
        return queryset.filter(topics__in=known) if known else queryset.none()

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        yield from super().choices(changelist)
        topics = reverse("admin:memorial_topic_changelist")
        yield {"selected": False, "query_string": topics, "display": _("Choose from the topics…")}


class OutdatedFilter(admin.SimpleListFilter):
    """Articles that still show one record as it was (`?outdated=person:3`); offered by links only.

    They stand where a page names the first few articles and counts the others.
    """

    title = gettext_lazy("still shows it as it was")
    parameter_name = "outdated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        ref = self.value() or ""
        is_ref = kind_of(ref).isidentifier() and number_of(ref)
        is_outdated = is_ref and _still_showing([ref]).exists()
        return [(ref, str(record_of(ref) or ref))] if is_outdated else []

    def has_output(self) -> bool:
        return bool(self.value())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        known = [ref for ref, _name in self.lookup_choices]
        return queryset.filter(pk__in=_still_showing(known).values("article"))


def _still_showing(refs: list[str]) -> QuerySet[Edition]:
    return outdated_editions().filter(refresh_tasks__record__in=refs)


def outdated_url(ref: str) -> str:
    """Return the address of the list of articles that still show a record as it was."""
    return f"{reverse('admin:memorial_article_changelist')}?{urlencode({'outdated': ref})}"
