"""Rows of a block in a form: as they are typed, as they are kept, and what is wrong with them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from memorial.models.fields import as_edtf, read_edtf
from memorial.models.rows import Pick, RowsField, Words
from memorial.services.permitting import may
from memorial.services.survivors import survivors
from memorial.story.refs import number_of, ref_to
from memorial.text.numbers import is_row_number

#: A row as it is typed: what stands in each column; of a record, its number.
Typed = dict[str, str]


def typed(rows: Any) -> list[Typed]:
    """Return rows as a form shows them, whether they were kept or posted."""
    return [_typed_row(row) if "words" in row else row for row in rows or []]


def _typed_row(row: dict[str, dict[str, str]]) -> Typed:
    numbers = {name: str(number_of(ref) or "") for name, ref in row["records"].items()}
    return {**row["words"], **numbers}


def _written(rows: Any) -> list[tuple[int, Typed]]:
    """Return rows in which something stands, each with its place; the first is 1."""
    return [(place, row) for place, row in enumerate(typed(rows), 1) if any(row.values())]


def _kept_words(column: Words, text: str) -> str:
    return as_edtf(text) if column.kind == "edtf" else text


class RowRecords:
    """The records that rows name, of however many blocks: one query a kind for all of them."""

    def __init__(self) -> None:
        self._wanted: dict[str, set[int]] = {}
        self._names: dict[str, dict[int, str | None]] = {}
        self._now: dict[str, str] = {}

    def expect(self, column: RowsField, rows: list[Typed]) -> None:
        """Note which records these rows name, before anybody asks for one."""
        for name, pick in column.picks.items():
            numbers = {int(row[name]) for row in rows if is_row_number(row.get(name))}
            self._wanted.setdefault(pick.noun, set()).update(numbers)

    def names(self, pick: Pick) -> dict[int, str]:
        """Return the names of all records of a kind that were expected, by number."""
        names = self._names.setdefault(pick.noun, {})
        unknown = self._wanted.get(pick.noun, set()) - names.keys()
        if unknown:
            found = pick.model._base_manager.filter(pk__in=unknown)
            names.update(dict.fromkeys(unknown))
            names.update((record.pk, str(record)) for record in found)
        return {number: name for number, name in names.items() if name is not None}

    def now(self, noun: str, number: Any) -> str:
        """Return the reference of a record that was expected, or of what it was merged into."""
        wanted = {ref_to(kind, each) for kind, found in self._wanted.items() for each in found}
        if unknown := wanted - self._now.keys():
            self._now |= {ref: ref for ref in unknown} | survivors(unknown)
        ref = ref_to(noun, int(number))
        return self._now.get(ref, ref)


class RowsFormField(forms.Field):
    """The rows of a block; `standing` are those that were there, `user` is who changes them."""

    default_error_messages = {
        "too_few": ngettext_lazy(
            "This needs at least %(least)d row in which something stands.",
            "This needs at least %(least)d rows in which something stands.",
            "least",
        ),
        "fill_in": _("%(row)s %(place)d: fill in “%(column)s”."),
        "choose": _("%(row)s %(place)d: choose “%(column)s”."),
        "too_long": _(
            "%(row)s %(place)d: “%(column)s” has %(length)d characters; %(limit)d are the most."
        ),
        "no_date": _("%(row)s %(place)d: %(problem)s"),
        "unknown": _("%(row)s %(place)d: “%(column)s” is no longer there. Choose another."),
        "not_yours": _(
            "%(row)s %(place)d: your role does not let you choose “%(column)s”. Ask an editor."
        ),
    }

    def __init__(
        self,
        *,
        column: RowsField,
        user: Any = None,
        records: RowRecords | None = None,
        **kwargs: Any,
    ) -> None:
        self.column, self.user, self.standing = column, user, []
        self.records = records or RowRecords()
        super().__init__(**{"label": column.verbose_name, "required": False, **kwargs})

    def meet(self, form: forms.ModelForm, name: str) -> None:
        """Learn from a form of many what stands in it, so that its records are read with theirs."""
        self.standing = form.initial.get(name, [])
        self.records.expect(self.column, typed(self.standing))
        if form.is_bound:
            posted = self.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            self.records.expect(self.column, posted)

    def prepare_value(self, value: Any) -> list[Typed]:
        return typed(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = ([row for _place, row in _written(rows)] for rows in (initial, data))
        return [self._complete(row) for row in before] != [self._complete(row) for row in after]

    def clean(self, value: Any) -> list[dict[str, dict[str, str]]]:
        rows = _written(value)
        errors = [error for place, row in rows for error in self._wrong(place, row)]
        errors += self._wrong_records(rows)
        if len(rows) < self.column.least and not errors:
            errors = [self._error("too_few", least=self.column.least)]
        if errors:
            raise ValidationError(errors)
        return self.kept(value)

    def kept(self, value: Any) -> list[dict[str, dict[str, str]]]:
        """Return typed rows as the column keeps them; what is no number names no record.

        A record that was merged while the form was open is kept as the one that it is now.
        """
        rows = [row for _place, row in _written(value)]
        self.records.expect(self.column, rows)
        return [
            {
                "words": {
                    name: _kept_words(column, row.get(name, ""))
                    for name, column in self.column.words.items()
                },
                "records": {
                    name: self._kept_record(pick, row.get(name))
                    for name, pick in self.column.picks.items()
                },
            }
            for row in rows
        ]

    def _kept_record(self, pick: Pick, number: Any) -> str:
        return self.records.now(pick.noun, number) if is_row_number(number) else ""

    def as_text(self, value: Any) -> str:
        """Return rows as an editor reads them beside another text, row by row, records by name."""
        rows = [row for _place, row in _written(value)]
        self.records.expect(self.column, rows)
        return "\n".join(" · ".join(filter(None, self._said(row))) for row in rows)

    def _said(self, row: Typed) -> Iterator[str]:
        for name, column in self.column.columns.items():
            text = row.get(name, "")
            if isinstance(column, Pick) and is_row_number(text):
                text = self.records.names(column).get(int(text), text)
            yield text

    def _complete(self, row: Typed) -> Typed:
        return {name: row.get(name, "") for name in self.column.columns}

    def _wrong(self, place: int, row: Typed) -> Iterator[ValidationError]:
        for name, column in self.column.columns.items():
            text = row.get(name, "")
            if isinstance(column, Pick):
                if column.is_required and not text:
                    yield self._error("choose", place, column)
            elif column.is_required and not text:
                yield self._error("fill_in", place, column)
            else:
                yield from self._wrong_words(place, column, text)

    def _wrong_words(self, place: int, column: Words, text: str) -> Iterator[ValidationError]:
        if len(text) > column.max_length:
            limit = column.max_length
            yield self._error("too_long", place, column, length=len(text), limit=limit)
        elif column.kind == "edtf":
            try:
                read_edtf(text)
            except ValidationError as error:
                yield self._error("no_date", place, column, problem=error.messages[0])

    def _wrong_records(self, rows: list[tuple[int, Typed]]) -> list[ValidationError]:
        self.records.expect(self.column, [row for _place, row in rows])
        errors = []
        for name, pick in self.column.picks.items():
            known = self.records.names(pick)
            for place, row in rows:
                number = row.get(name, "")
                if number and not (is_row_number(number) and int(number) in known):
                    errors.append(self._error("unknown", place, pick))
                elif number and not self._may_choose(name, pick, number):
                    errors.append(self._error("not_yours", place, pick))
        return errors

    def _may_choose(self, name: str, pick: Pick, number: str) -> bool:
        """Whether the record stood there already, or the role may look records of its kind up."""
        stood = {row.get(name) for row in typed(self.standing)}
        return number in stood or may(self.user, "view", pick.noun)

    def _error(self, code: str, place: int = 0, column: Any = None, **params: Any) -> Any:
        params |= {"row": self.column.row_name, "place": place}
        params["column"] = column.label if column else ""
        return ValidationError(self.error_messages[code], code=code, params=params)
