"""Numbers of rows as they come from outside: from an address, a form, a chosen state."""

from typing import Any

#: As many digits as every number has that a column of row numbers can hold.
_DIGITS = 18


def row_number(text: Any) -> int | None:
    """Return the number that a row could have; None for whatever else was sent."""
    digits = str(text).strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS
    return int(digits) if is_number else None


def is_row_number(text: Any) -> bool:
    return row_number(text) is not None
