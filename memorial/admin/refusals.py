"""What the desk says where a service refused: its sentence, and all that stands in the way."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from memorial.services.refusing import RefusedError


def attempt(request: HttpRequest, service: Any, *args: Any, **named: Any) -> Any:
    """Return what a service returned; where it refused, say why and return None."""
    try:
        return service(*args, **named)
    except RefusedError as error:
        messages.error(request, refusal(error))
        return None


def refusal(error: RefusedError) -> SafeString:
    """Return a refusal as a message: its sentence, then what stands in the way."""
    ways = [*(problem.message for problem in error.problems), *error.editions]
    if not ways:
        return format_html("{}", error.message)
    listed = format_html_join("", "<li>{}</li>", ((each,) for each in ways))
    return format_html("{} <ul>{}</ul>", error.message, listed)
