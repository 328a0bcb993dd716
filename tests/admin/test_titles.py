"""The title on the day, as the forms of statements and unveilings offer it."""

import pytest

from memorial.models import (
    Participation,
    Statement,
)
from tests.admin.records import add, save
from tests.factories import (
    make_official,
    make_statement,
    make_tenure,
    make_unveiling,
)

pytestmark = pytest.mark.django_db


def test_the_one_office_that_covers_the_day_is_copied(client, editor):
    speaker = make_official(title="Minister of Gates", as_of="2025")
    unveiling = make_unveiling(date="2025")

    add(
        client, "statement", text="Vale said so.", language="en", kind="reported",
        speaker=speaker.pk, unveiling=unveiling.pk,
    )  # fmt: skip

    statement = Statement.objects.get()
    assert statement.title_en == "Minister of Gates"
    assert statement.tenure == speaker.tenures.get()
    assert statement.date.text == "2025"


def test_several_offices_that_cover_the_day_are_offered(client, editor):
    speaker = make_official(title="Minister of Gates", as_of="2025")
    make_tenure(speaker, "Keeper of Keys", as_of="2025")

    page = add(
        client, "statement", text="Vale said so.", language="en", kind="reported",
        speaker=speaker.pk, date="2025",
    )  # fmt: skip

    text = page.content.decode()
    assert "Several offices cover this day" in text
    assert "Minister of Gates" in text
    assert "Keeper of Keys" in text


def test_a_day_that_no_office_covers_is_allowed_and_flagged(client, editor):
    speaker = make_official(as_of="2025")

    add(
        client, "statement", text="Vale said so.", language="en", kind="reported",
        speaker=speaker.pk, date="1990",
    )  # fmt: skip

    assert not Statement.objects.get().has_dated_office
    listed = client.get("/admin/memorial/statement/?missing=office").content.decode()
    assert "Vale said so." in listed


def test_a_copied_title_cannot_be_typed_over(client, editor):
    statement = make_statement(make_official(title="Minister of Gates"))

    save(client, statement, title_en="Emperor")

    assert Statement.objects.get().title_en == "Minister of Gates"


def test_offices_of_a_person_are_offered_for_a_day(client, editor):
    person = make_official(title="Minister of Gates", as_of="2025")

    answer = client.get(f"/admin/memorial/person/{person.pk}/offices/?date=2025")

    assert [office["text"] for office in answer.json()["offices"]] == [
        "Minister of Gates, Ministry of Memory"
    ]


@pytest.mark.parametrize("query", ["date=rubbish", "unveiling=x", "unveiling=99999999999999", ""])
def test_a_question_about_no_day_offers_nothing(client, editor, query):
    person = make_official()

    answer = client.get(f"/admin/memorial/person/{person.pk}/offices/?{query}")

    assert answer.json() == {"offices": []}


def test_roles_are_ticked_and_kept(client, editor):
    unveiling = make_unveiling()
    person = make_official()
    row = {
        "participations-TOTAL_FORMS": "1",
        "participations-0-person": person.pk,
        "participations-0-position": "0",
        "participations-0-roles": ["spoke", "attended"],
    }

    save(client, unveiling, **row)

    participation = Participation.objects.get()
    assert participation.roles == ["spoke", "attended"]
    assert participation.title_en == "Minister"
