"""Documents that claims rest on, and which claim rests on which document."""

from typing import Any, Self

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Record, pointer
from memorial.models.fields import DayField, EdtfField, translated, validate_language


class SourceKind(models.TextChoices):
    NEWS_REPORT = "news_report", _("news report")
    PRESS_RELEASE = "press_release", _("press release")
    RECORDING = "recording", _("recording")
    TRANSCRIPT = "transcript", _("transcript")
    DOCUMENT = "document", _("document")
    BOOK = "book", _("book")
    ARTICLE = "article", _("article")
    PHOTOGRAPH = "photograph", _("photograph")
    INTERVIEW = "interview", _("interview")
    WEB_PAGE = "web_page", _("web page")


class SourceQuerySet(models.QuerySet):
    def with_shown(self) -> Self:
        return self


class Source(Record):
    """A document that a claim rests on (schema.org CreativeWork)."""

    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    date = EdtfField(_("date"))
    date_earliest = DayField(of="date", bound="earliest")
    date_latest = DayField(of="date", bound="latest")
    url = models.URLField(
        _("address"), max_length=800, blank=True, validators=[URLValidator(["http", "https"])]
    )
    archived_url = models.URLField(
        _("archived copy"), max_length=800, blank=True, validators=[URLValidator(["http", "https"])]
    )
    url_is_dead = models.BooleanField(
        _("the address no longer answers"),
        default=False,
        help_text=_("Readers are led to the archived copy; the address stays as it was cited."),
    )
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=12, validators=[validate_language], blank=True
    )
    note = translated(models.TextField(_("note"), blank=True))

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="source_has_title"),
        ]
        indexes = [models.Index(fields=["title", "id"], name="source_in_order")]

    def __str__(self) -> str:
        return self.title

    def shown(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title": self.title,
            "publisher": self.publisher,
            "author": self.author,
            "date": self.date.text if self.date else "",
            "url": self.url,
            "archived_url": self.archived_url,
            "url_is_dead": self.url_is_dead,
            "accessed_on": self.accessed_on.isoformat() if self.accessed_on else "",
            "language": self.language,
            "note": self.words("note"),
        }


class Citation(models.Model):
    """Which field of a record a source supports, where in it, and the value it gives.

    Each kind of record has a table of its own (CIDOC E13 Attribute Assignment).
    """

    field = models.CharField(_("which fact"), max_length=40)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+"
    )
    place_in_source = models.CharField(_("where in it"), max_length=200, blank=True)
    value = models.CharField(
        _("the value it gives"),
        max_length=300,
        blank=True,
        help_text=_("Only where accounts differ."),
    )

    class Meta:
        abstract = True
        ordering = ["field", "pk"]

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"

    def shown(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "source": pointer("source", self.source_id),
            "place_in_source": self.place_in_source,
            "value": self.value,
        }
