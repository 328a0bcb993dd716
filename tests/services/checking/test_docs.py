"""Holds docs/checks.md to the list of checks that runs."""

import re
from pathlib import Path

from memorial.services.checking import CHECKS

DOCS = Path(__file__).resolve().parents[3] / "docs" / "checks.md"


def test_the_table_lists_every_check_with_its_severity_and_place():
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| ([^|]+) \| [^|]+\|$", DOCS.read_text(), re.M)

    assert rows == [(check.name, check.severity, check.place) for check in CHECKS]
