"""`manage.py create_roles`: make the groups say what the table of rights says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from memorial.services.permitting import ROLES, make_roles


class Command(BaseCommand):
    help = f"Make or repair the groups {', '.join(ROLES)}; other groups are left alone."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        try:
            with transaction.atomic():
                changed = make_roles()
        except LookupError as missing:
            raise CommandError(str(missing)) from missing
        if changed:
            self.stdout.write(f"Roles made or repaired: {', '.join(changed)}.")
        elif verbosity:
            self.stdout.write("The roles are as they should be; nothing was changed.")
