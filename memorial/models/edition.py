"""Editions: the frozen versions of an article that readers read, each with its period."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.models.article import Article, ArticleKind
from memorial.story.page import StoryPage

#: The only columns that ever change: those that end a period.
PERIOD = frozenset({"live_until", "closed_by"})


class ImmutableError(TypeError):
    """An edition is what the reader saw; only its period can be closed."""


def not_over(at: datetime, path: str = "") -> Q:
    """The condition of an edition that is live or scheduled; `path` leads to it (`edition__`)."""
    until = f"{path}live_until"
    is_cancelled = Q(**{until: F(f"{path}live_from")})
    return (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": at})) & ~is_cancelled


class EditionQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> Self:
        """Those that readers read at a moment (now, asked when called)."""
        at = at or timezone.now()
        return self.not_over(at).filter(live_from__lte=at)

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.issued().filter(live_from__gt=at or timezone.now())

    def not_over(self, at: datetime | None = None) -> Self:
        """Those that readers read at a moment, or are going to."""
        return self.filter(not_over(at or timezone.now()))

    def issued(self) -> Self:
        """All but the cancelled ones, whose period is empty."""
        return self.exclude(live_until=F("live_from"))

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def listed(self) -> Self:
        """All but pages such as About, which no list of articles shows."""
        return self.exclude(kind=ArticleKind.PAGE)

    def newest_first(self) -> Self:
        return self.order_by("-first_live_from", "-article_id")

    def showing(self, ref: str) -> Self:
        """Those whose page shows or links to a record (`monument:3`)."""
        return self.filter(references__record=ref, references__role="shows")

    def with_updated_at(self) -> Self:
        """Add the last moment, up to each one's own start, that readers were told of a change."""
        told = Edition.objects.issued().filter(
            article=OuterRef("article"),
            live_from__lte=OuterRef("live_from"),
            significance__in=(Significance.UPDATE, Significance.CORRECTION),
        )
        newest = told.order_by("-live_from").values("live_from")[:1]
        return self.annotate(updated_at=Subquery(newest))

    def with_period(self) -> Self:
        """Load with each what tells how it stands: what withholds it, and what ended it."""
        rows = self.select_related("withholding", "closed_by")
        return rows.defer("closed_by__frozen", "closed_by__card")

    def without_story(self) -> Self:
        """Leave the frozen story unread: for lists."""
        return self.defer("frozen")

    def update(self, **kwargs: Any) -> int:
        if not set(kwargs) <= PERIOD:
            raise ImmutableError(f"{sorted(set(kwargs) - PERIOD)} of an edition cannot change.")
        return super().update(**kwargs)

    def delete(self) -> Any:
        raise ImmutableError("An edition cannot be deleted.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise ImmutableError("Editions cannot be updated in bulk.")


class Origin(models.TextChoices):
    PUBLISH = "publish", _("published")
    FIX = "fix", _("fixed while live")
    REFRESH = "refresh", _("facts brought up to date")


class Significance(models.TextChoices):
    """What an edition means to those who read the one before."""

    FIRST = "first", _("first publication")
    IMPROVEMENT = "improvement", _("improvement: nothing that readers need be told")
    UPDATE = "update", _("update: there is something new")
    CORRECTION = "correction", _("correction: something was wrong")


class Edition(models.Model):
    """A story in one language, frozen, live from … until … (schema.org `version`)."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=ArticleKind)
    slug = models.CharField(max_length=100)
    headline = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    card = models.JSONField(default=dict, help_text="What a list shows beside the headline.")
    frozen = models.JSONField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PUBLISH)
    significance = models.CharField(
        _("significance"), max_length=12, choices=Significance, default=Significance.IMPROVEMENT
    )
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True)
    closed_by = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="closes",
        help_text="The edition whose start ended this one.",
    )
    first_live_from = models.DateTimeField(_("first published"))
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["article", "live_from"],
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="edition_one_start",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until__isnull=True),
                name="edition_one_open_end",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_period_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["language", "slug"], name="edition_at_address"),
            models.Index(fields=["live_from"], name="edition_starts"),
            models.Index(fields=["live_until"], name="edition_ends"),
            models.Index(
                fields=["language", "-first_live_from", "-article"], name="edition_newest"
            ),
            models.Index(
                fields=["language", "kind", "-first_live_from", "-article"],
                name="edition_newest_of_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.language}, {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and not self._state.adding:
            raise ImmutableError("An edition cannot be saved again.")
        # A new one with the number of another must not be written over it.
        super().save(*args, **{**kwargs, "force_insert": True})

    def get_absolute_url(self) -> str:
        with override(self.language):
            return article_url(self.kind, self.slug)

    def address_of(self, number: int) -> str:
        """Return the address of an edition of this article, below this one's."""
        return f"{self.get_absolute_url()}editions/{number}/"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ImmutableError("An edition cannot be deleted.")

    @property
    def story_page(self) -> StoryPage:
        return StoryPage(self.frozen)

    @property
    def is_published_again(self) -> bool:
        """Whether readers had read the article once, and nothing of it when this one began."""
        return self.significance == Significance.FIRST and self.first_live_from < self.live_from

    @property
    def is_over(self) -> bool:
        """Whether readers read it once and do no longer; a cancelled one they never did."""
        until = self.live_until
        return until is not None and self.live_from < until <= timezone.now()


def article_url(kind: str, slug: str) -> str:
    """Return the address of an article in the active language; pages stand apart."""
    if kind != ArticleKind.PAGE:
        return reverse("memorial:article-detail", args=[slug])
    if slug == "about":
        return reverse("memorial:about")
    return reverse("memorial:page-detail", args=[slug])
