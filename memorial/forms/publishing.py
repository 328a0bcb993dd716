"""The questions asked before something becomes public, or stops being so."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.forms.moments import MomentField
from memorial.models import Article, Edition


class PublishForm(forms.Form):
    """Now, or at a moment; and whether a scheduled edition gives way."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When"),
        choices=[(NOW, _("Now")), (LATER, _("At a moment to come"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    at = MomentField(
        label=_("Moment"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    replace_scheduled = forms.BooleanField(
        label=_("Take the place of the edition that is scheduled"), required=False
    )

    def __init__(self, *args: Any, scheduled: Edition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = _("In the time zone %(zone)s.") % {"zone": settings.TIME_ZONE}
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
    def moment(self) -> datetime | None:
        """The moment asked for; None for now."""
        is_later = self.cleaned_data["when"] == self.LATER
        return self.cleaned_data["at"] if is_later else None


class FixForm(forms.Form):
    """Where else to make the same changes."""

    also = forms.MultipleChoiceField(
        label=_("Make the same changes to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Block by block; a block that was changed there already is left alone."),
    )

    def __init__(self, *args: Any, targets: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = targets
        self.fields["also"].initial = [name for name, _label in targets]


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

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        live = Edition.objects.live().filter(language=article.language)
        articles = Article.objects.filter(pk__in=live.values("article")).exclude(pk=article.pk)
        self.fields["replacement"].queryset = articles
