"""Lists of the desk: which filters are in use, and the way without each."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.text import capfirst

register = template.Library()


@dataclass(frozen=True)
class InUse:
    """A filter that is in use: its title, what was chosen, the address of the list without it."""

    title: str
    chosen: str
    without: str


@register.simple_tag
def filters_in_use(changes: Any) -> list[InUse]:
    """Return the filters of a list that leave something out; the first choice of each is all."""
    found = []
    for spec in changes.filter_specs:
        everything, *choices = list(spec.choices(changes)) or [None]
        for choice in choices:
            if choice["selected"]:
                title = str(capfirst(spec.title))
                found.append(InUse(title, str(choice["display"]), everything["query_string"]))
    return found
