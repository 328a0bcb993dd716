"""Holds that what every reader loads stays light."""

import gzip
from pathlib import Path

STYLES = Path(__file__).resolve().parent.parent / "static" / "css"


def test_the_styles_that_readers_load_weigh_less_than_twelve_kilobytes():
    sheets = sorted(STYLES.glob("0*.css"))

    assert sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in sheets) < 12_000
