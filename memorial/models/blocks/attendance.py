"""Who took part in an unveiling, with the office each held that day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.blocks.base import Block
from memorial.models.unveiling import Unveiling


class AttendanceBlock(Block):
    type = "attendance"
    rank = 40
    icon = "groups"
    material = "bronze"
    record_fields = ("unveiling",)

    unveiling = models.ForeignKey(
        Unveiling, verbose_name=_("unveiling"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("attendance list")
        verbose_name_plural = _("attendance lists")

    def __str__(self) -> str:
        return str(self.unveiling)
