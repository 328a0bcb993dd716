"""The original beside its translation, with the words by which editors call each part."""

from dataclasses import dataclass

from django.utils.text import capfirst

from memorial.models import block_types
from memorial.pages.parts import row_label
from memorial.story.aligning import FIELD
from memorial.story.beside import Line, Part


@dataclass(frozen=True)
class ShownLine:
    label: str
    line: Line


@dataclass(frozen=True)
class ShownPart:
    """A part under its label; `lines` with a label each where there is more than one."""

    part: Part
    label: str
    lines: list[ShownLine]


def shown_parts(parts: list[Part]) -> list[ShownPart]:
    return [_shown(part) for part in parts]


def _shown(part: Part) -> ShownPart:
    if not part.is_block:
        return ShownPart(part, _field_label(part.kind), [ShownLine("", part.lines[0])])
    model = block_types().get(part.kind)
    label = capfirst(model._meta.verbose_name) if model else part.kind
    names = {field.name: field.verbose_name for field in model._meta.get_fields()
             if hasattr(field, "verbose_name")} if model else {}  # fmt: skip
    lines = [ShownLine(capfirst(names.get(line.name, "")), line) for line in part.lines]
    return ShownPart(part, label, lines)


def _field_label(name: str) -> str:
    return row_label(name, FIELD)
