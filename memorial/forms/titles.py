"""Forms of what a person did on a day: the office is offered from the register and copied."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from memorial.forms.batches import RowForm
from memorial.forms.formsets import RowFormSet
from memorial.models import Tenure
from memorial.models.fields import EdtfField
from memorial.models.unveiling import ParticipationRole
from memorial.services.holding import tenures_on


class TenureSelect(forms.Select):
    """Offers the offices that cover the day; a small script asks again when the person changes."""

    class Media:
        js = ["memorial/tenures.js"]


class TitleForm(RowForm):
    """Takes the one office that covers the day, asks where there are several, flags none.

    A title that was copied is frozen: its fields are shown, and what is posted for them ignored.
    """

    #: Name of the field that holds the person.
    person_field = "person"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tenure" not in self.fields:
            return  # Whoever may only look is shown values, not fields.
        self.fields["tenure"].queryset = Tenure.objects.select_related("office__organisation")
        self.fields["tenure"].widget = TenureSelect(choices=self._offered())
        if self.instance.tenure_id:
            for name in self._title_fields():
                self.fields[name].disabled = True

    def day(self) -> Any:
        """Return the day in question, as far as the form or the row knows it."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        person, tenure = cleaned.get(self.person_field), cleaned.get("tenure")
        if person and not tenure and not self._typed_title(cleaned):
            offered = list(tenures_on(person, self.day()))
            if len(offered) > 1:
                names = "; ".join(str(tenure) for tenure in offered)
                message = _("Several offices cover this day: choose one of %(names)s.")
                raise ValidationError({"tenure": ValidationError(message, params={"names": names})})
            cleaned["tenure"] = offered[0] if offered else None
        return cleaned

    def _post_clean(self) -> None:
        before = self.instance.tenure_id
        super()._post_clean()
        tenure = self.cleaned_data.get("tenure")
        if tenure and tenure.pk != before:
            self.instance.copy_title(tenure)

    def _offered(self) -> list[tuple[Any, str]]:
        instance = self.instance
        person = getattr(instance, self.person_field) if instance.pk else None
        offered = list(tenures_on(person, self.day())) if person else []
        if instance.tenure and instance.tenure not in offered:
            offered.append(instance.tenure)
        return [("", _("none that covers the day")), *((row.pk, str(row)) for row in offered)]

    def _typed_title(self, cleaned: dict[str, Any]) -> bool:
        return any(cleaned.get(name) for name in self._title_fields())

    def _title_fields(self) -> list[str]:
        return [name for name in self.fields if name.startswith(("title_", "organisation_name_"))]


class ParticipationForm(TitleForm):
    roles = forms.TypedMultipleChoiceField(
        label=_("roles"), widget=forms.CheckboxSelectMultiple, coerce=str
    )

    def __init__(self, *args: Any, unveiling: Any = None, **kwargs: Any) -> None:
        self.unveiling = unveiling
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = ParticipationRole.choices

    def day(self) -> Any:
        return self.unveiling.date if self.unveiling else None


class ParticipationFormSet(RowFormSet):
    """Tells every row of the unveiling as the form has it: its date may be new."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "unveiling": self.instance}


class StatementForm(TitleForm):
    person_field = "speaker"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "speaker" in self.fields:
            self.fields["speaker"].error_messages["required"] = _(
                "Say who spoke: a statement always has a speaker."
            )

    def day(self) -> Any:
        cleaned = getattr(self, "cleaned_data", {})
        date = cleaned.get("date") or self.instance.date
        unveiling = cleaned.get("unveiling") or self.instance.unveiling
        try:
            return EdtfField().to_python(date) or (unveiling.date if unveiling else None)
        except ValidationError:
            return None
