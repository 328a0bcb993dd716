"""The facts of a monument, as the register holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.blocks.base import Block
from memorial.models.monument import Monument


class MonumentFactsBlock(Block):
    type = "monument_facts"
    rank = 50
    icon = "account_balance"
    material = "granite"
    record_fields = ("monument",)

    monument = models.ForeignKey(
        Monument, verbose_name=_("monument"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("monument facts")
        verbose_name_plural = _("monument facts")

    def __str__(self) -> str:
        return str(self.monument)
