"""The history of records that services change, beside that of their forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import reversion

from memorial.models import Record


@contextmanager
def in_history(by: Any, comment: str, *records: Record) -> Iterator[None]:
    """Keep the records, as they are after what is done within, in the history of their forms."""
    with reversion.create_revision():
        yield
        known = [each for each in records if reversion.is_registered(type(each))]
        reversion.set_comment(comment)
        if by is not None:
            reversion.set_user(by)
        for record in known:
            reversion.add_to_revision(type(record)._base_manager.get(pk=record.pk))
