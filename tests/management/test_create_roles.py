"""`manage.py create_roles`."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from memorial.services.permitting import ROLES


def create_roles(**given):
    said = StringIO()
    call_command("create_roles", stdout=said, **given)
    return said.getvalue()


@pytest.mark.django_db
def test_the_roles_are_made_and_named():
    said = create_roles()

    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert "Author, Editor, Publisher" in said


@pytest.mark.django_db
def test_a_second_time_changes_nothing_and_says_so():
    create_roles()

    said = create_roles()

    assert "nothing was changed" in said


@pytest.mark.django_db
def test_a_second_time_can_be_silent():
    create_roles()

    assert create_roles(verbosity=0) == ""


@pytest.mark.django_db
def test_a_changed_role_is_repaired_and_other_groups_are_left_alone():
    create_roles()
    Group.objects.get(name="Author").permissions.clear()
    Group.objects.create(name="Guests")

    said = create_roles()

    assert "repaired: Author." in said
    assert Group.objects.get(name="Author").permissions.exists()
    assert Group.objects.filter(name="Guests").exists()


@pytest.mark.django_db
def test_a_database_without_permissions_is_refused_in_words():
    Permission.objects.all().delete()

    with pytest.raises(CommandError, match="manage.py migrate"):
        create_roles()

    assert not Group.objects.exists()
