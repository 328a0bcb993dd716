"""The front page of the desk: what is due, and how each piece of it stands in words."""

from datetime import datetime
from typing import Any

from memorial.pages.stages import (
    following,
    moment_ahead,
    readers_see,
    return_in_short,
    stage_of,
)
from memorial.services.overview import desk_overview


def front_page(at: datetime, by: Any) -> dict[str, Any]:
    """Return what is due, each piece with its `state`, each moment of the week with its own."""
    overview = desk_overview(at, by)
    # One piece may stand in several parts: it is the same row.
    for piece in (*overview["pieces"].on_their_way, *overview["pieces"].drafts):
        piece.state, piece.readers = stage_of(piece), readers_see(piece)
        piece.returned = return_in_short(piece)
    for piece in overview["pieces"].behind:
        piece.following = following(piece)
    week = [
        (day, [(event, moment_ahead(event.kind)) for event in events])
        for day, events in overview["week"]
    ]
    return {**overview, "week": week}
