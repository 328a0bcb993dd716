"""What a fix did, said to its publisher: a sentence for every place."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.services.fixing import SCHEDULED, Fix


def said(fix: Fix) -> str:
    """Say what a fix did, a sentence for every place."""
    sentences = [_("Fixed: readers see it now.")]
    for target, count in _counts(fix.made):
        sentences.append(_made(target, count) % {"count": count})
    for target, count in _counts(fix.not_made):
        sentences.append(_not_made(target, count) % {"count": count})
    return " ".join(sentences)


def _counts(found: dict[str, list[Any]]) -> list[tuple[str, int]]:
    return [(target, len(made)) for target, made in found.items() if made]


def _made(target: str, count: int) -> str:
    if target == SCHEDULED:
        return ngettext(
            "%(count)d change was made in the scheduled edition too.",
            "%(count)d changes were made in the scheduled edition too.",
            count,
        )
    return ngettext(
        "%(count)d change was made in the working copy too.",
        "%(count)d changes were made in the working copy too.",
        count,
    )


def _not_made(target: str, count: int) -> str:
    if target == SCHEDULED:
        return ngettext(
            "%(count)d change did not fit the scheduled edition: that part was changed there.",
            "%(count)d changes did not fit the scheduled edition: those parts were changed there.",
            count,
        )
    return ngettext(
        "%(count)d change did not fit the working copy: that part was changed there.",
        "%(count)d changes did not fit the working copy: those parts were changed there.",
        count,
    )
