"""Holds imprecise dates as columns: kept as written, sorted and asked in SQL."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import modelform_factory
from hypothesis import given

from memorial.dates import BEGINNING, END, EdtfDate
from memorial.models import Person, Source, Statement, Tenure, Unveiling
from memorial.models.fields import DayField
from tests import factories
from tests.dates.strategies import texts
from tests.story.strategies import few

pytestmark = pytest.mark.django_db

IN_ORDER = ["../1918", "Y-17000", "-0043-03-15", "0000", "1914/1918", "192X", "1921~", "2025"]


def titles(sources):
    return [source.title for source in sources]


@given(texts)
@few
def test_any_date_comes_back_as_written_with_its_first_and_last_day(text):
    date = EdtfDate.parse(text)

    source = Source.objects.get(pk=factories.make_source(date=text).pk)

    assert source.date == date
    assert source.date.text == text
    assert (source.date_earliest, source.date_latest) == (date.earliest, date.latest)


def test_text_assigned_to_a_record_reads_as_a_date_at_once():
    source = Source(date="1921~")
    read_first = source.date

    source.date = " 1914/1918 "

    assert read_first == EdtfDate.parse("1921~")
    assert source.date == EdtfDate.parse("1914/1918")


def test_a_date_can_be_assigned_as_a_date():
    date = EdtfDate.parse("1921")

    source = factories.make_source(date=date)

    assert Source.objects.get(pk=source.pk).date == date


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_no_date_is_none_and_its_days_are_null(nothing):
    source = factories.make_source(date=nothing)

    source = Source.objects.get(pk=source.pk)

    assert (source.date, source.date_earliest, source.date_latest) == (None, None, None)
    assert list(Source.objects.filter(date="")) == [source]


@pytest.mark.parametrize("text", ["yesterday", "31.02.1999", "2025-13", "2025-02-30", "1918/1914"])
def test_an_unreadable_date_is_refused_in_words_with_three_right_examples(text):
    source = Source(kind="book", title="A book", date=text)

    with pytest.raises(ValidationError) as refused:
        source.full_clean()

    assert refused.value.message_dict == {
        "date": [
            f"“{text}” is not a date this register can read. "
            "Write for example 9 May 2025, May 2025, about 1921."
        ]
    }


def test_an_unreadable_date_is_kept_for_the_form_to_show_and_never_written():
    source = Source(kind="book", title="A book", date="yesterday")

    with pytest.raises(ValidationError), transaction.atomic():
        source.save()

    assert source.date == "yesterday"
    assert not Source.objects.exists()


def test_a_date_that_is_too_long_is_refused_in_words():
    source = Source(kind="book", title="A book", date="1914-01-01/" + "1" * 60)

    with pytest.raises(ValidationError, match="is not a date"):
        source.full_clean()


def test_dates_are_sorted_by_their_first_day_before_the_common_era_too():
    for text in reversed(IN_ORDER):
        factories.make_source(title=text, date=text)

    assert titles(Source.objects.order_by("date_earliest", "date_latest")) == IN_ORDER


def test_an_open_end_reaches_farther_than_any_date():
    factories.make_source(title="open", date="1918/..")
    factories.make_source(title="far", date="Y999999999999")

    assert titles(Source.objects.order_by("-date_latest")) == ["open", "far"]
    assert Source.objects.get(title="open").date_latest == END
    assert factories.make_source(date="../1918").date_earliest == BEGINNING


def test_unveilings_without_a_date_come_last():
    monument = factories.make_monument()
    for text in ["", "1921~", "2025", "-0043"]:
        factories.make_unveiling(monument, date=text)

    dates = [str(unveiling.date or "") for unveiling in Unveiling.objects.latest_first()]

    assert dates == ["2025", "1921~", "-0043", ""]


def test_bulk_create_writes_the_days_too():
    Source.objects.bulk_create([Source(kind="book", title="A", date="2025-05")])

    source = Source.objects.get()

    assert (source.date_earliest, source.date_latest) == (
        source.date.earliest,
        source.date.latest,
    )


def test_a_changed_date_changes_its_days_and_an_emptied_one_empties_them():
    source = factories.make_source(date="2025")

    source.date = "1921"
    source.save()
    changed = Source.objects.get()
    source.date = ""
    source.save()
    emptied = Source.objects.get()

    assert changed.date_latest == EdtfDate.parse("1921").latest
    assert (emptied.date_earliest, emptied.date_latest) == (None, None)


def test_a_date_is_found_by_its_text_and_by_a_part_of_it():
    factories.make_source(title="A", date="1914/1918")
    factories.make_source(title="B", date="1914")

    assert titles(Source.objects.filter(date="1914")) == ["B"]
    assert titles(Source.objects.filter(date=EdtfDate.parse("1914/1918"))) == ["A"]
    assert titles(Source.objects.filter(date__in=["1914", "2025"])) == ["B"]
    assert titles(Source.objects.filter(date__icontains="1918")) == ["A"]
    assert titles(Source.objects.filter(date__icontains="soon")) == []


def test_a_date_that_was_left_unread_can_be_read_later():
    pk = factories.make_source(date="1921~").pk

    assert Source.objects.defer("date").get(pk=pk).date == EdtfDate.parse("1921~")
    assert list(Source.objects.values_list("date", flat=True)) == [EdtfDate.parse("1921~")]


def test_a_date_goes_through_a_dump_and_comes_back():
    source = factories.make_source(date="1921~")

    dump = serializers.serialize("json", [source])
    loaded = next(iter(serializers.deserialize("json", dump))).object

    assert '"date": "1921~"' in dump
    assert loaded.date == source.date


def test_a_form_shows_a_date_as_written_and_an_untouched_one_is_no_change():
    form_class = modelform_factory(Source, fields=["kind", "title", "date"])
    source = factories.make_source(date="1921~")

    form = form_class(
        {"kind": "news_report", "title": "A report", "date": "1921~"}, instance=source
    )

    assert 'value="1921~"' in str(form_class(instance=source)["date"])
    assert form.is_valid()
    assert form.changed_data == []


def test_a_form_with_another_or_no_date_is_a_change():
    form_class = modelform_factory(Source, fields=["date"])
    source = factories.make_source(date="1921~")

    assert form_class({"date": "1921"}, instance=source).changed_data == ["date"]
    assert form_class({"date": ""}, instance=source).changed_data == ["date"]
    assert form_class({"date": "soon"}, instance=source).changed_data == ["date"]
    assert form_class({"date": ""}, instance=Source()).changed_data == []


def test_a_form_refuses_an_unreadable_date_and_shows_it_again():
    form = modelform_factory(Source, fields=["date"])({"date": "yesterday"})

    assert "Write for example 9 May 2025, May 2025, about 1921." in form.errors["date"][0]
    assert 'value="yesterday"' in str(form["date"])


def test_every_day_column_belongs_to_a_date_beside_it_and_is_indexed():
    columns = [
        field
        for model in (Person, Source, Statement, Tenure, Unveiling)
        for field in model._meta.get_fields()
        if isinstance(field, DayField)
    ]

    assert len(columns) == 12
    assert all(column.db_index and column.null and not column.editable for column in columns)
    assert all(column.name == f"{column.of}_{column.bound}" for column in columns)


# Tenures that cover a day.


@pytest.mark.parametrize(
    ("held", "day", "is_covered"),
    [
        ({"start": "2020", "end": "2024"}, "2022-05", True),
        ({"start": "2020", "end": "2024"}, "2024-12-31", True),
        ({"start": "2020", "end": "2024"}, "2025", False),
        ({"start": "2020", "end": "2024"}, "2019", False),
        ({"start": "2020"}, "2025", True),
        ({"start": "2020"}, "2019", False),
        ({"end": "2024"}, "1990", True),
        ({"end": "2024"}, "2025", False),
        ({"start": "2025-06"}, "2025", True),
        ({"start": "2020/2021"}, "2020-03", True),
        ({"as_of": "2025"}, "2025-05-09", True),
        ({"as_of": "2025-05-09"}, "2025", True),
        ({"as_of": "2025"}, "2024", False),
        ({"as_of": "2025"}, "2026", False),
        ({"start": "2020", "as_of": "2021"}, "2024", True),
        ({"start": "-0043", "end": "-0027"}, "-0030", True),
        ({}, "2025", False),
    ],
)
def test_a_tenure_covers_the_days_on_which_it_may_have_been_held(held, day, is_covered):
    factories.make_tenure(**held)

    covering = Tenure.objects.covering(EdtfDate.parse(day))

    assert covering.exists() is is_covered


def test_tenures_stand_in_the_order_they_began_undated_ones_first():
    person = factories.make_person()
    for start, as_of in [("2020", ""), ("", "2019"), ("1990", ""), ("", ""), ("", "2001")]:
        factories.make_tenure(person, f"{start}/{as_of}", start=start, as_of=as_of)

    titles = [tenure.title_en for tenure in person.tenures.in_order()]

    assert titles == ["/", "/2001", "/2019", "1990/", "2020/"]
