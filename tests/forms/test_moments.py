"""Moments are taken within the years that every database can hold."""

import pytest
from django.core.exceptions import ValidationError

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
