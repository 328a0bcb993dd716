"""Problems that checks found, as the desk lists them."""

from typing import Any

from memorial.admin.links import record_url
from memorial.services.checking import Problem


def with_links(problems: list[Problem]) -> list[dict[str, Any]]:
    """Return problems as the list of checks shows them, with a link to the record that lacks."""
    return [
        {
            "message": problem.message,
            "is_blocking": problem.is_blocking,
            "part": problem.part,
            "record_url": record_url(problem.record),
        }
        for problem in problems
    ]
