"""What a browser would post: the fields of a form page as they stand, with changes."""

import re
from html import unescape
from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects the successful controls of the page's change form."""

    def __init__(self):
        super().__init__()
        self.values, self._text, self._select = {}, None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name = attributes.get("name")
        if tag == "input" and name:
            self._input(name, attributes)
        elif tag == "textarea" and name:
            self._text = (name, [])
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and "selected" in attributes:
            self.values.setdefault(self._select, []).append(attributes.get("value", ""))

    def _input(self, name, attributes):
        kind = attributes.get("type", "text")
        if (
            kind in ("submit", "button", "file")
            or kind in ("checkbox", "radio")
            and ("checked" not in attributes)
        ):
            return
        ticked = "on" if kind == "checkbox" else ""
        self.values.setdefault(name, []).append(attributes.get("value") or ticked)

    def handle_data(self, data):
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text:
            name, text = self._text
            self.values[name] = [re.sub(r"^\r?\n", "", unescape("".join(text)))]
            self._text = None
        elif tag == "select":
            self._select = None


def form_values(page, **changes):
    """Return what the form on `page` would post, with `changes` made to it."""
    form = _Form()
    form.feed(page.content.decode())
    values = {name: given if len(given) > 1 else given[0] for name, given in form.values.items()}
    return {
        name: value
        for name, value in {**values, **changes}.items()
        if "__prefix__" not in name and value is not None
    }


def add_block(values, block_type, **fields):
    """Put one more block of a type into what is posted, as the editor's script would."""
    prefix = f"memorial_{block_type.replace('_', '')}block_set"
    number = int(values[f"{prefix}-TOTAL_FORMS"])
    values[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    defaults = {"region": "body", "ordering": str(1000 + number), "key": ""}
    for name, value in {**defaults, **fields}.items():
        values[f"{prefix}-{number}-{name}"] = value
    return values
