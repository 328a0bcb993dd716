"""Spellings: one row a spelling, in its language and script; a record shows one of them."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from memorial.models.fields import validate_language
from memorial.models.source import Source
from memorial.text import script_of


class NameKind(models.TextChoices):
    PREFERRED = "preferred", _("preferred in its language")
    OWN = "own", _("own name, as the bearer writes it")
    WORKING_TRANSLATION = "working_translation", _("working translation by the editors")
    VARIANT = "variant", _("also written")


class Name(models.Model):
    """One spelling of a record; each kind of record has a table of its own (CIDOC E41)."""

    text = models.CharField(_("spelling"), max_length=300)
    language = models.CharField(
        _("language"),
        max_length=12,
        help_text=_("en, ru, ko, de … (BCP 47)"),
        validators=[validate_language],
    )
    script = models.CharField(_("script"), max_length=4, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind, default=NameKind.PREFERRED)
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.script = script_of(self.text)
        super().save(*args, **kwargs)
        self.record.keep_label()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        deleted = super().delete(*args, **kwargs)
        self.record.keep_label()
        return deleted


def name_constraints(table: str) -> list[models.UniqueConstraint]:
    """One preferred spelling a language, and no spelling twice, for one table of names."""
    return [
        models.UniqueConstraint(
            fields=["record", "language"],
            condition=models.Q(kind=NameKind.PREFERRED),
            name=f"{table}_one_preferred",
            violation_error_message=_("There is a preferred name in this language already."),
        ),
        models.UniqueConstraint(
            fields=["record", "language", "text"],
            name=f"{table}_once",
            violation_error_message=_("This spelling is there already in this language."),
        ),
    ]


class NamedQuerySet(models.QuerySet):
    def with_names(self) -> Self:
        return self.prefetch_related("names")


class Named(models.Model):
    """A record known by names; `label` keeps one of them for lists, sorting and links."""

    label = models.CharField(
        pgettext_lazy("of any record", "name"),
        max_length=300,
        editable=False,
        db_index=True,
        default="",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label or str(_("(no name yet)"))

    def keep_label(self) -> None:
        """Copy the name shown in the site's own language into `label`."""
        name = self.name_in(settings.LANGUAGE_CODE, self.names.all())
        self.label = name["text"]
        type(self)._base_manager.filter(pk=self.pk).update(label=self.label)

    def name_in(self, language: str, names: Iterable[Name] | None = None) -> dict[str, str]:
        """Return the spelling for a language as `{"text", "lang", "kind"}`; some, if any."""
        spellings = list(self.names.all() if names is None else names)
        if not spellings:
            return {"text": self.label, "lang": "", "kind": ""}
        return _as_words(min(spellings, key=lambda name: _rank(name, language)))

    @property
    def name(self) -> dict[str, str]:
        """The spelling for the active language."""
        return self.name_in(get_language() or settings.LANGUAGE_CODE)

    @property
    def other_names(self) -> list[dict[str, str]]:
        """The own name and the names in other languages, without the one shown."""
        shown = self.name
        others = [name for name in self.names.all() if name.kind != NameKind.VARIANT]
        return [_as_words(name) for name in others if name.text != shown["text"]]

    @property
    def variants(self) -> list[dict[str, str]]:
        return [_as_words(name) for name in self.names.all() if name.kind == NameKind.VARIANT]

    @property
    def own_name(self) -> dict[str, str]:
        """The name as the bearer writes it, else the one shown."""
        own = [name for name in self.names.all() if name.kind == NameKind.OWN]
        return _as_words(own[0]) if own else self.name


def _as_words(name: Name) -> dict[str, str]:
    return {"text": name.text, "lang": name.language, "kind": name.kind}


def _rank(name: Name, language: str) -> tuple[int, int]:
    """Order spellings by fitness for a language: its own names first, any own name next."""
    in_language = [NameKind.PREFERRED, NameKind.OWN, NameKind.WORKING_TRANSLATION]
    if name.language == language and name.kind in in_language:
        return in_language.index(name.kind), name.pk or 0
    if name.language == settings.LANGUAGE_CODE and name.kind in in_language:
        return 3, name.pk or 0
    return {NameKind.OWN: 4, NameKind.PREFERRED: 5}.get(name.kind, 6), name.pk or 0
