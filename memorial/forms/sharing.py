"""What is asked of who shares a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from memorial.services.sharing import DAYS, LABEL_LENGTH, MOST_DAYS


class ShareForm(forms.Form):
    label = forms.CharField(
        label=_("For whom"),
        max_length=LABEL_LENGTH,
        required=False,
        help_text=_("For you, to know the links apart; the reader does not see it."),
    )
    days = forms.IntegerField(
        label=_("Days"), min_value=1, max_value=MOST_DAYS, initial=DAYS, help_text=_("1 to 30.")
    )
