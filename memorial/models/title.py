"""The title a person held on a day: copied from the tenure that covers it, then frozen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.models.fields import translated, words_in_any_language
from memorial.models.person import Tenure


class TitleAtEvent(models.Model):
    """Mixed into what a person did on a day.

    The words are the record; `tenure` only says where they were copied from, and a later
    change of the tenure does not touch them.
    """

    tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("office on the day"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Offered from the offices that cover the date; its title is copied."),
    )
    title = translated(models.CharField(_("title on the day"), max_length=300, blank=True))
    organisation_name = translated(models.CharField(_("for"), max_length=300, blank=True))

    class Meta:
        abstract = True

    @property
    def has_dated_office(self) -> bool:
        """Whether the title comes from a dated office; if not, it is flagged."""
        return self.tenure_id is not None

    def copy_title(self, tenure: Tenure) -> None:
        """Take the title and the organisation's name from `tenure`, in every language."""
        self.tenure = tenure
        for language in type(self).title.languages:
            with override(language):
                title = words_in_any_language(tenure, "title")
                setattr(
                    self, f"title_{language}", title["text"] if title["lang"] == language else ""
                )
                name = tenure.office.organisation.name
                own = name["text"] if name["lang"] == language else ""
                setattr(self, f"organisation_name_{language}", own)

    def clean_tenure(self, person_id: int | None) -> None:
        if self.tenure_id and person_id and self.tenure.person_id != person_id:
            raise ValidationError({"tenure": _("This office was held by another person.")})

    def shown_title(self) -> dict[str, Any]:
        return {
            "title": words_in_any_language(self, "title"),
            "organisation_name": words_in_any_language(self, "organisation_name"),
            "has_dated_office": self.has_dated_office,
        }
