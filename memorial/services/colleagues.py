"""What colleagues are called at the desk: by their full names, or else as they log in."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim


def name_of(user: Any) -> str:
    """Return what a colleague is called; nothing for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def name_in_query(user: str) -> Coalesce:
    """Return the same as an expression, for the user at the end of a relation."""
    full = Trim(Concat(F(f"{user}__first_name"), Value(" "), F(f"{user}__last_name")))
    return Coalesce(NullIf(full, Value("")), F(f"{user}__username"))
