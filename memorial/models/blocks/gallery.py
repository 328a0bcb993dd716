"""A gallery: pictures of the library in order, each with words for this place if they differ."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from memorial.models.article import Article
from memorial.models.blocks.base import Block
from memorial.models.rows import Pick, RowsField, Words


class GalleryBlock(Block):
    type = "gallery"
    rank = 25
    icon = "photo_library"

    rows = RowsField(
        _("pictures"),
        row_name=_("Picture"),
        least=2,
        columns={
            "image": Pick(_("picture"), like=Article.lead_image.field, is_required=True),
            "caption": Words(_("caption here"), _("Empty: the library’s caption.")),
            "alt_text": Words(_("alt text here"), _("Empty: the library’s alt text.")),
        },
    )

    class Meta(Block.Meta):
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")

    def __str__(self) -> str:
        count = len(self.rows)
        return ngettext("%(count)d picture", "%(count)d pictures", count) % {"count": count}
