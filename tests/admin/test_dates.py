"""Dates as editors write them, in every field that asks for one: read, kept and said back."""

import pytest
from django.forms import modelform_factory

from memorial.models import Source, Unveiling
from tests.admin.posting import form_values
from tests.admin.records import add, save, url
from tests.factories import (
    add_block,
    make_article,
    make_monument,
    make_official,
    make_source,
    timeline_rows,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("interface", ["en", "ru", "ko"])
@pytest.mark.parametrize(
    "written", ["November 14, 2026", "14.11.2026", "14 ноября 2026 г.", "2026년 11월 14일"]
)
def test_a_day_is_read_in_every_language_whatever_the_desk_speaks(
    client, editor, interface, written
):
    client.cookies["django_language"] = interface

    add(client, "source", kind="book", title="A book", date=written, accessed_on=written)

    source = Source.objects.get()
    assert source.date.text == source.accessed_on.isoformat() == "2026-11-14"


def test_a_date_is_said_back_in_the_language_of_the_desk(client, editor):
    source = make_source(date="1951~")

    in_english = client.get(url(source)).content.decode()
    client.cookies["django_language"] = "ru"
    in_russian = client.get(url(source)).content.decode()

    assert "Understood as: about 1951" in in_english
    assert "около 1951 года" in in_russian


def test_a_refused_form_keeps_the_date_as_it_was_typed_and_says_how_it_was_read(client, editor):
    page = add(client, "source", kind="book", title="", date="Nov 14, 2026").content.decode()

    assert 'value="Nov 14, 2026"' in page
    assert "Understood as: 14 November 2026" in page


def test_a_date_that_can_be_two_is_refused_with_both(client, editor):
    page = add(client, "source", kind="book", title="A book", date="04/05/2026").content.decode()

    assert "“04/05/2026” can be 5 April 2026 or 4 May 2026: write the month in words." in page
    assert not Source.objects.exists()


def test_a_day_that_can_be_two_is_not_guessed_either(client, editor):
    page = add(client, "source", kind="book", title="A book", accessed_on="04/05/2026")

    assert "can be 5 April 2026 or 4 May 2026" in page.content.decode()


@pytest.mark.parametrize("written", ["May 2026", "1951~", "../2026", "44 BCE", "14 May 12026"])
def test_what_is_no_day_is_refused_where_a_day_is_asked(client, editor, written):
    page = add(client, "source", kind="book", title="A book", accessed_on=written)

    assert page.status_code == 200
    assert "9 May 2025" in page.content.decode()
    assert not Source.objects.exists()


@pytest.mark.parametrize(("written", "is_other"), [("14 Nov 2026", False), ("15 Nov 2026", True)])
def test_a_date_has_changed_only_if_it_means_another(written, is_other):
    form = modelform_factory(Source, fields=["date"])

    changed = form({"date": written}, instance=make_source(date="2026-11-14")).has_changed()

    assert changed is is_other


def test_a_moment_takes_its_day_in_words(client, editor):
    monument = make_monument()
    add(client, "unveiling", monument=monument.pk, kind="unveiling", date="9 May 2025")
    unveiling = Unveiling.objects.get()

    save(client, unveiling, public_from_0="14 ноября 2026 г.", public_from_1="10:00")

    assert Unveiling.objects.get().public_from.date().isoformat() == "2026-11-14"


def test_a_timeline_keeps_its_dates_as_edtf(client, editor):
    article = make_article()
    block = add_block(
        article, "timeline", rows=timeline_rows(("1921", "It began."), ("1951", "It ended."))
    )
    page = client.get(url(article))
    name = next(name for name in form_values(page) if name.endswith("rows-0-date"))

    client.post(url(article), form_values(page, **{name: "circa May 1921"}))

    block.refresh_from_db()
    assert block.rows[0]["words"]["date"] == "1921-05~"


TWO_DATES = "“04/05/2026” can be 5 April 2026 or 4 May 2026: write the month in words."
NO_DAY = "“May 2026” is not one day. Write for example 9 May 2025."


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"q": "14.11.2026"}, {"understood": "Understood as: 14 November 2026"}),
        ({"q": "14 november 2026"}, {"understood": ""}),
        ({"q": "04/05/2026"}, {"refused": TWO_DATES}),
        ({"q": "May 2026", "kind": "day"}, {"refused": NO_DAY}),
        ({}, {"understood": ""}),
    ],
)
def test_the_desk_says_how_it_reads_what_is_being_typed(client, editor, asked, answer):
    assert client.get("/admin/dates/", asked).json() == answer


def test_the_offices_of_a_day_are_offered_however_the_day_is_written(client, editor):
    person = make_official(title="Minister of Gates", as_of="2025")

    found = client.get(f"/admin/memorial/person/{person.pk}/offices/", {"date": "9 мая 2025 г."})

    assert [office["id"] for office in found.json()["offices"]] == [person.tenures.get().pk]
