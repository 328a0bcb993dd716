"""The question of every edition after the first: what it means to those who read the one before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from memorial.models import Significance
from memorial.services.correcting import LONGEST, TOO_LONG, UNSAID, Meaning

_NAMES = ("significance", "was_wrong", "is_right")
_CHOICES = [
    (Significance.IMPROVEMENT, _("Improvement")),
    (Significance.UPDATE, _("Update")),
    (Significance.CORRECTION, _("Correction")),
]
#: What readers will notice.
_HELP = {
    Significance.IMPROVEMENT: _("A slip mended, a better word: the page does not speak of it."),
    Significance.UPDATE: _("There is something new: the page says “Updated”, with the day."),
    Significance.CORRECTION: _(
        "Something was wrong: the page says what, for ever, with links to both editions."
    ),
}


class MeaningForm(forms.Form):
    """Improvement, update or correction; nothing is chosen beforehand."""

    significance = forms.ChoiceField(
        label=_("What this means to readers"),
        choices=_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say what this means to readers: improvement, update or correction.")
        },
    )
    was_wrong = forms.CharField(
        label=_("What was wrong"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence, as readers will see it: “The height was given as 3 m.”"),
        error_messages={"max_length": TOO_LONG["was_wrong"]},
    )
    is_right = forms.CharField(
        label=_("What is right"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence: “It is 4 m high.”"),
        error_messages={"max_length": TOO_LONG["is_right"]},
    )

    def __init__(self, *args: Any, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            for name in _NAMES:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        halves = {name: cleaned.get(name) for name in ("was_wrong", "is_right")}
        significance = cleaned.get("significance")
        if significance == Significance.CORRECTION:
            for name, words in halves.items():
                if not words and name not in self.errors:
                    self.add_error(name, UNSAID[name])
        elif significance and any(halves.values()):
            message = _("You wrote a correction: choose it here, or empty its two fields.")
            self.add_error("significance", message)
        return cleaned

    @property
    def meanings(self) -> list[tuple[Any, Any]]:
        """Each choice with its line of help."""
        return [(radio, _HELP[radio.data["value"]]) for radio in self["significance"]]

    @property
    def has_correction(self) -> bool:
        """Whether words of a correction were typed, so that they are not hidden."""
        return any(self[name].value() for name in ("was_wrong", "is_right"))

    @property
    def meaning(self) -> Meaning:
        if "significance" not in self.fields:
            return Meaning()
        return Meaning(**{name: self.cleaned_data[name] for name in _NAMES})
