"""The questions asked before a piece takes a step on its way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from memorial.services.reviewing import LONGEST_NOTE


class NoteForm(forms.Form):
    """A note to colleagues, and the save that was seen."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes into the mail and stays in the history of the article."),
        error_messages={"required": _("Say what is missing: the author gets your words by mail.")},
    )
    seen_revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62
    )

    def __init__(self, *args: Any, needs_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        if not needs_note:
            self.fields["note"].label = _("Note, if you like")
