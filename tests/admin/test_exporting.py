"""Holds that a list leaves the desk as it is shown: its rows, its order, nothing that runs."""

import csv
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from memorial import models
from memorial.admin.exporting import safe
from memorial.services.permitting import ROLES
from tests import factories
from tests.admin.test_counts import counted
from tests.admin.test_lists import FILLED
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def content(response):
    """Return what was sent; the client closes the answer as soon as it is read to its end."""
    return b"".join(response.streaming_content)


def exported(client, noun, query="", kind="csv"):
    """The rows of an export, the heading first."""
    response = client.get(f"/admin/memorial/{noun}/export/{kind}/{query}")
    assert response.status_code == 200
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(content(response))).active
        return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(content(response).decode("utf-8-sig"))))


@pytest.fixture
def sources(publisher):
    for number in range(60):
        factories.make_source(f"Report {number:02}", kind="book" if number % 2 else "recording")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_has_all_pages_of_the_list_in_its_order(client, sources, kind):
    rows = exported(client, "source", "?o=-1&p=1", kind)

    assert rows[0][:2] == ["Title", "Kind"]
    assert [row[0] for row in rows[1:]] == [f"Report {number:02}" for number in range(59, -1, -1)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_keeps_to_filter_and_search(client, sources, kind):
    rows = exported(client, "source", "?kind__exact=book&q=Report+1", kind)

    wanted = [f"Report {number:02}" for number in range(1, 60, 2) if "1" in f"{number:02}"]
    assert [row[:2] for row in rows[1:]] == [[title, "book"] for title in wanted]


def test_states_are_words_days_are_iso_and_texts_are_whole(client, publisher):
    moment = timezone.now().replace(microsecond=0)
    text = "Vale said that " + "the gate was open " * 20
    statement = factories.make_statement(text=text, date="2025-05", source=None)
    models.Statement.objects.update(public_from=None)
    models.Person.objects.update(changed_at=moment)

    row = dict(zip(*exported(client, "statement"), strict=True))
    person = dict(zip(*exported(client, "person"), strict=True))

    assert row["Statement"] == text
    assert row["Date"] == "2025-05"
    assert (row["Readers"], row["Source"]) == ("draft", "none")
    assert row["Speaker"] == str(statement.speaker)
    assert person["Changed"] == moment.isoformat(timespec="seconds")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        '=HYPERLINK("x")',
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
    ],
)
def test_nothing_that_is_exported_is_a_formula(client, publisher, title, kind):
    factories.make_source(title)

    rows = exported(client, "source", kind=kind)

    assert rows[1][0] == f"'{title}"


def test_a_carriage_return_begins_no_formula_either():
    assert [safe(text) for text in ("\r=1", "\x00=1", "\x0b＝1")] == ["'\r=1", "'=1", "'＝1"]


def test_a_semicolon_parts_no_cell_where_sheets_take_it_for_the_end_of_one(client, publisher):
    factories.make_source("A report;=1+1")

    written = content(client.get("/admin/memorial/source/export/csv/")).decode()

    assert '"A report;=1+1",' in written


def test_characters_that_no_sheet_holds_are_left_out():
    assert safe("a\x0bb\x00c") == "abc"
    assert safe("two\nlines") == "two\nlines"


def test_the_file_says_noun_and_day(client, publisher):
    day = timezone.localdate().isoformat()

    for kind in ("csv", "xlsx"):
        answer = client.get(f"/admin/memorial/followchannel/export/{kind}/")
        content(answer)

        assert f'filename="follow-channels-{day}.{kind}"' in answer["Content-Disposition"]


def test_excel_is_told_that_the_file_is_utf_8(client, publisher):
    factories.make_source("Отчёт")

    written = content(client.get("/admin/memorial/source/export/csv/"))

    assert written.startswith(b"\xef\xbb\xbf")
    assert "Отчёт".encode() in written


@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_list_is_exported_for_those_who_may_see_it(client, role):
    client.force_login(make_user(role))

    for noun in FILLED:
        page = client.get(f"/admin/memorial/{noun}/")
        for kind in ("csv", "xlsx"):
            answer = client.get(f"/admin/memorial/{noun}/export/{kind}/")

            if answer.streaming:
                content(answer)
            assert answer.status_code == page.status_code, noun


def test_a_stranger_is_led_to_the_login(client):
    assert "/admin/login/" in client.get("/admin/memorial/source/export/csv/")["Location"]


@pytest.mark.parametrize("query", ["?nonsense__x=1", "?changed_at__gte=0001-01-01"])
def test_what_the_list_refuses_leads_back_to_it(client, publisher, query):
    answer = client.get(f"/admin/memorial/source/export/csv/{query}")

    assert answer.status_code == 302
    assert answer["Location"] == "/admin/memorial/source/"


def test_an_unknown_kind_of_file_leads_back_to_the_list(client, publisher):
    answer = client.get("/admin/memorial/source/export/pdf/")

    assert answer["Location"] == "/admin/memorial/source/"


def test_the_list_offers_its_export_with_what_was_asked(client, publisher):
    page = client.get("/admin/memorial/source/?q=gate&p=0").content.decode()

    assert "/admin/memorial/source/export/csv/?q=gate" in page
    assert "/admin/memorial/source/export/xlsx/?q=gate" in page


@pytest.mark.parametrize("noun", FILLED)
def test_an_export_costs_as_many_queries_for_sixty_rows_as_for_one(client, publisher, noun):
    FILLED[noun]()

    _rows, many = counted(exported, client, noun)
    _rows, few = counted(exported, client, noun, "?q=59")

    assert len(many) <= len(few) <= 8


def test_words_are_in_the_language_of_the_editor(client, publisher):
    factories.make_source("Отчёт", kind="book")

    response = client.get("/admin/memorial/source/export/csv/", headers={"accept-language": "ru"})

    assert "книга" in content(response).decode()
