"""Forms of records: refuse a stale save, and hiding what readers see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from memorial.services.keeping import require_stays_public
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
                    "compare both texts, then save yours over it or take theirs."
                ),
                code="stale",
            )
        return cleaned


class FactForm(RecordForm):
    """A form of a public fact: what a live edition shows cannot be hidden."""

    def clean_public_from(self) -> Any:
        moment = self.cleaned_data.get("public_from")
        standing = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        if standing:
            try:
                require_stays_public(standing, moment)
            except RefusedError as error:
                raise ValidationError([error.message, *map(str, error.editions)]) from error
        return moment
