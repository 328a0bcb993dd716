"""Holds what every language has to be able to say."""

import pytest

from memorial.dates import EdtfDate
from memorial.dates.parts import Gap, Precision, Qualifier
from memorial.dates.spoken import en, ko, ru

EVERY = {(precision, qualifier) for precision in Precision for qualifier in Qualifier}


@pytest.mark.parametrize("patterns", [en.MOMENT, en.END, ru.MOMENT, ko.MOMENT, ko.END])
def test_every_precision_has_a_pattern_for_every_qualifier(patterns):
    assert set(patterns) == EVERY


def test_every_precision_has_russian_cases_certain_and_not():
    assert set(ru.END) == {(precision, doubt) for precision in Precision for doubt in (True, False)}


@pytest.mark.parametrize("patterns", [en.STRETCH, ko.STRETCH])
def test_every_interval_has_a_pattern(patterns):
    assert set(patterns) == {
        (None, None),
        (None, Gap.OPEN),
        (None, Gap.UNKNOWN),
        (Gap.OPEN, None),
        (Gap.UNKNOWN, None),
    }


def test_every_russian_interval_has_a_pattern():
    both = {(start, end) for start in (True, False) for end in (True, False)}
    gaps = {(about, gap) for about in (True, False) for gap in Gap}

    assert set(ru.STRETCH) == both | gaps | {(gap, about) for about, gap in gaps}


@pytest.mark.parametrize("language", ["de", "", "xx-YY", "english"])
def test_a_language_not_known_is_answered_in_english(language):
    assert EdtfDate.parse("2025-05").spoken(language) == "May 2025"


@pytest.mark.parametrize(
    ("language", "words"), [("ru-RU", "май 2025 года"), ("KO", "2025년 5월"), ("en-gb", "May 2025")]
)
def test_a_regional_language_is_its_language(language, words):
    assert EdtfDate.parse("2025-05").spoken(language) == words
