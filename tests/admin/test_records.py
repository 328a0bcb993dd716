"""Records of the register as editors write them, and what is refused in words."""

import html
import re

import pytest
from django.core.files.base import ContentFile

from memorial.models import (
    Image,
    Monument,
    Place,
    Statement,
    Tenure,
    Unveiling,
)
from tests.admin.posting import form_values
from tests.admin.records import add, names, save, url
from tests.factories import (
    add_name,
    make_image,
    make_monument,
    make_office,
    make_organisation,
    make_person,
    make_place,
    picture_file,
)

pytestmark = pytest.mark.django_db


def test_a_monument_is_written_with_its_names(client, editor):
    answer = add(client, "monument", kind="obelisk", **names(text="The Needle"))

    assert answer.status_code == 302
    assert Monument.objects.get().label == "The Needle"


def test_a_record_without_a_name_is_refused_in_words(client, editor):
    answer = add(client, "monument", kind="obelisk")

    assert answer.status_code == 200
    assert not Monument.objects.exists()


def test_a_wrong_date_names_three_right_examples(client, editor):
    monument = make_monument()

    page = add(client, "unveiling", monument=monument.pk, kind="unveiling", date="last May")

    text = page.content.decode()
    assert "“last May” is not a date" in text
    for example in ("9 May 2025", "May 2025", "about 1921"):
        assert example in text
    assert not Unveiling.objects.exists()


def test_a_tenure_that_ends_before_it_starts_is_refused_in_words(client, editor):
    person = make_person()
    tenure = {
        "tenures-TOTAL_FORMS": "1",
        "tenures-0-office": make_office().pk,
        "tenures-0-start": "2020",
        "tenures-0-end": "2010",
    }

    page = save(client, person, **tenure)

    assert "This office ends before it starts" in page.content.decode()
    assert not Tenure.objects.exists()


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        ("91", "10", "A latitude lies between -90 and 90"),
        ("10", "181", "A longitude lies between -180 and 180"),
        ("10", "", "Give latitude and longitude both, or neither"),
        ("0", "0", "0, 0 is in the sea off Africa"),
    ],
)
def test_impossible_coordinates_are_refused_in_words(client, editor, latitude, longitude, sentence):
    page = add(client, "place", latitude=latitude, longitude=longitude, accuracy="area", **names())

    assert sentence in page.content.decode()
    assert not Place.objects.exists()


def test_a_statement_without_a_speaker_is_refused_in_words(client, editor):
    page = add(client, "statement", text="Somebody said it.", language="en", kind="reported")

    assert "a statement always has a speaker" in page.content.decode()
    assert not Statement.objects.exists()


def test_a_file_that_is_no_picture_is_refused_in_words(client, editor):
    page = "/admin/memorial/image/add/"
    values = form_values(client.get(page), title="x", licence="CC BY 4.0")
    file = ContentFile(picture_file().read()[:60], name="picture.png")

    answer = client.post(page, {**values, "picture": file})

    assert answer.status_code == 200
    assert "cannot be read" in answer.content.decode()


def test_a_picture_is_stored_under_a_name_nobody_guesses(client, editor):
    page = "/admin/memorial/image/add/"
    values = form_values(client.get(page), title="Gate", licence="CC BY 4.0")

    client.post(page, {**values, "picture": picture_file(name="gate-secret.png")})

    assert "gate" not in Image.objects.get().picture.name


def test_a_language_that_nobody_knows_is_refused_in_words(client, editor):
    page = add(client, "monument", kind="obelisk", **{**names(), "names-0-language": "Klingonish"})

    said = html.unescape(page.content.decode())
    assert "“Klingonish” is the name of no language that the desk knows" in said


def test_a_picture_whose_file_is_gone_can_still_be_described(client, editor):
    image = make_image()
    image.picture.storage.delete(image.picture.name)

    answer = save(client, image, alt_text_en="A gate.")

    assert answer.status_code == 302
    assert Image.objects.get().alt_text_en == "A gate."


def test_two_preferred_names_in_one_language_are_refused_in_words(client, editor):
    second = {
        "names-TOTAL_FORMS": "2",
        "names-1-text": "Another name",
        "names-1-language": "en",
        "names-1-kind": "preferred",
    }

    page = add(client, "monument", kind="obelisk", **{**names(), **second})

    assert "Only one name can be the preferred one" in page.content.decode()
    assert not Monument.objects.exists()


def test_alt_text_is_seen_whole_and_stays_one_line(client, editor):
    image = make_image(alt_text_en="The gate.")
    page = client.get(url(image)).content.decode()

    save(client, image, alt_text_en="The gate\r\nat noon.")

    assert re.search(r'<textarea[^>]* name="alt_text_en"|<textarea name="alt_text_en"', page)
    image.refresh_from_db()
    assert image.alt_text_en == "The gate at noon."


@pytest.mark.parametrize(
    ("model", "field", "words", "make"),
    [
        ("tenure", "office", "оборон", lambda: make_office("Head", organisation=_foreign())),
        ("unveiling", "monument", "озерск", lambda: make_monument("Arch", place=_renamed())),
        ("statement", "speaker", "kimsonghoon", lambda: make_person("Kim Sŏng-hoon")),
    ],
)
def test_a_picker_finds_a_record_by_another_spelling(client, editor, model, field, words, make):
    record = make()
    asked = {"app_label": "memorial", "model_name": model, "field_name": field, "term": words}

    answer = client.get("/admin/autocomplete/", asked)

    assert [each["id"] for each in answer.json()["results"]] == [str(record.pk)]


def _foreign():
    organisation = make_organisation("Ministry")
    add_name(organisation, "Министерство обороны", "ru")
    return organisation


def _renamed():
    place = make_place("Lakeside")
    add_name(place, "Озёрск", "ru")
    return place
