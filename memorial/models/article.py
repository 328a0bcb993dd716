"""Articles: the working copy that editors write; readers read editions of it."""

import uuid
from typing import Self

from content_editor.models import Region
from django.conf import settings
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from memorial.models.fact import Record
from memorial.models.image import Image
from memorial.models.monument import Monument
from memorial.models.person import Person
from memorial.models.source import Source
from memorial.models.topic import Topic
from memorial.models.unveiling import Unveiling


class ArticleKind(models.TextChoices):
    NEWS = "news", _("news")
    ANALYSIS = "analysis", _("analysis")
    INTERVIEW = "interview", _("interview")
    NOTICE = "notice", _("notice")
    PAGE = "page", _("page")


class Stage(models.TextChoices):
    """How far the working copy is on its way; what readers see is the editions' to say."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    APPROVED = "approved", _("approved")


class ArticleQuerySet(models.QuerySet):
    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def translations_of(self, article: "Article") -> Self:
        return self.filter(group=article.group).exclude(pk=article.pk)


class Article(Record):
    """A piece of the journal in one language, as it is being written (its working copy).

    Nothing here is read by a public page: publishing freezes an Edition.
    """

    regions = [Region(key="body", title=_("Body"))]

    kind = models.CharField(_("kind"), max_length=10, choices=ArticleKind, default=ArticleKind.NEWS)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    group = models.UUIDField(_("translations of each other"), default=uuid.uuid4, editable=False)
    headline = models.CharField(_("headline"), max_length=200)
    slug = models.CharField(
        _("address"),
        max_length=100,
        blank=True,
        validators=[validate_slug],
        help_text=_("The last part of the page’s address. Empty: made from the headline."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the headline; also shown by search engines."),
    )
    lead_image = models.ForeignKey(
        Image,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    monument = models.ForeignKey(
        Monument,
        verbose_name=_("about the monument"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    unveiling = models.ForeignKey(
        Unveiling,
        verbose_name=_("about the unveiling"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="articles"
    )
    is_machine_translation = models.BooleanField(
        _("machine translation, not checked by an editor"),
        default=False,
        help_text=_("The page says so until this is unticked and published."),
    )
    not_before = models.DateTimeField(
        _("embargo: not before"),
        null=True,
        blank=True,
        help_text=_("Until then it can be neither published nor scheduled for an earlier moment."),
    )
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage, default=Stage.DRAFT, editable=False, db_index=True
    )
    has_newer_words = models.BooleanField(
        _("has words that no edition has"), default=False, editable=False, db_index=True
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("review_article", "Can approve articles and return them to their authors"),
            ("publish_article", "Can publish, schedule, fix and withdraw articles"),
            ("change_public_facts", "Can change, retire and delete facts that readers see"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "language"],
                name="article_one_per_language",
                violation_error_message=_("There is a translation into this language already."),
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="article_has_headline"),
        ]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="article_changed_last")]

    def __str__(self) -> str:
        return self.headline


class Byline(models.Model):
    """Who wrote it, with credentials and affiliation as printed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="bylines"
    )
    credentials = models.CharField(_("credentials, as printed"), max_length=200, blank=True)
    affiliation = models.CharField(_("affiliation, as printed"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person"],
                name="byline_once",
                violation_error_message=_("This person has a byline here already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class ArticleSource(models.Model):
    """A source of an article; markers in the prose point at its number."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The lowest is source 1.")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources, numbered in this order")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "source"],
                name="articlesource_once",
                violation_error_message=_("This source is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)
