"""The rows of a formset as a browser posted them, to be put in another order or replaced."""

import hashlib

from django.http import QueryDict

from memorial.text.numbers import row_number

#: More rows than any form has; a forged count beyond it is Django's to refuse.
ROWS = 2000

Row = dict[str, list[str]]


class PostedRows:
    """Rows that were there when the form was opened (`initial`), and those put in since (`new`)."""

    def __init__(self, data: QueryDict, prefix: str) -> None:
        self.prefix = prefix
        initial, total = self._count(data, "INITIAL"), self._count(data, "TOTAL")
        rows: list[Row] = [{} for _number in range(max(initial, total))]
        self.names = [name for name in data if name.startswith(f"{prefix}-")]
        for name in self.names:
            digits, _dash, field = name.removeprefix(f"{prefix}-").partition("-")
            number = row_number(digits)
            if number is not None and number < len(rows):
                rows[number][field] = data.getlist(name)
        self.initial, self.new = rows[:initial], rows[initial:]

    def written(self, data: QueryDict) -> QueryDict:
        """Return what was posted with these rows in the place of its own."""
        written = data.copy()
        for name in self.names:
            if name.removeprefix(f"{self.prefix}-").partition("-")[0].isdecimal():
                written.pop(name)
        for number, row in enumerate([*self.initial, *self.new]):
            for field, values in row.items():
                written.setlist(f"{self.prefix}-{number}-{field}", values)
        written[f"{self.prefix}-INITIAL_FORMS"] = str(len(self.initial))
        written[f"{self.prefix}-TOTAL_FORMS"] = str(len(self.initial) + len(self.new))
        return written

    def _count(self, data: QueryDict, name: str) -> int:
        return max(0, min(int(data.get(f"{self.prefix}-{name}_FORMS", 0)), ROWS))


def mark_of(row: Row) -> str:
    """Return what a new row is known by on the next page: its key, else what it says."""
    key = row.get("key", [""])[0]
    said = sorted((field, values) for field, values in row.items() if field not in _OUTSIDE)
    return key or hashlib.sha256(repr(said).encode()).hexdigest()[:16]


_OUTSIDE = {"id", "ordering", "lost"}


def with_lost_rows_as_new(
    data: QueryDict, prefix: str, existing: set[str], parent: str
) -> QueryDict:
    """Return posted rows with those that somebody deleted meanwhile as new ones, at the end.

    Without it a row that no longer exists would be dropped from the page, words and all.
    `parent` names the field that holds the record around them.
    """
    try:
        rows = PostedRows(data, prefix)
    except ValueError:
        return data
    lost = [row for row in rows.initial if row.get("id", [""])[0] not in existing]
    if not lost:
        return data
    rows.initial = [row for row in rows.initial if row not in lost]
    rows.new = [{**row, "id": [""], parent: [""], "lost": ["1"]} for row in lost] + rows.new
    return rows.written(data)
