"""Names of kinds, roles and states, in the language of the page."""

from collections.abc import Iterable

from django import template
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import pgettext, pgettext_lazy

from memorial.models import (
    ArticleKind,
    Edition,
    Identifier,
    Monument,
    Person,
    Significance,
    Statement,
    Unveiling,
)
from memorial.models.monument import CreatorRole, MonumentKind, MonumentStatus
from memorial.models.place import Accuracy
from memorial.models.source import SourceKind
from memorial.models.unveiling import ParticipationRole, UnveilingKind
from memorial.services.languages import offered_languages

register = template.Library()

#: What lists are headed with, and the plural that a reader chooses by.
_ARTICLES = {
    ArticleKind.NEWS: pgettext_lazy("kinds of article", "News"),
    ArticleKind.ANALYSIS: pgettext_lazy("kinds of article", "Essays"),
    ArticleKind.INTERVIEW: pgettext_lazy("kinds of article", "Interviews"),
    ArticleKind.NOTICE: pgettext_lazy("kinds of article", "Notices"),
}

#: What a frozen fact gathers of several fields or rows.
_GATHERED = {
    "name": pgettext_lazy("of a record", "name"),
    "other_names": pgettext_lazy("of a record", "other names"),
    "initials": pgettext_lazy("of a record", "initials"),
    "said_at": Statement._meta.get_field("unveiling").verbose_name,
}

_SIGNIFICANCE = {
    Significance.FIRST: pgettext_lazy("what an edition is", "first publication"),
    Significance.IMPROVEMENT: pgettext_lazy("what an edition is", "improvement"),
    Significance.UPDATE: pgettext_lazy("what an edition is", "update"),
    Significance.CORRECTION: pgettext_lazy("what an edition is", "correction"),
}


def _label(choices: type[TextChoices], value: str) -> str:
    """Return the label of a choice; a value this version does not know stays as it is."""
    return str(choices(value).label) if value in choices.values else value


@register.filter
def source_kind(value: str) -> str:
    return _label(SourceKind, value)


@register.filter
def monument_kind(value: str) -> str:
    return capfirst(_label(MonumentKind, value))


@register.filter
def status(value: str) -> str:
    return capfirst(_label(MonumentStatus, value))


@register.filter
def accuracy(value: str) -> str:
    return _label(Accuracy, value)


@register.filter
def unveiling_kind(value: str) -> str:
    return capfirst(_label(UnveilingKind, value))


@register.filter
def roles(values: Iterable[str]) -> str:
    return ", ".join(_label(ParticipationRole, value) for value in values)


@register.filter
def creator_role(value: str) -> str:
    return capfirst(_label(CreatorRole, value))


@register.filter
def identifier_scheme(value: str) -> str:
    return _label(Identifier.Scheme, value)


@register.filter
def significance(edition: Edition) -> str:
    """Return in a word or two what an edition means to readers of the one before."""
    if edition.is_published_again:
        return pgettext("what an edition is", "published again")
    return str(_SIGNIFICANCE.get(edition.significance, edition.significance))


@register.filter
def article_kinds(value: str) -> str:
    return str(_ARTICLES.get(value, value))


@register.filter
def fact_name(value: str) -> str:
    """Return the name of the fact that a citation supports, as the editor's form says it."""
    for model in (Monument, Unveiling, Person):
        for field in model._meta.get_fields():
            if field.name in (value, f"{value}_en") and hasattr(field, "verbose_name"):
                return capfirst(str(field.verbose_name))
    return capfirst(str(_GATHERED.get(value, value)))


@register.simple_tag
def kinds_of_article() -> list[tuple[str, str]]:
    """Return every kind that has a list of its own, with its heading."""
    return [(str(kind.value), str(label)) for kind, label in _ARTICLES.items()]


@register.inclusion_tag("admin/memorial/languages_offered.html")
def languages_offered() -> dict[str, list[str]]:
    """List the names of languages, once a page, for the fields that offer them."""
    return {"names": offered_languages()}
