"""Holds that the same words in every language share a line of their form, and others do not."""

import pytest

from memorial.admin.abreast import abreast
from tests.factories import make_unveiling

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        (["kind", "note_en", "note_ru", "note_ko"], ["kind", ("note_en", "note_ru", "note_ko")]),
        (["note_en", "note_ru"], ["note_en", "note_ru"]),
        ([("date", "kind"), "note_en"], [("date", "kind"), "note_en"]),
        (
            ["a_en", "a_ru", "a_ko", "b_en", "b_ru", "b_ko", "place"],
            [("a_en", "a_ru", "a_ko"), ("b_en", "b_ru", "b_ko"), "place"],
        ),
        ([], []),
    ],
)
def test_words_in_each_language_are_one_line(fields, lines):
    assert abreast(fields) == lines


def test_a_long_line_beside_others_shows_all_of_its_words(client, editor):
    unveiling = make_unveiling(occasion_en="Anniversary")

    page = client.get(f"/admin/memorial/unveiling/{unveiling.pk}/change/").content.decode()

    assert '<textarea name="occasion_en"' in page
    assert "form-row field-occasion_en field-occasion_ru field-occasion_ko" in page
