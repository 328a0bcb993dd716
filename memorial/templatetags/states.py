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
