"""A pull quote: words of the essay itself, set large."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.blocks.base import Block


class PullQuoteBlock(Block):
    type = "pull_quote"
    rank = 15
    icon = "format_size"
    material = "patina"
    word_fields = ("quote", "attribution")

    quote = models.TextField(
        _("words of the essay"),
        max_length=400,
        help_text=_("Copied from the prose of this article, word for word, without marks."),
    )
    attribution = models.CharField(
        _("whose words"),
        max_length=200,
        blank=True,
        help_text=_("For example: the historian, in this essay."),
    )

    class Meta(Block.Meta):
        verbose_name = _("pull quote")
        verbose_name_plural = _("pull quotes")

    def __str__(self) -> str:
        return " ".join(self.quote.split()[:8])
