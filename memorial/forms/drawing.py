"""How fields are drawn: a label without a colon, and an empty list of errors by nothing at all."""

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

ERRORS = "django/forms/errors/"


class PlainLabel(BoundField):
    def label_tag(
        self,
        contents: Any = None,
        attrs: Any = None,
        label_suffix: str | None = None,
        tag: str | None = None,
    ) -> Any:
        return super().label_tag(contents, attrs, label_suffix or "", tag)


class FieldDrawing(TemplatesSetting):
    """Asks no template about errors where there are none: a long form does so a thousand times."""

    bound_field_class = PlainLabel

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name.startswith(ERRORS) and not context["errors"]:
            return ""
        return super().render(template_name, context, request)
