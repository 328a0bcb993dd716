"""Lists as Word pastes them: paragraphs that begin with a sign; made lists again."""

import re

from memorial.text.trees import Node

_LEVEL = re.compile(r"mso-list:[^;]*level([1-9])")
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,3}|[A-Za-zА-Яа-я]|[ivxlc]{1,6})[.)]$")
_BULLET = re.compile(r"^[\s\u00a0]*(?:[·•▪◦‣§●○■o–-]|\(?[0-9A-Za-z]{1,4}[.)])[\s\u00a0]+")


def lists_of_word(root: Node) -> None:
    """Put every run of Word's list paragraphs into lists, one inside another by their level."""
    for parent in [root, *root.walk()]:
        if any(_is_entry(child) for child in parent.children):
            parent.children = _with_lists(parent.children)


def _is_entry(child: Node | str) -> bool:
    if not isinstance(child, Node) or child.tag != "p":
        return False
    is_styled = "mso-list:" in child.attributes.get("style", "")
    is_named = child.attributes.get("class", "").startswith("MsoListParagraph")
    return is_styled or is_named and bool(_BULLET.match(child.words()))


def _with_lists(children: list[Node | str]) -> list[Node | str]:
    made: list[Node | str] = []
    run: list[Node] = []
    for child in [*children, Node("")]:
        if _is_entry(child):
            run.append(child)
        elif run and isinstance(child, str) and not child.strip():
            continue
        else:
            made += _lists(run)
            run = []
            made.append(child)
    return made[:-1]


def _lists(run: list[Node]) -> list[Node]:
    """Return a run of entries as lists; an entry of a deeper level goes into the one above."""
    made: list[Node] = []
    open_lists: list[tuple[int, Node]] = []
    for entry in run:
        level, kind = _level(entry), "ol" if _NUMBERED.match(_take_sign(entry)) else "ul"
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level or open_lists[-1][1].tag != kind:
            if open_lists and open_lists[-1][0] == level:
                open_lists.pop()
            into = open_lists[-1][1].children[-1].children if open_lists else made
            into.append(Node(kind))
            open_lists.append((level, into[-1]))
        open_lists[-1][1].children.append(Node("li", {}, [Node("p", {}, entry.children)]))
    return made


def _level(entry: Node) -> int:
    found = _LEVEL.search(entry.attributes.get("style", ""))
    return int(found[1]) if found else 1


def _take_sign(entry: Node) -> str:
    """Take the sign that stands for the list off an entry, and return it."""
    for node in entry.walk():
        if "mso-list:Ignore" in node.attributes.get("style", "").replace(" ", ""):
            sign, node.children = node.words(), []
            return sign.strip()
    first = _first_text(entry)
    if first is None:
        return ""
    node, place = first
    found = _BULLET.match(node.children[place].replace("&nbsp;", "\u00a0"))
    if not found:
        return ""
    text = node.children[place].replace("&nbsp;", "\u00a0")
    node.children[place] = text[found.end() :]
    return found[0].strip()


def _first_text(node: Node) -> tuple[Node, int] | None:
    for place, child in enumerate(node.children):
        if isinstance(child, str):
            if child.strip():
                return node, place
        elif found := _first_text(child):
            return found
    return None
