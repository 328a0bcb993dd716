"""What comes with words pasted from Word, Google Docs or a web page: made this site's own HTML.

The browser does the same as it pastes (`static/memorial/prose-paste.js`); this is for what
comes in by another way. `clean_html` is called after it: here nothing is made safe.
"""

import re

import nh3

from memorial.text import TAGS
from memorial.text.addresses import plain_address
from memorial.text.trees import Node, parse, write
from memorial.text.wordlists import lists_of_word

_CONTAINERS = {"div", "section", "article", "main", "header", "footer", "pre", "dl", "dt", "dd"}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr"}
_BLOCKS |= {"table", "thead", "tbody", "tr", "td", "th"} | _CONTAINERS
_NAMES = {"b": "strong", "i": "em", "strike": "s", "del": "s"}
_STYLES = (
    ("strong", re.compile(r"(?<![-\w])font-weight:\s*(?:bold|[6-9]00)")),
    ("em", re.compile(r"(?<![-\w])font-style:\s*italic")),
    ("sup", re.compile(r"(?<![-\w])vertical-align:\s*super")),
    ("sub", re.compile(r"(?<![-\w])vertical-align:\s*sub(?!er)\b")),
)
_NOT_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:normal|400)")
_HEADING = re.compile(r"h[1-6]")
_WORD_HEADING = re.compile(r"Mso(?:Heading([1-9])|Title)")

#: Makes whatever was pasted well-formed, and keeps what tells where it came from.
_opener = nh3.Cleaner(
    tags=_BLOCKS | set(_NAMES) | TAGS | {"caption"},
    clean_content_tags={"script", "style", "title", "xml"},
    attributes={
        "*": {"style", "class", "lang"},
        "a": {"href", "hreflang"},
        "ol": {"start"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel", "geo", "record", "source"},
    link_rel=None,
    strip_comments=True,
)


def tidy_paste(html: str) -> str:
    """Return `html` with its headings, lists, emphasis and links as this site writes them."""
    root = parse(_opener.clean(html.replace("\x00", "")))
    try:
        lists_of_word(root)
        _rank_headings(root)
        _rewrite(root)
        return write(root)
    except RecursionError:
        # Nested deeper than anybody writes: its words stay, as `clean_html` leaves them.
        return html


def _rank_headings(root: Node) -> None:
    """Make the highest heading an h3 and all below it an h4, where any is above an h3."""
    found = [node for node in root.walk() if _level(node)]
    levels = sorted({_level(node) for node in found})
    is_ours = not levels or levels[0] >= 3
    for node in found:
        level = min(_level(node), 4) if is_ours else 3 + (_level(node) != levels[0])
        node.tag, node.attributes = f"h{level}", {}


def _level(node: Node) -> int:
    if node.tag and _HEADING.fullmatch(node.tag):
        return int(node.tag[1])
    word = _WORD_HEADING.match(node.attributes.get("class", "")) if node.tag == "p" else None
    return int(word[1] or 1) if word else 0


def _rewrite(node: Node) -> None:
    """Rename, unwrap and take off, from the innermost outwards."""
    for child in list(node.children):
        if isinstance(child, Node):
            _rewrite(child)
            node.replace(child, _rewritten(child))


def _rewritten(node: Node) -> list[Node | str]:
    style = node.attributes.get("style", "")
    if node.tag in ("b", "strong") and _NOT_BOLD.search(style):
        return node.children
    if node.tag == "br" and node.attributes.get("class"):
        return []
    if node.tag == "span":
        return _emphasised(node, style)
    if node.tag in _CONTAINERS:
        inner = node.children
        has_blocks = any(isinstance(each, Node) and each.tag in _BLOCKS for each in inner)
        return inner if has_blocks or not node.words().strip() else [Node("p", {}, inner)]
    if node.tag == "table":
        return _under_its_caption(node)
    if node.tag == "a":
        if not node.attributes.get("href"):
            return node.children
        node.attributes["href"] = plain_address(node.attributes["href"])
    node.tag = _NAMES.get(node.tag, node.tag)
    return [node]


def _under_its_caption(table: Node) -> list[Node | str]:
    """Return a table after its caption, which becomes a paragraph."""
    captions = [each for each in table.children if isinstance(each, Node) and each.tag == "caption"]
    for caption in captions:
        table.replace(caption, [])
    return [*(Node("p", {}, caption.children) for caption in captions), table]


def _emphasised(node: Node, style: str) -> list[Node | str]:
    """Return the words of a span in the emphasis that its style gives them."""
    lang = node.attributes.get("lang", "")
    inner: list[Node | str] = node.children
    for tag, pattern in _STYLES:
        if pattern.search(style) and node.words().strip():
            inner = [Node(tag, {}, inner)]
    is_ours = lang and not style and "class" not in node.attributes
    return [Node("span", {"lang": lang}, inner)] if is_ours else inner
