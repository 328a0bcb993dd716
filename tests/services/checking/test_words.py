"""Holds which words are called loaded, and that nothing said by others ever is."""

import pytest

from memorial.services.checking.words import find_loaded


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "en",
            "The Heroic gate and its heroes, gloriously open.",
            ["Heroic", "heroes", "gloriously"],
        ),
        ("en", "A so-called gate of a notorious regime.", ["so-called", "notorious", "regime"]),
        ("en", "Unfortunately it rained, of\ncourse.", ["Unfortunately", "of course"]),
        ("en", "A hero is a hero is a Hero.", ["hero"]),
        ("ru", "Пресловутый режим и героические бойцы.", ["Пресловутый", "режим", "героические"]),
        ("ko", "영웅들이 이른바 정권을 말했다.", ["영웅들이", "이른바", "정권을"]),
        ("ko", "위대한 조각", ["위대한"]),
    ],
)
def test_a_word_that_judges_is_found_in_its_inflections(language, text, found):
    assert find_loaded(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She called him “a hero” and 'glorious', and \"notorious\"."),
        ("en", "‘The glorious day didn’t come,’ she said."),
        ("en", "The regiment, a heron, heroin, a historical map, a valley."),
        ("en", "A Hero of the Soviet Union spoke; anti-hero."),
        ("ru", "Он сказал: «Герои „славного“ дня»."),
        (
            "ru",
            "Герой Советского Союза, священник, братская могила, конечная остановка, город-герой.",
        ),
        ("ko", "“위대한 날”, 「영웅」, 『불멸의』, 《이른바》, 육군 소위"),
        ("de", "Der heldenhafte hero."),
        ("en", ""),
    ],
)
def test_quotations_titles_and_words_that_look_alike_are_left_alone(language, text):
    assert find_loaded(text, language) == []


def test_a_quotation_that_is_never_closed_hides_nothing():
    assert find_loaded("“It opened, said the glorious gate.", "en") == ["glorious"]
    assert find_loaded("The soldiers' glorious day.", "en") == ["glorious"]


def test_the_words_of_a_long_text_are_found_quickly():
    assert find_loaded("“'‘«" * 5000 + " glorious", "en") == ["glorious"]
