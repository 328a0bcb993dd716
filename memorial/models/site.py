"""The site itself: its name, its front page, where to follow it."""

from typing import Any, Self

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.models.article import Article
from memorial.models.fact import Record
from memorial.models.fields import translated


class SiteSettings(Record):
    """One row: what the site is called and what leads its front page."""

    name = translated(models.CharField(_("name"), max_length=80, blank=True))
    description = translated(models.TextField(_("what the site is"), max_length=400, blank=True))
    lead = models.ForeignKey(
        Article,
        verbose_name=_("front page lead"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Any language of the piece. Empty: the newest."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_are_one_row"),
        ]

    def __str__(self) -> str:
        return self.name or "memorial"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)


class FrontPageEntry(models.Model):
    """An article chosen for the front page, in the order that editors give."""

    site = models.ForeignKey(SiteSettings, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("front page entry")
        verbose_name_plural = _("front page, after the lead")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "article"], name="frontpageentry_once"),
        ]

    def __str__(self) -> str:
        return str(self.article)


class FollowChannelQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(is_open=True)


class FollowChannel(Record):
    """Where readers can follow new articles (schema.org `sameAs`)."""

    class Kind(models.TextChoices):
        TELEGRAM = "telegram", "Telegram"
        RSS = "rss", "RSS"
        MASTODON = "mastodon", "Mastodon"
        EMAIL = "email", _("e-mail")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    label = translated(models.CharField(_("label"), max_length=120, blank=True))
    url = models.URLField(
        _("address"), max_length=400, validators=[URLValidator(["http", "https"])]
    )
    is_open = models.BooleanField(_("shown"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = FollowChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow channel")
        verbose_name_plural = _("follow channels")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(url=""), name="followchannel_has_url"),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()
