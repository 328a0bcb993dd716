"""The same words in every language stand beside each other in a form."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

CODES = [code for code, _name in settings.LANGUAGES]


def abreast(fields: Iterable[Any]) -> list[Any]:
    """Join what follows each other as `name_en`, `name_ru`, `name_ko` into one line."""
    left, lines = list(fields), []
    while left:
        line = _one_in_each_language(left[0])
        if tuple(left[: len(line)]) != line:
            line = (left[0],)
        lines.append(line if len(line) > 1 else line[0])
        del left[: len(line)]
    return lines


def _one_in_each_language(field: Any) -> tuple[Any, ...]:
    ending = f"_{CODES[0]}"
    if not isinstance(field, str) or not field.endswith(ending):
        return (field,)
    return tuple(f"{field.removesuffix(ending)}_{code}" for code in CODES)
