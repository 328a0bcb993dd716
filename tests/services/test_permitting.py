"""Holds who may do what to which noun, for every role."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied

from memorial.services.permitting import (
    ARTICLES,
    DESK,
    FACTS,
    RECORDS,
    ROLES,
    SITE,
    codenames,
    make_roles,
    may,
    require,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db

VERBS = ("view", "add", "change", "delete", "publish", "change_public_facts")

#: What each role may do to each family of nouns, told a second time and by hand.
TABLE = {
    ("Author", ARTICLES): {"view", "add", "change"},
    ("Author", FACTS): {"view", "add", "change"},
    ("Author", RECORDS): {"view", "add"},
    ("Author", SITE): set(),
    ("Author", DESK): set(),
    ("Editor", ARTICLES): {"view", "add", "change", "delete", "change_public_facts"},
    ("Editor", FACTS): {"view", "add", "change", "delete"},
    ("Editor", RECORDS): {"view", "add", "change", "delete"},
    ("Editor", SITE): {"view"},
    ("Editor", DESK): {"view"},
    ("Publisher", ARTICLES): {"view", "add", "change", "delete", "change_public_facts", "publish"},
    ("Publisher", FACTS): {"view", "add", "change", "delete"},
    ("Publisher", RECORDS): {"view", "add", "change", "delete"},
    ("Publisher", SITE): {"view", "add", "change", "delete"},
    ("Publisher", DESK): {"view"},
    (None, ARTICLES): set(),
    (None, FACTS): set(),
    (None, RECORDS): set(),
    (None, SITE): set(),
    (None, DESK): set(),
    ("Superuser", ARTICLES): set(VERBS),
    ("Superuser", FACTS): {"view", "add", "change", "delete"},
    ("Superuser", RECORDS): {"view", "add", "change", "delete"},
    ("Superuser", SITE): {"view", "add", "change", "delete"},
    ("Superuser", DESK): {"view", "add", "change", "delete"},
}


@pytest.mark.parametrize(("role", "nouns"), TABLE, ids=lambda part: str(part or "nobody"))
def test_a_role_may_do_what_the_table_says(role, nouns):
    user = make_user(role)
    verbs = VERBS if nouns == ARTICLES else VERBS[:4]

    allowed = {noun: {verb for verb in verbs if may(user, verb, noun)} for noun in nouns}

    assert allowed == dict.fromkeys(nouns, TABLE[role, nouns])


@pytest.mark.parametrize("verb", VERBS)
def test_the_operator_may_do_everything(verb):
    assert may(None, verb, "article")
    require(None, verb, "article")


@pytest.mark.parametrize("verb", VERBS)
def test_a_visitor_may_do_nothing(verb):
    assert not may(AnonymousUser(), verb, "article")


def test_whoever_left_may_do_nothing():
    assert not may(make_user("Publisher", is_active=False), "publish", "article")


def test_whoever_may_not_is_told_in_words():
    with pytest.raises(PermissionDenied, match="Your role does not allow this"):
        require(make_user("Author"), "publish", "article")


# The groups.


def granted(role):
    permissions = Group.objects.get(name=role).permissions
    return set(permissions.values_list("codename", flat=True))


def test_the_groups_say_what_the_table_says():
    assert make_roles() == list(ROLES) == ["Author", "Editor", "Publisher"]

    assert all(granted(role) == set(codenames(role)) for role in ROLES)
    assert granted("Author") < granted("Editor") < granted("Publisher")


def test_making_the_groups_again_changes_nothing():
    make_roles()

    assert make_roles() == []
    assert Group.objects.count() == 3


def test_a_group_that_was_changed_is_put_right_and_named():
    make_roles()
    editors = Group.objects.get(name="Editor")
    editors.permissions.add(Permission.objects.get(codename="publish_article"))
    Group.objects.get(name="Author").permissions.clear()

    assert make_roles() == ["Author", "Editor"]

    assert "publish_article" not in granted("Editor")
    assert "add_article" in granted("Author")


def test_groups_of_other_names_are_left_alone():
    guests = Group.objects.create(name="Guests")
    guests.permissions.add(Permission.objects.get(codename="view_article"))

    make_roles()

    assert granted("Guests") == {"view_article"}


def test_permissions_that_are_missing_are_named_with_what_to_do():
    Permission.objects.filter(codename="publish_article").delete()

    with pytest.raises(LookupError, match=r"publish_article.*migrate"):
        make_roles()
