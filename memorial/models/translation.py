"""Translations: which article is translated from which, and from which state of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article
from memorial.models.edition import Edition
from memorial.models.revision import Revision


class Translation(models.Model):
    """That `article` is translated from `original`, as it stood at `base`.

    `follows` is the original's edition whose words the translation follows, none where none was
    published then; `base` is the save that holds those words.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="translated_from"
    )
    original = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="translations")
    follows = models.ForeignKey(
        Edition,
        verbose_name=_("follows edition"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    base = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(article=models.F("original")), name="translation_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ← {self.original}"
