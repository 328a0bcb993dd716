"""The questions asked before something becomes public, or stops being so."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.forms.meanings import MeaningForm
from memorial.forms.moments import MomentField
from memorial.models import Article, Edition, Withdrawal
from memorial.services.seeing import Seen
from memorial.text.numbers import is_row_number

#: The parts of `Seen`, each a hidden field.
SEEN = ("version", "live", "scheduled")


class PublishForm(MeaningForm):
    """Now, or at a moment; whether a scheduled edition gives way; and what was seen meanwhile."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When"),
        choices=[(NOW, _("Now")), (LATER, _("At a moment to come"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    at = MomentField(label=_("Moment"), required=False)
    replace_scheduled = forms.BooleanField(
        label=_("Take the place of the edition that is scheduled"), required=False
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_live = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_scheduled = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scheduled: Edition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scheduled is None:
            del self.fields["replace_scheduled"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("when") == self.NOW and cleaned.get("at"):
            self.add_error("when", _("You gave a moment: choose it here, or empty it."))
        if cleaned.get("when") == self.LATER:
            moment = cleaned.get("at")
            if moment is None and "at" not in self.errors:
                self.add_error("at", _("Say the moment: a day and a time."))
            elif moment and moment <= timezone.now():
                self.add_error("at", _("This moment has passed: choose a later one."))
        return cleaned

    @property
    def seen(self) -> Seen:
        """What the publisher had before their eyes when they pressed the button."""
        return Seen(**{name: self.cleaned_data.get(f"seen_{name}") for name in SEEN})

    @property
    def shown_now(self) -> list[tuple[str, Any]]:
        """The hidden fields as the page is shown now, whatever was posted."""
        return [(f"seen_{name}", self.initial.get(f"seen_{name}")) for name in SEEN]

    @property
    def moment(self) -> datetime | None:
        """The moment asked for; None for now."""
        is_later = self.cleaned_data["when"] == self.LATER
        return self.cleaned_data["at"] if is_later else None


class PartsField(forms.MultipleChoiceField):
    """Parts of a story by name; one that differs no longer is asked for in vain, not wrong."""

    def valid_value(self, value: str) -> bool:
        return True


class FixForm(MeaningForm):
    """What a fix means, and which of its changes to make elsewhere too: a field a target."""

    def __init__(self, *args: Any, ticked: dict[str, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticked = ticked
        for target, parts in ticked.items():
            self.fields[target] = PartsField(required=False, initial=parts)

    def is_ticked(self, target: str, part: str) -> bool:
        return part in (self[target].value() or [])

    @property
    def also(self) -> dict[str, list[str]]:
        """The parts to change elsewhere, by target."""
        return {target: self.cleaned_data[target] for target in self.ticked}


class LiveArticleSelect(AutocompleteSelect):
    """Offers the live articles of a language as their headlines are typed."""

    def __init__(self, article: Article, admin_site: Any, **kwargs: Any) -> None:
        super().__init__(Withdrawal._meta.get_field("replacement"), admin_site, **kwargs)
        self.article = article

    def get_url(self) -> str:
        asked = {"live_in": self.article.language, "besides": self.article.pk}
        return f"{super().get_url()}?{urlencode(asked)}"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        """Show a refused value as no choice, where the stock one breaks."""
        numbers = [each for each in value if is_row_number(each)]
        return super().optgroups(name, numbers, attrs)


class WithdrawForm(forms.Form):
    """Why, and what to read instead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers who come to the page will see it."),
        error_messages={"required": _("Give the reason: readers who come to the page see it.")},
    )
    replacement = forms.ModelChoiceField(
        label=_("Read instead"),
        required=False,
        queryset=Article.objects.none(),
        help_text=_("An article that is live; the page links to it."),
    )

    def __init__(self, *args: Any, article: Article, admin_site: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replacement"].widget = LiveArticleSelect(article, admin_site)
        live = Edition.objects.live().filter(language=article.language)
        articles = Article.objects.filter(pk__in=live.values("article")).exclude(pk=article.pk)
        self.fields["replacement"].queryset = articles


class WithholdForm(forms.Form):
    """Why readers may not read an old edition any more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers who come to the edition will see it."),
        error_messages={"required": _("Give the reason: readers who come to the edition see it.")},
    )
