"""Languages by name, as editors choose them, and the codes that are kept of them."""

from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info, override


def offered_languages() -> list[str]:
    """Return the names of languages in the active one, in the order of its letters."""
    return sorted(_names(_active()).values())


def language_named(code: str) -> str:
    """Return the name of a language in the active one; its code where it has no name."""
    return _names(_active()).get(code, code)


def code_of(name: str) -> str:
    """Return the code of a language by its name in any language of the desk, or in its own.

    Empty where nothing, or more than one language, is called so.
    """
    asked = name.casefold()
    here = {known.casefold(): code for code, known in _names(_active()).items()}
    found = {here[asked]} if asked in here else _called(asked)
    return next(iter(found)) if len(found) == 1 else ""


def _called(asked: str) -> set[str]:
    desk = {code for each, _name in settings.LANGUAGES for code, name in _names(each).items()
            if name.casefold() == asked}  # fmt: skip
    own = {code for code in _codes() if LANG_INFO[code]["name_local"].casefold() == asked}
    return desk or own


def _active() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _codes() -> list[str]:
    return sorted((code for code, info in LANG_INFO.items() if "name" in info), key=len)


@cache
def _names(language: str) -> dict[str, str]:
    """Return the names of languages by code, no name twice: of two the shorter code has it."""
    names: dict[str, str] = {}
    with override(language):
        for code in _codes():
            name = str(get_language_info(code)["name_translated"])
            if name not in names.values():
                names[code] = name
    return names
