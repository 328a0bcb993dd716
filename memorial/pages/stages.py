"""How things stand, as an editor says it: the shape of a mark, and the words beside it."""

from typing import Any, NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from memorial.models import Fact, Merge, Stage
from memorial.services.moments import in_words_with_offset

#: What a row has room for of the note that a piece was returned with.
NOTE = 90


class State(NamedTuple):
    """The shape of a mark (`.st` of the desk's styles), and the words beside it."""

    shape: str
    words: str


def stage_of(article: Any) -> State:
    """Return how far the working copy is, of an article `with_standing`.

    One whose words readers have, or are going to have, is no draft, though its stage is that of
    the next one.
    """
    if article.stage == Stage.REVIEW:
        return State("rev", article.get_stage_display())
    if article.stage == Stage.APPROVED:
        return State("approved", article.get_stage_display())
    if article.is_returned:
        return State("returned", pgettext("how far a piece is", "returned"))
    if article.has_newer_words and (article.is_live or article.is_scheduled):
        return State("draft", _("newer draft"))
    if article.is_scheduled:
        return State("sch", pgettext("how far a piece is", "scheduled"))
    if article.is_live:
        return State("live", pgettext("how far a piece is", "published"))
    if article.was_live and not article.has_newer_words:
        return State("none", pgettext("how far a piece is", "withdrawn"))
    return State("draft", article.get_stage_display())


def return_in_short(article: Any) -> str:
    """Return who returned an article `with_return`, when, and how the note begins.

    Nothing for an article that was not returned, or was sent again.
    """
    if not article.is_returned:
        return ""
    return _("%(who)s, %(at)s: “%(note)s”") % {
        "who": article.returned_by or "–",
        "at": in_words_with_offset(article.returned_at),
        "note": Truncator(" ".join(article.return_note.split())).chars(NOTE),
    }


def readers_see(article: Any) -> State:
    """Return what readers see of an article `with_standing`."""
    if article.is_live and article.is_scheduled:
        return State("sch", _("live, change scheduled"))
    if article.is_live and article.has_newer_words:
        return State("late", _("live, with newer words"))
    if article.is_live:
        return State("live", _("live"))
    if article.is_scheduled:
        return State("sch", _("scheduled"))
    return State("none", _("nothing now: withdrawn") if article.was_live else _("nothing yet"))


def readers_besides(article: Any) -> State | None:
    """Return what readers see where the stage alone does not tell that they see something."""
    told = stage_of(article).shape
    is_untold = (article.is_live and told != "live") or (article.is_scheduled and told != "sch")
    return readers_see(article) if is_untold else None


def following(article: Any) -> State | None:
    """Return how a translation follows its original; None for what translates nothing."""
    if article.behind:
        message = ngettext("%(count)d edition behind", "%(count)d editions behind", article.behind)
        return State("late", message % {"count": article.behind})
    is_one = getattr(article, "translated_from", None) is not None
    return State("live", _("up to date")) if is_one else None


def moment_ahead(kind: str) -> State:
    """Return what happens at a moment of the week: an edition goes live, an embargo ends."""
    return (
        State("embargo", _("embargo ends")) if kind == "embargo" else State("sch", _("goes live"))
    )


def fact_stands(fact: Fact) -> State:
    """Return whether readers see a fact."""
    if fact.is_retired():
        return State("none", _("retired"))
    if fact.public_from is None:
        return State("draft", _("draft"))
    return State("live", _("public")) if fact.is_public() else State("sch", _("scheduled"))


def merge_stands(merge: Merge) -> State:
    return State("none", _("undone")) if merge.undone_at else State("live", _("merged"))
