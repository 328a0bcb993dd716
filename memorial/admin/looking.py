"""Rows that services write: at the desk they are looked at, and nothing is typed."""

from typing import Any

from django.http import HttpRequest


class LookOnly:
    """Mixed into an admin: nobody adds, changes or deletes a row by its form."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
