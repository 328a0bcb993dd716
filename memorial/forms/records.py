"""Forms of records: refuse a stale save, and hiding what readers see."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from memorial.forms.batches import KnowsRecords
from memorial.services.keeping import require_stays_public
from memorial.services.merging import is_mergeable
from memorial.services.refusing import RefusedError
from memorial.services.showing import record_of
from memorial.services.survivors import survivors


class KeyField(forms.CharField):
    """The key of one opened form: a new one each time, and no change of the record."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=40, initial=lambda: uuid4().hex)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RecordForm(KnowsRecords, forms.ModelForm):
    """Carries the version it was opened at; another save in between makes it stale.

    A stale form is refused with everything that was typed still in it. `_overwrite`, the number
    of the version that stands, saves over it knowingly. `_bring_back` asks for the form with
    words that a browser kept: it is shown and never saved.
    """

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_stale = self.is_stale_again = False
        self.is_deleted = "_deleted" in self.data and not self.instance.pk
        self.standing_version = self.instance.version if self.instance.pk else None
        if self.standing_version:
            self.fields["opened_version"].initial = self.standing_version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "_bring_back" in self.data:
            raise ValidationError(_("These words are brought back, not saved."), code="kept")
        self._require_unmerged()
        opened_at = cleaned.get("opened_version")
        knowingly = self.data.get("_overwrite") == str(self.standing_version)
        if self.is_deleted:
            raise ValidationError(
                _(
                    "Somebody deleted this while you were writing. Nothing of yours is lost: it "
                    "stands below. Save it as a new one, or leave the page."
                ),
                code="deleted",
            )
        if self.standing_version and opened_at != self.standing_version and not knowingly:
            self._refuse_stale()
        return cleaned

    def _refuse_stale(self) -> None:
        """Refuse what was written, or chosen of two texts, before somebody else saved."""
        self.is_stale = True
        seen = self.data.get("_merge") or self.data.get("_overwrite")
        self.is_stale_again = bool(seen) and seen != str(self.standing_version)
        if self.is_stale_again:
            said = _(
                "Somebody saved this again while you were choosing. Your choices and what you "
                "typed are kept: look at what is new, then save the result."
            )
        elif seen:
            said = _("Choose for every part that is different: theirs or mine.")
        else:
            said = _(
                "Somebody saved this while you were writing. Nothing of yours is lost: "
                "choose from both texts, part by part, then save the result."
            )
        raise ValidationError(said, code="stale")

    def _require_unmerged(self) -> None:
        """Refuse to save into a record that was merged while its form was open."""
        record = self.instance
        if record.pk is None or not is_mergeable(type(record)):
            return
        if survivor := survivors([record.ref]).get(record.ref):
            raise ValidationError(
                _(
                    "This record was merged into “%(into)s” while you were writing. Nothing of "
                    "yours is lost: copy it from here into that one."
                ),
                code="merged",
                params={"into": record_of(survivor)},
            )


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
