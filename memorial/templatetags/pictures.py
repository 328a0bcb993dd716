"""Pictures: the renditions that fit, their size, and where to look when they are cropped."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from memorial.models import Image
from memorial.templatetags.showing import is_foreign

register = template.Library()

WIDTHS = (480, 960, 1600)


@register.simple_tag
def picture(image: Mapping[str, Any], sizes: str, *, alt: str = "", first: bool = False) -> str:
    """Show a picture of the library from its fact; the first on a page is fetched at once."""
    width, height = max(1, image["width"]), max(1, image["height"])
    addresses = _renditions(image, width)
    alt_text = {"text": alt, "lang": ""} if alt else image["alt_text"]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{} class="{}"{}>',
        addresses[min(WIDTHS[1], width)],
        format_html_join(", ", "{} {}w", ((url, wide) for wide, url in addresses.items())),
        sizes,
        width,
        height,
        alt_text["text"],
        format_html(' lang="{}"', alt_text["lang"]) if is_foreign(alt_text["lang"]) else "",
        focus(image["focal_point"]),
        SafeString(' fetchpriority="high"' if first else ' loading="lazy" decoding="async"'),
    )


@register.filter
def is_upright(image: Mapping[str, Any]) -> bool:
    return image["height"] > image["width"]


def focus(point: str) -> str:
    """Return the classes that keep the focal point (`0.62x0.4`) in sight, to a tenth."""
    try:
        across, down = (min(10, max(0, round(float(part) * 10))) for part in point.split("x"))
    except ValueError:
        across, down = 5, 5
    return f"focus-x-{across} focus-y-{down}"


def _renditions(image: Mapping[str, Any], width: int) -> dict[int, str]:
    """Return addresses by width; a rendition is never wider than the picture itself."""
    # Width and height must be given: Django would open the file to learn them.
    size = {"width": width, "height": max(1, image["height"])}
    row = Image(picture=image["picture"], focal_point=image["focal_point"], **size)
    return {min(wide, width): getattr(row.picture, f"w{wide}") for wide in WIDTHS}
