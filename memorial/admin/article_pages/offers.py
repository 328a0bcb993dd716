"""A fix as its publisher sees it: each change, and whether it fits elsewhere."""

from dataclasses import dataclass
from typing import Any

from memorial.forms.publishing import FixForm
from memorial.models import Edition, Revision
from memorial.pages.changes import ShownChange, shown_changes
from memorial.services.fitting import Fit, fit_of, rebased
from memorial.services.freezing import freeze_story
from memorial.services.survivors import frozen_now, thaw_now
from memorial.story.compare import changes
from memorial.story.frozen import Frozen, thaw
from memorial.story.marking import as_text


@dataclass(frozen=True)
class Place:
    """A change in one other place: how it fits, and in words what stands there."""

    target: str
    fit: Fit
    theirs: str


@dataclass(frozen=True)
class Offer:
    """One change of a fix, and every other place where it could be made too."""

    part: str
    shown: ShownChange
    places: list[Place]


def frozen_fix(kept: Revision, live: Edition) -> Frozen:
    """Return what readers would see: the fix, made to what is live by now.

    RefusedError where somebody fixed the same words otherwise meanwhile.
    """
    if kept.base is None or kept.base_id == live.pk:
        return frozen_now(kept.frozen)
    story = rebased(thaw_now(kept.frozen), thaw_now(kept.base.frozen), thaw_now(live.frozen))
    return freeze_story(story)


def offers(live: Frozen, fixed: Frozen, targets: dict[str, Frozen]) -> list[Offer]:
    """Return each change from `live` to `fixed` with how it fits the targets."""
    live, fixed = frozen_now(live), frozen_now(fixed)
    targets = {target: frozen_now(frozen) for target, frozen in targets.items()}
    made = zip(changes(thaw(live), thaw(fixed)), shown_changes(live, fixed), strict=True)
    stories = {target: thaw(frozen) for target, frozen in targets.items()}
    found = []
    for change, shown in made:
        places = []
        for target, story in stories.items():
            fit = fit_of(story, change)
            places.append(Place(target, fit, as_text(fit.theirs, targets[target]["facts"])))
        found.append(Offer(change.part, shown, places))
    return found


def fitting_parts(offered: list[Offer], target: str) -> list[str]:
    """Return the parts whose change fits a target: those that are ticked beforehand."""
    return [
        offer.part
        for offer in offered
        for place in offer.places
        if place.target == target and place.fit.is_open
    ]


def ticked_rows(offered: list[Offer], form: FixForm) -> list[dict[str, Any]]:
    """Return the offers as the page lists them, each place with its tick."""
    return [
        {
            "offer": offer,
            "places": [
                {"place": place, "is_ticked": form.is_ticked(place.target, offer.part)}
                for place in offer.places
            ],
        }
        for offer in offered
    ]
