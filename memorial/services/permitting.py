"""Who may do what to which noun: one table, asked by admin, services and commands alike."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

ARTICLES = ("article",)
FACTS = ("monument", "person", "unveiling", "statement")
RECORDS = ("organisation", "office", "place", "source", "image", "topic")
SITE = ("sitesettings", "followchannel", "address")
#: What the desk lists for its editors; nothing of it is typed.
DESK = ("refreshtask", "checkedlink")

#: Role → nouns → verbs. Each role may do what the roles above it may.
#: Authors change facts only while they are drafts: `change_public_facts` is an editor's.
ROLES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "Author": [
        (ARTICLES, ("view", "add", "change")),
        (FACTS, ("view", "add", "change")),
        (RECORDS, ("view", "add")),
    ],
    "Editor": [
        (ARTICLES, ("delete", "review", "change_public_facts")),
        (FACTS, ("delete",)),
        (RECORDS, ("change", "delete")),
        (SITE, ("view",)),
        (DESK, ("view",)),
    ],
    "Publisher": [
        (ARTICLES, ("publish",)),
        (SITE, ("add", "change", "delete")),
    ],
}


def may(user: Any, verb: str, noun: str) -> bool:
    """Whether `user` may do `verb` to `noun` (a model's name); None is the operator: always."""
    if user is None:
        return True
    codename = verb if verb == "change_public_facts" else f"{verb}_{noun}"
    return user.is_active and user.has_perm(f"memorial.{codename}")


def require(user: Any, verb: str, noun: str) -> None:
    """PermissionDenied, in words, unless `user` may do `verb` to `noun`."""
    if not may(user, verb, noun):
        raise PermissionDenied(_("Your role does not allow this: ask a publisher or an editor."))


def make_roles() -> list[str]:
    """Make the groups say what the table says; groups of other names are left alone.

    Returns the names of the groups that were made or changed.
    """
    changed = []
    for role in ROLES:
        group, is_new = Group.objects.get_or_create(name=role)
        wanted = set(_permissions(role))
        if is_new or set(group.permissions.all()) != wanted:
            group.permissions.set(wanted)
            changed.append(role)
    return changed


def codenames(role: str) -> Iterator[str]:
    """Yield every permission of a role, its own and those of the roles above it."""
    names = list(ROLES)
    for name in names[: names.index(role) + 1]:
        for nouns, verbs in ROLES[name]:
            for noun in nouns:
                for verb in verbs:
                    yield verb if verb == "change_public_facts" else f"{verb}_{noun}"


def _permissions(role: str) -> list[Permission]:
    wanted = set(codenames(role))
    found = list(Permission.objects.filter(content_type__app_label="memorial", codename__in=wanted))
    missing = wanted - {permission.codename for permission in found}
    if missing:
        raise LookupError(f"No such permissions: {sorted(missing)}. Run `manage.py migrate` first.")
    return found
