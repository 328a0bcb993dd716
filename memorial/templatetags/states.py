"""How something stands, as a mark beside its words."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def state(shape: str, words: Any) -> SafeString:
    """Show a state by shape as well as colour (`.st` of the desk's styles)."""
    return format_html('<span class="st {}">{}</span>', shape, words)


@register.simple_tag
def state_with_note(shape: str, words: Any, note: str) -> SafeString:
    """Show a state, and in small what more is to be known of it."""
    more = format_html(" <small>{}</small>", note) if note else ""
    return format_html("{}{}", state(shape, words), more)
