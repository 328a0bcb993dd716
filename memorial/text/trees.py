"""HTML as a tree of nodes, for those who change it; it must be well-formed already."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Union

VOID = {"br", "hr"}


@dataclass(eq=False)
class Node:
    """An element; its children are nodes and text, text as it stands in HTML."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Union["Node", str]] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield every node below this one, in reading order."""
        for child in list(self.children):
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def words(self) -> str:
        """Return the plain text of it."""
        texts = (
            each.words() if isinstance(each, Node) else unescape(each) for each in self.children
        )
        return "".join(texts)

    def replace(self, child: "Node", others: list[Union["Node", str]]) -> None:
        place = next(place for place, each in enumerate(self.children) if each is child)
        self.children[place : place + 1] = others


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.path = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.path) > 1 and self.path[-1].tag == tag:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def parse(html: str) -> Node:
    """Return well-formed HTML as the children of a node without a name."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.path[0]


def write(node: Node) -> str:
    """Return a tree as HTML."""
    inner = "".join(write(each) if isinstance(each, Node) else each for each in node.children)
    if not node.tag:
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    return f"<{node.tag}{attributes}>" + ("" if node.tag in VOID else f"{inner}</{node.tag}>")
