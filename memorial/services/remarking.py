"""What a story that is to be restored shows no more as it did, and what becomes of it."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.models import Address, Article, block_types
from memorial.services.showing import LINKED_KINDS, model_named
from memorial.services.survivors import frozen_now
from memorial.story.frozen import Frozen, thaw
from memorial.story.marking import name_of
from memorial.story.refs import kind_of, numbers_by_kind, ref_to

DELETED, UNLINKED, RETIRED, NO_TYPE = "deleted", "unlinked", "retired", "no type"
ADDRESS, LANGUAGE, TRANSLATION, WAITING = "address", "language", "translation", "waiting"


@dataclass(frozen=True)
class Remark:
    """Something of a restored story that is no longer as it was, and what becomes of it."""

    kind: str
    noun: str
    name: str

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self.kind]() % {"noun": self.noun, "name": self.name})


_SENTENCES = {
    DELETED: lambda: _("%(noun)s “%(name)s” was deleted: it is left out."),
    UNLINKED: lambda: _(
        "%(noun)s “%(name)s”, to which the text links, was deleted: take the link out before "
        "publishing."
    ),
    RETIRED: lambda: _(
        "%(noun)s “%(name)s” is retired: it comes back into the text, and must be taken out or "
        "brought back before publishing."
    ),
    NO_TYPE: lambda: _("A block of the kind “%(name)s” is left out: there is no such kind now."),
    ADDRESS: lambda: _(
        "The address “%(name)s” belongs to another article now: the present one stays."
    ),
    LANGUAGE: lambda: _(
        "A translation into its language is there already: it comes back as an article of its own."
    ),
    TRANSLATION: lambda: _(
        "That “%(noun)s” is translated from “%(name)s” does not come back: one of them is gone, or "
        "another article is the original now."
    ),
    WAITING: lambda: _(
        "That “%(noun)s” is translated from “%(name)s” comes back as soon as the other one, which "
        "is deleted too, is restored."
    ),
}


def remarks_on(frozen: Frozen, article: Article | None = None) -> list[Remark]:
    """Return what a story shows that was deleted or retired since: one query a kind of record.

    `article` is the one whose working copy it is to become; None for one that was deleted. A
    record that was merged is no loss: the one that it is now comes back in its place.
    """
    frozen = frozen_now(frozen)
    story = thaw(frozen)
    shown = set(story.shown)
    states = _states(story.refs)
    states |= {ref: UNLINKED for ref in states if states[ref] == DELETED and ref not in shown}
    remarks = [
        Remark(states[ref], _noun(ref), name_of(ref, frozen["facts"]))
        for ref in story.refs
        if states.get(ref)
    ]
    types = block_types()
    gone = dict.fromkeys(block.type for block in story.blocks if block.type not in types)
    remarks += [Remark(NO_TYPE, "", each) for each in gone]
    if Address.objects.of_others(article, story.language, story.slug).exists():
        remarks.append(Remark(ADDRESS, "", story.slug))
    return remarks


def _states(refs: list[str]) -> dict[str, str]:
    """Return which records are deleted or retired, by reference."""
    states = dict.fromkeys(refs, DELETED)
    for kind, numbers in numbers_by_kind(refs).items():
        model = _model_of(kind)
        if model is None:
            continue
        columns = ["pk", "retired_at"] if hasattr(model, "retired_at") else ["pk"]
        for pk, *retired in model.objects.filter(pk__in=numbers).values_list(*columns):
            states[ref_to(kind, pk)] = RETIRED if any(retired) else ""
    return states


def _noun(ref: str) -> str:
    model = _model_of(kind_of(ref))
    return str(capfirst(model._meta.verbose_name)) if model else kind_of(ref)


def _model_of(kind: str) -> Any:
    return model_named(kind) if kind in LINKED_KINDS else None
