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
_NOTICED = {
    Significance.IMPROVEMENT: _("A slip mended, a better word: the page does not speak of it."),
    Significance.UPDATE: _("There is something new: the page says “Updated”, with the day."),
    Significance.CORRECTION: _(
        "Something was wrong: the page says what, for ever, with links to both editions."
    ),
}
#: The same where the page was withdrawn, so that readers have none to compare with.
_CHOICES_AGAIN = [(Significance.FIRST, _("Published again")), *_CHOICES[1:]]
_NOTICED_AGAIN = {
    Significance.FIRST: _("The page is back at its address; it does not speak of a change."),
    Significance.UPDATE: _(
        "There is something new since it was withdrawn: the page says “Updated”, with the day."
    ),
    Significance.CORRECTION: _(
        "What was withdrawn was wrong: the page says what, for ever, with links to both editions."
    ),
}


class MeaningForm(forms.Form):
    """Improvement, update or correction; nothing is chosen beforehand.

    Where nothing is live since a withdrawal, the page is published again unless more is said.
    """

    significance = forms.ChoiceField(
        label=_("What this means to readers"),
        choices=_CHOICES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"],
            _("Say what this means to readers: improvement, update or correction."),
        ),
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

    def __init__(
        self, *args: Any, is_first: bool = False, is_again: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.noticed = _NOTICED_AGAIN if is_again else _NOTICED
        if is_first:
            for name in _NAMES:
                del self.fields[name]
        elif is_again:
            self._ask_of_a_page_that_comes_back(self.fields["significance"])

    def _ask_of_a_page_that_comes_back(self, field: forms.ChoiceField) -> None:
        field.label = _("What it means to readers that the page comes back")
        field.choices, field.initial = _CHOICES_AGAIN, Significance.FIRST
        said = _("Say what it means that the page comes back: choose one of these.")
        field.error_messages |= dict.fromkeys(["required", "invalid_choice"], said)

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
        return [(radio, self.noticed[radio.data["value"]]) for radio in self["significance"]]

    @property
    def has_correction(self) -> bool:
        """Whether words of a correction were typed, so that they are not hidden."""
        return any(self[name].value() for name in ("was_wrong", "is_right"))

    @property
    def meaning(self) -> Meaning:
        if "significance" not in self.fields:
            return Meaning()
        return Meaning(**{name: self.cleaned_data[name] for name in _NAMES})
