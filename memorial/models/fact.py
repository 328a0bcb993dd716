"""What every record and every public fact has in common."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from memorial.models.fields import words_in_any_language
from memorial.models.together import WithRows
from memorial.story.refs import ref_to


def pointer(kind: str, number: int | None) -> dict[str, str] | None:
    """Return `{"ref": "person:3"}` for a column of numbers, without loading the record."""
    return {"ref": ref_to(kind, number)} if number else None


class StaleSaveError(Exception):
    """Somebody else saved the record since it was opened; nothing was written."""


class Record(models.Model):
    """A row that editors keep, with the number of times it was saved."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        """The name by which stories and prose point at this record; an official is `person:3`."""
        return ref_to(self._meta.concrete_model._meta.model_name, self.pk)

    @property
    def slug(self) -> str:
        return slugify(str(self))[:60].strip("-")

    @property
    def number_and_slug(self) -> str:
        return f"{self.pk}-{self.slug}" if self.slug else str(self.pk)

    def claim_version(self, version: int) -> None:
        """Take the next version if `version` is still the newest; StaleSaveError otherwise.

        Compare and swap: of two saves that read the same version, one is refused.
        """
        rows = type(self)._base_manager.filter(pk=self.pk, version=version)
        if not rows.update(version=F("version") + 1):
            raise StaleSaveError(self.ref)
        self.version = version + 1

    def words(self, name: str) -> dict[str, str]:
        """Return a translated text as `{"text", "lang"}`."""
        return words_in_any_language(self, name)

    def shown(self) -> dict[str, Any]:
        """Return what a page shows of this record, in the active language.

        Nested records stand as `{"ref": "person:3"}`; the QuerySet must be `with_shown()`.
        """
        raise NotImplementedError


class FactQuerySet(WithRows):
    def published(self, at: datetime | None = None) -> Self:
        """What readers may see at a moment (now, asked when called)."""
        at = at or timezone.now()
        return self._not_retired(at).filter(public_from__lte=at)

    def drafts(self, at: datetime | None = None) -> Self:
        """Those that nobody has set a moment for."""
        return self._not_retired(at or timezone.now()).filter(public_from__isnull=True)

    def scheduled(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self._not_retired(at).filter(public_from__gt=at)

    def not_yet_public(self, at: datetime | None = None) -> Self:
        """Drafts, and what is scheduled for later."""
        at = at or timezone.now()
        not_yet = Q(public_from__isnull=True) | Q(public_from__gt=at)
        return self._not_retired(at).filter(not_yet)

    def retired(self, at: datetime | None = None) -> Self:
        return self.filter(retired_at__lte=at or timezone.now())

    def _not_retired(self, at: datetime) -> Self:
        return self.filter(Q(retired_at__isnull=True) | Q(retired_at__gt=at))

    def newest_first(self) -> Self:
        return self.order_by("-public_from", "-pk")

    def with_label(self) -> Self:
        """Load what the name of a record in a list or a sentence is made of."""
        return self


class Fact(Record):
    """A record with a page of its own: a draft until `public_from`, over at `retired_at`."""

    public_from = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Empty: a draft that no reader sees."),
    )
    retired_at = models.DateTimeField(
        _("retired"), null=True, blank=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def is_retired(self, at: datetime | None = None) -> bool:
        return self.retired_at is not None and self.retired_at <= (at or timezone.now())

    def is_public(self, at: datetime | None = None) -> bool:
        at = at or timezone.now()
        is_open = self.public_from is not None and self.public_from <= at
        return is_open and not self.is_retired(at)
