"""Addresses of the web without what follows readers about."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|_openstat|igshid|"
    r"mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|ref_src|twclid|ttclid|li_fat_id|srsltid)",
    re.IGNORECASE,
)
_REDIRECTS = {
    ("www.google.com", "/url"): ("q", "url"),
    ("google.com", "/url"): ("q", "url"),
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
}


def plain_address(address: str) -> str:
    """Return an address that leads straight to its page, without tracking parameters."""
    if not address.lower().startswith(("http://", "https://")):
        return address
    try:
        parts = urlsplit(address)
        target = _target(parts)
    except ValueError:
        return address
    if target:
        return plain_address(target)
    if not any(_TRACKING.fullmatch(pair.partition("=")[0]) for pair in parts.query.split("&")):
        return address
    kept = [
        each for each in parts.query.split("&") if not _TRACKING.fullmatch(each.partition("=")[0])
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _target(parts: SplitResult) -> str:
    """Return where a search engine's own link leads on to; empty for any other address."""
    names = _REDIRECTS.get((parts.netloc.lower(), parts.path), ())
    asked = parse_qs(parts.query) if names else {}
    found = [asked[name][0] for name in names if name in asked]
    return found[0] if found and found[0].startswith(("http://", "https://")) else ""
