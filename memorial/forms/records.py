"""Forms of records: refuse a stale save, and hiding what readers see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.models import Fact
from memorial.services.keeping import require_not_shown
from memorial.services.refusing import RefusedError


class RecordForm(forms.ModelForm):
    """Carries the version it was opened at; another save in between makes it stale.

    A stale form is refused with everything that was typed still in it. `_overwrite`, the number
    of the version that stands, saves over it knowingly.
    """

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_stale = False
        self.standing_version = self.instance.version if self.instance.pk else None
        if self.standing_version:
            self.fields["opened_version"].initial = self.standing_version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opened_at = cleaned.get("opened_version")
        knowingly = self.data.get("_overwrite") == str(self.standing_version)
        if self.standing_version and opened_at != self.standing_version and not knowingly:
            self.is_stale = True
            raise ValidationError(
                _(
                    "Somebody saved this while you were writing. Nothing of yours is lost: "
                    "compare both texts below, then save yours over it or take theirs."
                ),
                code="stale",
            )
        return cleaned


class FactForm(RecordForm):
    """A form of a public fact: what a live edition shows cannot be hidden."""

    def clean_public_from(self) -> Any:
        moment = self.cleaned_data.get("public_from")
        was_public = isinstance(self.instance, Fact) and self.instance.pk and self._was_public()
        if was_public and (moment is None or moment > timezone.now()):
            try:
                require_not_shown(self.instance)
            except RefusedError as error:
                raise ValidationError([error.message, *map(str, error.editions)]) from error
        return moment

    def _was_public(self) -> bool:
        before = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        return bool(before and before.is_public())
