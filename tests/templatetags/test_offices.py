"""The offices chart: bars for what is dated, words for the rest."""

import pytest
from django.utils.translation import override

from memorial.models import Tenure, Unveiling
from memorial.templatetags.offices import WIDTH, offices_chart, tenure_dates


def test_a_bar_lies_where_its_dates_are():
    chart = offices_chart([Tenure(start="2010", end="2014"), Tenure(start="2015", end="2019")], [])

    first, second = (row.bar for row in chart.rows)

    assert chart.years == [2010, 2012, 2014, 2016, 2018, 2020]
    assert first.x == pytest.approx(0, abs=1)
    assert first.width == pytest.approx(WIDTH / 2, abs=2)
    assert second.x == pytest.approx(WIDTH / 2, abs=2)


def test_the_office_held_at_a_ceremony_is_marked():
    tenures = [Tenure(start="2010", end="2014"), Tenure(start="2015")]

    chart = offices_chart(tenures, [Unveiling(date="2017-05-17")])

    assert [row.held_at and row.held_at.text for row in chart.rows] == [None, "2017-05-17"]
    assert len(chart.marks) == 1


def test_without_dates_there_is_no_axis():
    chart = offices_chart([Tenure(as_of="2025"), Tenure()], [Unveiling(date="2025")])

    assert chart.years == []
    assert [row.bar for row in chart.rows] == [None, None]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "2010", "end": "2014"}, "From 2010 to 2014"),
        ({"start": "2010"}, "From 2010; the end is not recorded"),
        ({"end": "2014"}, "Until 2014; the start is not recorded"),
        ({"as_of": "2025"}, "Known for 2025; dates not recorded"),
        ({}, "Dates not recorded"),
    ],
)
def test_dates_of_an_office_are_said_as_far_as_they_are_known(fields, said):
    with override("en"):
        assert tenure_dates(Tenure(**fields)) == said
