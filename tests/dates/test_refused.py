"""Holds what is no date here, however it is written."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from memorial.dates import DateError, EdtfDate

REFUSED = [
    "",
    " ",
    "yesterday",
    "17.05.2025",
    "25",
    "19-05",
    "2025-13",
    "2025-00",
    "2025-05-00",
    "2025-05-32",
    "2025-04-31",
    "2023-02-29",
    "1900-02-29",
    "-0001-02-29",
    "-0000",
    "1918/1914",
    "1918-12/1918-03",
    "1914/1916/1918",
    "/",
    "..",
    "../..",
    "../",
    "/..",
    "..1918",
    "1918..",
    "2004-06-11T10:00:00",
    "2004-06-11T10:00:00Z",
    "1560S2",
    "Y17000S3",
    "Y17E7",
    "Y1700",
    "Y0170000",
    "Y1000000000001",
    "{1921,1922}",
    "[1921,1922]",
    "[1921..1922]",
    "2004-06~-11",
    "2004~-06",
    "?2004",
    "2004-?06",
    "1921~~",
    "1921?~",
    "XXXX",
    "19X1",
    "X921",
    "192X-05",
    "192X-XX",
    "1985-1X",
    "1985-X5",
    "1985-XX-05",
    "1985-04-1X",
    "2001-25",
    "2001-41",
    "2001-21^southern",
    "2001-21-05",
    "1921 ~",
    "1914 / 1918",
    "19 21",
    "1921\n1922",
    "1921\x00",
    "\x001921",
    "1921\x07",
    "٢٠٢٥",
    "２０２５",
    "२०२५",
    "²⁰²⁵",
    "2025\u20115",
    "\ud800",
    "1921/" + "9" * 60,
    "Y" + "9" * 59,
    "1" * 61,
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_here_is_refused(text):
    with pytest.raises(DateError):
        EdtfDate.parse(text)


@pytest.mark.parametrize("text", ["tomorrow", "1918/1914", "1914/tomorrow", "2023-02-29"])
def test_the_refusal_names_the_whole_text(text):
    with pytest.raises(DateError) as caught:
        EdtfDate.parse(text)

    assert caught.value.text == text


def test_the_refusal_of_a_huge_text_has_a_short_message():
    with pytest.raises(DateError) as caught:
        EdtfDate.parse("x" * 1_000_000)

    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    "text", ["9" * 5_000_000, "/" * 60, "X" * 60, "-" * 60, "Y-" + "9" * 58, "[" * 60, ".." * 30]
)
def test_a_hostile_text_is_refused_at_once(text):
    started = time.perf_counter()

    with pytest.raises(DateError):
        EdtfDate.parse(text)

    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("text", REFUSED)
def test_a_refused_text_writes_nothing_on_the_terminal(text, capfd):
    with pytest.raises(DateError):
        EdtfDate.parse(text)

    assert capfd.readouterr() == ("", "")


def test_dates_need_neither_django_models_nor_settings():
    script = "import sys, memorial.dates; sys.exit('django.db' in sys.modules)"

    project = Path(__file__).parents[2]

    finished = subprocess.run([sys.executable, "-c", script], env={}, cwd=project, timeout=30)

    assert finished.returncode == 0
