"""`manage.py create_editor`: make one account for the admin, its password told once."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from memorial.services.permitting import ROLES

#: Easy to read aloud and to type: without i, l, o, 0 and 1. Twenty of them are 99 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Make an account that may use the admin; its random password is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="editor", help="default: editor")
        parser.add_argument("--role", default="Publisher", help=f"one of {', '.join(ROLES)}")
        parser.add_argument(
            "--if-none", action="store_true", help="do nothing when somebody may use the admin"
        )

    def handle(self, *args: Any, username: str, role: str, if_none: bool, **options: Any) -> None:
        if if_none and get_user_model().objects.filter(is_staff=True).exists():
            return
        group = find_role(role)
        check_username(username)
        password = new_password()
        with transaction.atomic():
            user = get_user_model().objects.create_user(username, password=password, is_staff=True)
            user.groups.add(group)
        self.stdout.write(
            "An account for the admin was made. Note its password: it is not shown again.\n"
            f"  user      {username} ({role})\n"
            f"  password  {password}\n"
        )


def find_role(role: str) -> Group:
    if role not in ROLES:
        raise CommandError(f"There is no role {role}. The roles are {', '.join(ROLES)}.")
    try:
        return Group.objects.get(name=role)
    except Group.DoesNotExist as missing:
        raise CommandError("The roles do not exist yet. Run: manage.py create_roles") from missing


def check_username(username: str) -> None:
    users = get_user_model().objects
    if users.filter(username=username).exists():
        raise CommandError(
            f"There is already a user {username}. To give them another password, "
            f"run: manage.py changepassword {username}"
        )
    try:
        get_user_model()(username=username).clean_fields(exclude=["password"])
    except ValidationError as error:
        raise CommandError(f"This user name cannot be used. {' '.join(error.messages)}") from error


def new_password() -> str:
    """Return four groups of five letters and digits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
