"""Whether a change made in one story fits another, part by part."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from memorial.services.refusing import RefusedError
from memorial.story.compare import Change, apply, changes, has_already, part_of
from memorial.story.values import Story

#: It can be made; it is there already; that part was changed otherwise; that block is not there.
FITS, SAME, OTHER, GONE = "fits", "same", "other", "gone"

#: Targets, or the parts wanted of each; None for all of them.
Also = Iterable[str] | Mapping[str, Collection[str] | None]


@dataclass(frozen=True)
class Fit:
    """How a change stands to another story, and what that one has in its place."""

    state: str
    theirs: Any

    @property
    def is_open(self) -> bool:
        return self.state == FITS


def fit_of(story: Story, change: Change) -> Fit:
    theirs = part_of(story, change)
    if has_already(story, change):
        return Fit(SAME, theirs)
    if apply(story, change) is not None:
        return Fit(FITS, theirs)
    return Fit(GONE if theirs is None else OTHER, theirs)


def changed(story: Story, made: Iterable[Change]) -> tuple[Story, list[Change]]:
    """Return the story with the changes that fit it, and those that do not."""
    not_made = []
    for change in made:
        applied = apply(story, change)
        if applied is None:
            not_made.append(change)
        else:
            story = applied
    return story, not_made


def rebased(story: Story, base: Story, live: Story) -> Story:
    """Return what is live with the changes made that lead from `base` to `story`.

    Those that readers see already stay as they are; RefusedError where the same part was fixed
    otherwise meanwhile.
    """
    wanted = [change for change in changes(base, story) if not has_already(live, change)]
    fixed, not_made = changed(live, wanted)
    if not_made:
        raise RefusedError(
            _("Somebody fixed the same words meanwhile. Open what is live again and compare.")
        )
    return fixed


def asked_of(target: str, also: Also, made: list[Change]) -> list[Change]:
    """Return the changes asked for of one target: all, unless parts of it are named."""
    if target not in also:
        return []
    parts = also[target] if isinstance(also, Mapping) else None
    return [change for change in made if parts is None or change.part in parts]
