"""The one way in which services say no: a sentence for the person who asked."""

from typing import Any


class RefusedError(Exception):
    """What was asked cannot be done as things stand; nothing was written.

    `problems` are checks that failed, `editions` the editions that stand in the way.
    """

    def __init__(self, message: str, *, problems: Any = (), editions: Any = ()) -> None:
        super().__init__(message)
        self.message = str(message)
        self.problems = list(problems)
        self.editions = list(editions)
