"""Pictures of the library: the file, what it shows, whose it is."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from imagefield.fields import PPOIField

from memorial.models.fact import Record
from memorial.models.fields import translated
from memorial.models.pictures import PictureField

#: Widths in CSS pixels; `preview` is the admin's.
RENDITIONS = {
    "preview": ["default", ("thumbnail", (300, 300))],
    "w480": ["default", ("thumbnail", (480, 4000))],
    "w960": ["default", ("thumbnail", (960, 4000))],
    "w1600": ["default", ("thumbnail", (1600, 4000))],
}


class ImageQuerySet(models.QuerySet):
    def with_shown(self) -> Self:
        return self

    def without_alt_text(self) -> Self:
        return self.filter(alt_text_en="", alt_text_ru="", alt_text_ko="")


class Image(Record):
    """A picture (schema.org ImageObject); credit and licence are required."""

    title = models.CharField(
        _("title"), max_length=200, help_text=_("For finding it here; readers do not see it.")
    )
    picture = PictureField(
        _("picture"),
        formats=RENDITIONS,
        ppoi_field="focal_point",
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    focal_point = PPOIField(_("focal point"))
    alt_text = translated(
        models.CharField(
            _("alt text"),
            max_length=400,
            blank=True,
            help_text=_("What it shows, for a reader who cannot see it."),
        )
    )
    caption = translated(models.CharField(_("caption"), max_length=400, blank=True))
    credit = translated(models.CharField(_("credit"), max_length=200, blank=True))
    licence = models.CharField(_("licence"), max_length=80)
    licence_url = models.URLField(_("licence’s address"), blank=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(picture=""), name="image_has_picture"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="image_newest")]

    def __str__(self) -> str:
        return self.title

    def shown(self) -> dict[str, Any]:
        return {
            "picture": self.picture.name,
            "width": self.width,
            "height": self.height,
            "focal_point": self.focal_point,
            "alt_text": self.words("alt_text"),
            "caption": self.words("caption"),
            "credit": self.words("credit"),
            "licence": self.licence,
            "licence_url": self.licence_url,
        }
