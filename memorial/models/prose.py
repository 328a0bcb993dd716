"""The column of prose: what an editor of it offers, and the cleaning of whatever comes in."""

from typing import Any

from django.db import models
from django_prose_editor.fields import ProseEditorField

from memorial.text import clean_html

PROSE = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", "tel", "record", "source"],
    },
    "HTML": False,
    "TidyPaste": True,
    "DeskLinks": True,
}


class CleanHtmlField(ProseEditorField):
    """Prose, cleaned in forms and again on every save, whoever saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", PROSE)
        kwargs["sanitize"] = clean_html
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        html = clean_html(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, html)
        return html
