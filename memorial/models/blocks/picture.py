"""A picture of the library, with a caption and alt text for this place if they differ."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.blocks.base import Block
from memorial.models.image import Image


class PictureBlock(Block):
    type = "picture"
    rank = 20
    icon = "image"
    word_fields = ("caption", "alt_text")
    record_fields = ("image",)

    image = models.ForeignKey(
        Image, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+"
    )
    caption = models.CharField(
        _("caption here"), max_length=400, blank=True, help_text=_("Empty: the library’s caption.")
    )
    alt_text = models.CharField(
        _("alt text here"),
        max_length=400,
        blank=True,
        help_text=_("Empty: the library’s alt text."),
    )

    class Meta(Block.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.image)
