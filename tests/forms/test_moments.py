"""Moments are taken in the site's zone, which is named, and within years that databases hold."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from memorial.admin.inlines import SplitMomentInput
from memorial.forms.moments import FIRST, LAST, MomentField, SplitMomentField


@pytest.mark.parametrize("year", [FIRST, 2025, LAST])
def test_a_year_that_somebody_means_is_taken(year):
    assert MomentField().clean(f"{year}-06-01T12:00").year == year


@pytest.mark.parametrize("year", [FIRST - 1, LAST + 1])
def test_a_year_that_nobody_means_is_told_the_years_that_are_taken(year):
    with pytest.raises(ValidationError, match=f"between {FIRST} and {LAST}"):
        MomentField().clean(f"{year}-06-01T12:00")
    with pytest.raises(ValidationError, match=f"between {FIRST} and {LAST}"):
        SplitMomentField().clean([f"{year}-06-01", "12:00"])


# Clocks that change.

BERLIN = "Europe/Berlin"
SKIPPED, TWICE = ("2025-03-30", "02:30"), ("2025-10-26", "02:30")


def in_one(day, clock):
    return MomentField().clean(f"{day}T{clock}")


def in_two(day, clock):
    return SplitMomentField().clean([day, clock])


both = pytest.mark.parametrize("asked", [in_one, in_two])


@both
def test_a_time_is_taken_in_the_sites_zone(asked):
    with timezone.override(BERLIN):
        assert asked("2025-07-01", "12:00") == datetime(2025, 7, 1, 10, tzinfo=UTC)
        assert asked("2025-12-01", "12:00") == datetime(2025, 12, 1, 11, tzinfo=UTC)


@both
def test_a_time_that_clocks_skip_is_refused_with_what_would_be_right(asked):
    with timezone.override(BERLIN), pytest.raises(ValidationError) as refused:
        asked(*SKIPPED)

    assert refused.value.messages == [
        "There is no 02:30 on 30 March 2025 in Europe/Berlin: clocks are put forward then. "
        "Write 01:30 or 03:30, whichever you mean."
    ]


@both
def test_a_time_that_comes_twice_is_refused_with_both_to_choose_from(asked):
    with timezone.override(BERLIN), pytest.raises(ValidationError) as refused:
        asked(*TWICE)

    assert refused.value.messages == [
        "02:30 comes twice on 26 October 2025 in Europe/Berlin: clocks are put back then. "
        "Write 02:30+02:00 for the first or 02:30+01:00 for the second."
    ]


@both
@pytest.mark.parametrize(("offset", "hour"), [("+02:00", 0), ("+01:00", 1)])
def test_an_offset_says_which_of_the_two_is_meant(asked, offset, hour):
    day, clock = TWICE

    with timezone.override(BERLIN):
        assert asked(day, clock + offset) == datetime(2025, 10, 26, hour, 30, tzinfo=UTC)


@both
@pytest.mark.parametrize("clock", ["02:30+99:00", "02:30+1:00x", "25:00", "noon"])
def test_a_clock_that_shows_no_time_is_refused(asked, clock):
    with pytest.raises(ValidationError):
        asked("2025-10-26", clock)


@both
@pytest.mark.parametrize(
    ("zone", "clock"), [(BERLIN, "01:59"), (BERLIN, "03:00"), ("UTC", "02:30")]
)
def test_the_times_beside_a_clock_change_are_taken(asked, zone, clock):
    with timezone.override(zone):
        assert asked(SKIPPED[0], clock)
        assert asked(TWICE[0], clock)


def test_a_day_is_named_where_clocks_change_at_midnight():
    with timezone.override("Africa/Cairo"), pytest.raises(ValidationError) as refused:
        in_one("2025-04-25", "00:30")

    assert "Write 24 April 2025, 23:30 or 01:30" in refused.value.messages[0]


@pytest.mark.parametrize("year", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_refused_in_words(year):
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"):
        with timezone.override(zone), pytest.raises(ValidationError, match="between 1900"):
            MomentField().clean(year)


# What stands beside the field.


class Form(forms.Form):
    at = MomentField(required=False)
    split = SplitMomentField(required=False, widget=SplitMomentInput)


SECOND = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_the_zone_stands_beside_each_field_as_it_is_at_that_moment():
    summer, winter = (datetime(2025, month, 1, 12, tzinfo=UTC) for month in (7, 12))
    with timezone.override(BERLIN):
        form = Form(initial={"at": summer, "split": winter})

        assert "Europe/Berlin, UTC+2" in str(form["at"])
        assert "Europe/Berlin, UTC+1" in str(form["split"])
    assert ">UTC<" in str(Form()["at"])


def test_a_moment_that_comes_twice_is_shown_so_that_it_can_be_saved_again():
    with timezone.override(BERLIN):
        form = Form(initial={"at": SECOND, "split": SECOND})

        assert 'value="2025-10-26T02:30+01:00"' in str(form["at"])
        assert 'value="02:30+01:00"' in str(form["split"])
        again = {"at": "2025-10-26T02:30+01:00", "split_0": "2025-10-26", "split_1": "02:30+01:00"}
        bound = Form(again, initial={"at": SECOND, "split": SECOND})
        assert bound.is_valid()
        assert bound.cleaned_data == {"at": SECOND, "split": SECOND}
        assert bound.changed_data == []


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("2025-07-01T12:00", "datetime-local"),
        ("", "datetime-local"),
        ("2025-10-26T02:30", "text"),
        ("2025-03-30T02:30", "text"),
        ("2025-10-26T02:30+01:00", "text"),
        ("next Monday", "text"),
    ],
)
def test_what_a_browsers_own_field_cannot_hold_is_kept_in_a_field_of_text(typed, kind):
    with timezone.override(BERLIN):
        shown = str(Form({"at": typed})["at"])

    assert f'type="{kind}"' in shown
    assert not typed or f'value="{typed}"' in shown
