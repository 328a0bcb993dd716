"""`manage.py create_editor`."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from memorial.management.commands.create_editor import new_password
from memorial.services.permitting import make_roles

PASSWORD = r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}"


def create_editor(**given):
    said = StringIO()
    call_command("create_editor", stdout=said, **given)
    return said.getvalue()


@pytest.fixture
def _roles(db):
    make_roles()


@pytest.mark.usefixtures("_roles")
def test_the_printed_password_opens_the_account():
    said = create_editor()

    editor = get_user_model().objects.get()
    [password] = re.findall(PASSWORD, said)
    assert editor.check_password(password)
    assert editor.username in said
    assert editor.is_staff
    assert not editor.is_superuser
    assert [group.name for group in editor.groups.all()] == ["Publisher"]


@pytest.mark.usefixtures("_roles")
def test_name_and_role_can_be_chosen():
    create_editor(username="ada", role="Author")

    assert get_user_model().objects.get(username="ada").groups.get().name == "Author"


@pytest.mark.usefixtures("_roles")
def test_if_none_does_nothing_and_says_nothing_beside_other_staff():
    get_user_model().objects.create_user("ada", is_staff=True)

    said = create_editor(if_none=True)

    assert said == ""
    assert get_user_model().objects.count() == 1


@pytest.mark.usefixtures("_roles")
def test_if_none_makes_an_account_beside_mere_readers():
    get_user_model().objects.create_user("reader")

    create_editor(if_none=True)

    assert get_user_model().objects.filter(is_staff=True).count() == 1


@pytest.mark.usefixtures("_roles")
def test_an_account_that_exists_keeps_its_password():
    create_editor()
    before = get_user_model().objects.get().password

    with pytest.raises(CommandError, match="changepassword editor"):
        create_editor()

    assert get_user_model().objects.get().password == before


@pytest.mark.usefixtures("_roles")
@pytest.mark.parametrize("name", ["", "a b", "x" * 200])
def test_a_name_that_cannot_log_in_is_refused(name):
    with pytest.raises(CommandError, match="cannot be used"):
        create_editor(username=name)

    assert not get_user_model().objects.exists()


@pytest.mark.usefixtures("_roles")
def test_a_role_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(CommandError, match="Author, Editor, Publisher"):
        create_editor(role="King")


@pytest.mark.django_db
def test_before_the_roles_are_made_the_command_says_what_to_run():
    with pytest.raises(CommandError, match="create_roles"):
        create_editor()

    assert not Group.objects.exists()


def test_passwords_differ_and_satisfy_the_validators():
    passwords = {new_password() for _ in range(50)}

    assert len(passwords) == 50
    for password in passwords:
        assert re.fullmatch(PASSWORD, password)
        validate_password(password)
