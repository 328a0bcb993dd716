"""Statements: what a person said, on a date, in an office, on a source."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Fact, FactQuerySet, pointer
from memorial.models.fields import DayField, EdtfField, validate_language
from memorial.models.person import Person
from memorial.models.source import Source
from memorial.models.title import TitleAtEvent
from memorial.models.unveiling import Unveiling
from memorial.text.cutting import beginning


class StatementKind(models.TextChoices):
    REPORTED = "reported", _("reported: “X said that …”")
    VERBATIM = "verbatim", _("verbatim, checked against a recording or text")


class StatementQuerySet(FactQuerySet):
    def without_source(self) -> Self:
        return self.filter(source__isnull=True)

    def without_dated_office(self) -> Self:
        return self.filter(tenure__isnull=True)

    def latest_first(self) -> Self:
        return self.order_by(F("date_latest").desc(nulls_last=True), "-pk")

    def with_label(self) -> Self:
        return self.select_related("speaker")

    def with_shown(self) -> Self:
        """Load what `shown()` reads: three queries."""
        return self.select_related("unveiling__monument").prefetch_related(
            "translations", "unveiling__monument__names"
        )

    def with_page(self) -> Self:
        """Load the speaker and the source too, for a page of statements."""
        speakers = Person.objects.with_shown()
        return self.select_related("source", "unveiling__monument").prefetch_related(
            Prefetch("speaker", queryset=speakers), "translations", "unveiling__monument__names"
        )


class Statement(TitleAtEvent, Fact):
    """What a person said (schema.org Quotation; CIDOC E33)."""

    speaker = models.ForeignKey(
        Person,
        verbose_name=_("speaker"),
        on_delete=models.PROTECT,
        related_name="statements",
    )
    unveiling = models.ForeignKey(
        Unveiling,
        verbose_name=_("said at"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    date = EdtfField(_("date"), help_text=_("Empty: the date of the unveiling."))
    date_earliest = DayField(of="date", bound="earliest")
    date_latest = DayField(of="date", bound="latest")
    kind = models.CharField(
        _("how it is given"), max_length=10, choices=StatementKind, default=StatementKind.REPORTED
    )
    text = models.TextField(_("text"), help_text=_("In the language it is recorded in."))
    language = models.CharField(
        _("language"), max_length=12, validators=[validate_language], default="en"
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    place_in_source = models.CharField(
        _("where in it"), max_length=200, blank=True, help_text=_("Page, minute, paragraph")
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {beginning(self.text, 80)}"

    def get_absolute_url(self) -> str:
        return f"{self.speaker.get_absolute_url()}#statement-{self.pk}"

    def clean(self) -> None:
        self.clean_tenure(self.speaker_id)
        if self.kind == StatementKind.VERBATIM and not self.source_id:
            raise ValidationError(
                {"source": _("A verbatim statement is checked against a source: name it.")}
            )
        if not self.date and self.unveiling_id:
            self.date = self.unveiling.date

    def text_in(self, language: str) -> dict[str, Any]:
        """Return the words for a language: the recorded ones, or a translation of them."""
        recorded = {"text": self.text, "lang": self.language, "translator": "", "is_machine": False}
        if language == self.language:
            return recorded
        for translation in self.translations.all():
            if translation.language == language:
                return translation.shown()
        return recorded

    def shown(self) -> dict[str, Any]:
        words = self.text_in(get_language() or "")
        unveiling = self.unveiling
        return {
            "speaker": pointer("person", self.speaker_id),
            "kind": self.kind,
            **words,
            "original": {"text": self.text, "lang": self.language}
            if words["text"] != self.text
            else None,
            "date": self.date.text if self.date else "",
            **self.shown_title(),
            "source": pointer("source", self.source_id),
            "place_in_source": self.place_in_source,
            "said_at": {
                "number": unveiling.pk,
                "kind": unveiling.kind,
                "name": unveiling.monument.name,
                "named": [unveiling.ref, unveiling.monument.ref],
            }
            if unveiling
            else None,
        }


class StatementTranslation(models.Model):
    """A statement in another language, with who translated it, or that a machine did."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    text = models.TextField(_("text"))
    translator = models.CharField(_("translator"), max_length=200, blank=True)
    is_machine = models.BooleanField(_("machine translation, not checked"), default=False)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"],
                name="statementtranslation_once",
                violation_error_message=_("There is a translation into this language already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {beginning(self.text, 60)}"

    def shown(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "lang": self.language,
            "translator": self.translator,
            "is_machine": self.is_machine,
        }
