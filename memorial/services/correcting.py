"""What an edition means to readers of the one before; a correction joins the two, for ever."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.models import Article, Correction, Edition, Significance
from memorial.services.refusing import RefusedError

#: The longest that each half of a correction may be, as its columns say.
LONGEST = 600

#: What is said of each half of a correction that is missing, and of one that is too long.
UNSAID = {
    "was_wrong": gettext_lazy("Say what was wrong: readers see it beside what is right."),
    "is_right": gettext_lazy("Say what is right: readers see it beside what was wrong."),
}
TOO_LONG = {
    "was_wrong": gettext_lazy(
        "What was wrong has %(show_value)d characters. Keep it to %(limit_value)d."
    ),
    "is_right": gettext_lazy(
        "What is right has %(show_value)d characters. Keep it to %(limit_value)d."
    ),
}


@dataclass(frozen=True)
class Meaning:
    """How much an edition matters; a correction says what was wrong and what is right."""

    significance: str = Significance.IMPROVEMENT
    was_wrong: str = ""
    is_right: str = ""

    @property
    def is_correction(self) -> bool:
        return self.significance == Significance.CORRECTION


#: A change that readers need not be told of.
IMPROVEMENT = Meaning()
#: What nobody can read an edition before: the article was withdrawn, and is published again.
AGAIN = Meaning(Significance.FIRST)


def require_meaning(meaning: Meaning) -> None:
    """RefusedError unless the meaning is one that a publisher can give, and complete."""
    if meaning.significance not in Significance.values:
        raise RefusedError(_("Say what this means to readers: improvement, update or correction."))
    if not meaning.is_correction:
        if meaning.was_wrong or meaning.is_right:
            message = _("Only a correction says what was wrong: choose it, or empty both.")
            raise RefusedError(message)
        return
    for name in UNSAID:
        words = getattr(meaning, name).strip()
        if not words:
            raise RefusedError(str(UNSAID[name]))
        if len(words) > LONGEST:
            counts = {"show_value": len(words), "limit_value": LONGEST}
            raise RefusedError(str(TOO_LONG[name] % counts))


def meaning_after(live: Edition | None, meaning: Meaning) -> Meaning:
    """Return what an edition means after what is live, or after nothing.

    Where readers see nothing there is nothing to improve; a correction of what was withdrawn, and
    something new since, are told all the same.
    """
    if live is None:
        return AGAIN if meaning == IMPROVEMENT else meaning
    if meaning == AGAIN:
        raise RefusedError(_("Say what this means to readers: improvement, update or correction."))
    return meaning


def has_had_readers(article: Article, at: Any) -> bool:
    """Whether any edition was live before `at`: from then on a publisher says what changes."""
    return article.editions.issued().filter(live_from__lt=at).exists()


def note_correction(right: Edition, meaning: Meaning) -> None:
    """Join an edition to the one that readers had before it, if it corrects that one."""
    if not meaning.was_wrong:
        return
    before = right.article.editions.issued().filter(live_from__lt=right.live_from)
    wrong = before.without_story().order_by("-live_from").first()
    if wrong is None:
        raise RefusedError(_("Nothing was live before, so there is nothing to correct."))
    Correction.objects.create(
        wrong_edition=wrong,
        right_edition=right,
        was_wrong=meaning.was_wrong.strip(),
        is_right=meaning.is_right.strip(),
    )


def carry_corrections(cancelled: Edition, right: Edition) -> None:
    """Say again of `right` what was said of the edition whose place it takes.

    A correction never changes: that of an edition which never goes live is never shown.
    """
    for correction in Correction.objects.filter(right_edition=cancelled).order_by("pk"):
        Correction.objects.create(
            wrong_edition_id=correction.wrong_edition_id,
            right_edition=right,
            was_wrong=correction.was_wrong,
            is_right=correction.is_right,
        )
