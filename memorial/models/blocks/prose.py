"""Prose: paragraphs under an optional heading, and what kind of knowledge they are."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.blocks.base import Block
from memorial.models.person import Person
from memorial.models.prose import CleanHtmlField


class Material(models.TextChoices):
    PLAIN = "", _("plain")
    GRANITE = "granite", _("granite: facts on the register")
    BRONZE = "bronze", _("bronze: the day itself, seen or said")
    PATINA = "patina", _("patina: a historian’s account")


class ProseBlock(Block):
    type = "prose"
    rank = 10
    icon = "notes"
    word_fields = ("heading", "material", "account_line", "html")
    record_fields = ("account_of",)

    heading = models.CharField(_("heading"), max_length=120, blank=True)
    material = models.CharField(
        _("kind of knowledge"), max_length=10, choices=Material, blank=True, default=Material.PLAIN
    )
    account_of = models.ForeignKey(
        Person,
        verbose_name=_("whose account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("For a historian’s account: the page names its author."),
    )
    account_line = models.CharField(_("credentials, as printed"), max_length=300, blank=True)
    html = CleanHtmlField(
        _("text"),
        blank=True,
        help_text=_(
            "A link to the address of a page of this site becomes a link to its record. "
            "A link to source:1 marks the first of the article’s sources."
        ),
    )

    class Meta(Block.Meta):
        verbose_name = _("prose")
        verbose_name_plural = _("prose")

    def __str__(self) -> str:
        return self.heading or self.get_html_excerpt(words=8)

    def clean(self) -> None:
        if self.account_of_id and self.material != Material.PATINA:
            raise ValidationError(
                {
                    "material": _(
                        "Somebody’s account is set in patina: choose it, or take the person out."
                    )
                }
            )
