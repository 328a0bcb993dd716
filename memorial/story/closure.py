"""What a story holds of the records in it: those it shows whole, those it only links to by name.

A link in prose has the words of its author, and leads to wherever the record has its page by then.
So nothing of the record is seen, and no change of it makes the page say what is out of date.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from memorial.story.frozen import Frozen, refs_in, thaw
from memorial.story.refs import kind_of
from memorial.story.values import Story

#: What is kept of a record that is only linked to: what it is called, and whose page it stands on.
_CALLED = ("text", "lang", "title", "name", "caption", "alt_text", "monument", "speaker", "now")


def shown_by(story: Story) -> list[str]:
    """Return the records that a story shows, without those that its prose only links to."""
    # A source is shown wherever it stands: the list below an article has every one.
    shown = set(story.shown)
    return [ref for ref in story.refs if ref in shown or kind_of(ref) == "source"]


def as_link(fact: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what is shown of a record what a link to it needs."""
    return {name: fact[name] for name in _CALLED if name in fact}


def closure(
    shown: Iterable[str], linked: Iterable[str], facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return of a facts map what is shown, with all it points at, and what is linked to.

    What is both is whole.
    """
    called = {ref: as_link(fact) for ref, fact in facts.items()}
    whole, named = _reached(shown, facts), _reached(linked, called)
    return {
        ref: fact if ref in whole else called[ref]
        for ref, fact in facts.items()
        if ref in whole or ref in named
    }


def shown_facts(frozen: Frozen) -> dict[str, Any]:
    """Return the facts that readers of a frozen story see, whatever else it holds.

    Stories that were frozen once hold all of what they only link to.
    """
    facts = frozen["facts"]
    shown = _reached(shown_by(thaw(frozen)), facts)
    return {ref: fact for ref, fact in facts.items() if ref in shown}


def shows_the_same(before: Frozen, after: Frozen) -> bool:
    """Whether the readers of two frozen stories see the same of the records."""
    return shown_facts(before) == shown_facts(after)


def _reached(refs: Iterable[str], facts: Mapping[str, Any]) -> set[str]:
    """Return those of the records that there are facts of, and all that these point at."""
    found: set[str] = set()
    waiting = list(refs)
    while waiting:
        ref = waiting.pop()
        if ref in facts and ref not in found:
            found.add(ref)
            waiting += refs_in(facts[ref])
            # Whoever was merged into another is shown as that one, which is there as well.
            waiting += filter(None, [facts[ref].get("now")])
    return found
