"""Which side changed a part: theirs, mine, or both, by what the form was opened with."""

from dataclasses import dataclass
from typing import Any

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Order:
    """Blocks that both sides have, in another order."""

    label: str
    theirs: str
    mine: str
    default: str


class Judge:
    """Knows nothing of what the form was opened with: the editor chooses."""

    def field(self, name: str) -> str:
        """Return which side changed a field; empty where both did, or nobody knows."""
        return ""

    def row(self, theirs: Any, mine: Any) -> str:
        """Return which side changed a row; None stands for a side that has it no more."""
        return ""

    def order(self) -> Order | None:
        """Return in which order the rows stand on either side, if that differs."""
        return None


def side(base: Any, theirs: Any, mine: Any) -> str:
    """Return the one side that differs from the base; empty where both do.

    Where both say the same, mine: there is nothing to lose.
    """
    if theirs in (mine, base):
        return MINE
    return THEIRS if mine == base else ""
