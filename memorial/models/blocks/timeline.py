"""A timeline: dates as exactly as they are known, what happened, and on what source."""

from django.utils.translation import gettext_lazy as _

from memorial.models.article import ArticleSource
from memorial.models.blocks.base import Block
from memorial.models.fields import EDTF_HELP
from memorial.models.rows import Pick, RowsField, Words
from memorial.text.cutting import beginning


class TimelineBlock(Block):
    type = "timeline"
    rank = 60
    icon = "timeline"
    material = "granite"

    rows = RowsField(
        _("dates"),
        row_name=_("Date"),
        columns={
            "date": Words(
                _("date"),
                EDTF_HELP,
                max_length=60,
                is_required=True,
                kind="edtf",
            ),
            "text": Words(_("what happened"), max_length=600, is_required=True, kind="area"),
            "source": Pick(_("source"), like=ArticleSource.source.field),
        },
    )

    class Meta(Block.Meta):
        verbose_name = _("timeline")
        verbose_name_plural = _("timelines")

    def __str__(self) -> str:
        return beginning(self.rows[0]["words"]["text"], 60) if self.rows else ""
