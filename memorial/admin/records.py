"""The records that facts rest on: organisations, offices, places, sources, pictures, topics."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from memorial.admin.columns import CHANGED, short
from memorial.admin.facts import RecordAdmin
from memorial.admin.filters import MissingInImage, SomeValues
from memorial.admin.inlines import NameInline
from memorial.models import (
    Image,
    Office,
    OfficeName,
    Organisation,
    OrganisationName,
    Place,
    PlaceName,
    Source,
    Topic,
)

TITLE = short("title", _("title"))


class OrganisationNameInline(NameInline):
    model = OrganisationName


class OfficeNameInline(NameInline):
    model = OfficeName


class PlaceNameInline(NameInline):
    model = PlaceName


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ["label", "kind", "country", "parent"]
    list_filter = ["kind", ("country", SomeValues)]
    list_select_related = ["parent"]
    search_fields = ["label", "names__text"]
    autocomplete_fields = ["parent"]
    fields = ["kind", "country", "parent"]
    inlines = [OrganisationNameInline]


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    list_display = ["label", "organisation"]
    list_filter = ["organisation__kind"]
    list_select_related = ["organisation"]
    search_fields = ["label", "names__text", "organisation__names__text"]
    autocomplete_fields = ["organisation"]
    fields = ["organisation"]
    inlines = [OfficeNameInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    list_display = ["label", "country", "locality", "accuracy"]
    list_filter = [("country", SomeValues), "accuracy"]
    search_fields = ["label", "names__text", "locality_en"]
    inlines = [PlaceNameInline]
    fieldsets = [
        (None, {"fields": ["country", "locality_en", "locality_ru", "locality_ko"]}),
        (
            _("Coordinates: both, or neither where the spot is not known"),
            {
                "fields": [
                    ("latitude", "longitude"),
                    "accuracy",
                    *("accuracy_note_en", "accuracy_note_ru", "accuracy_note_ko"),
                ]
            },
        ),
    ]


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = [
        short("title", _("title")),
        "kind",
        short("publisher", _("publisher")),
        "date_as_written",
        "language",
    ]
    list_filter = ["kind", ("language", SomeValues)]
    search_fields = ["title", "publisher", "author", "url"]
    fieldsets = [
        (None, {"fields": ["kind", "title", ("publisher", "author"), ("date", "language")]}),
        (
            _("Where it can be read"),
            {"fields": ["url", "archived_url", "url_is_dead", "accessed_on"]},
        ),
        (_("Note"), {"fields": ["note_en", "note_ru", "note_ko"]}),
    ]

    @admin.display(description=_("date"), ordering="date_earliest")
    def date_as_written(self, obj: Source) -> str:
        return obj.date.text if obj.date else ""


@admin.register(Image)
class ImageAdmin(RecordAdmin):
    list_display = ["thumbnail", TITLE, short("alt_text", _("alt text")), "licence", CHANGED]
    list_display_links = ["thumbnail", TITLE]
    list_filter = [MissingInImage, ("licence", SomeValues)]
    search_fields = ["title", "alt_text_en", "caption_en", "credit_en"]
    fieldsets = [
        (None, {"fields": ["title", "picture", "focal_point"]}),
        (_("Alt text"), {"fields": ["alt_text_en", "alt_text_ru", "alt_text_ko"]}),
        (_("Caption"), {"fields": ["caption_en", "caption_ru", "caption_ko"]}),
        (
            _("Credit and licence"),
            {"fields": ["credit_en", "credit_ru", "credit_ko", ("licence", "licence_url")]},
        ),
    ]

    @admin.display(description="")
    def thumbnail(self, obj: Image) -> str:
        return format_html('<img class="thumbnail" src="{}" alt="">', obj.picture.preview)


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ["__str__", "address", "use"]
    search_fields = ["address", "title_en", "title_ru", "title_ko"]
    fields = ["address", "title_en", "title_ru", "title_ko"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_use()

    @admin.display(description=_("articles"), ordering="use")
    def use(self, obj: Topic) -> str:
        """How many articles have the topic, with a link to them."""
        listed = reverse("admin:memorial_article_changelist")
        return format_html('<a href="{}?topic={}">{}</a>', listed, obj.pk, obj.use)
