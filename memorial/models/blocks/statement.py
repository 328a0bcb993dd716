"""A statement of the register, with its speaker, office, source and original."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.blocks.base import Block
from memorial.models.statement import Statement


class StatementBlock(Block):
    type = "statement"
    rank = 30
    icon = "format_quote"
    material = "bronze"
    record_fields = ("statement",)

    statement = models.ForeignKey(
        Statement, verbose_name=_("statement"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self) -> str:
        return str(self.statement)
