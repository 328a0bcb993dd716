"""Holds how references are made and read."""

import pytest

from memorial.story.refs import in_order, kind_of, number_of, numbers_by_kind, ref_to


def test_a_reference_is_read_as_it_was_made():
    ref = ref_to("monument", 12)

    assert (ref, kind_of(ref), number_of(ref)) == ("monument:12", "monument", 12)
    assert ref_to("monument", None) == ""


@pytest.mark.parametrize(
    "ref", ["", "::", "person", "person:", "person:x", "person:²", "person:-1"]
)
def test_what_names_no_number_has_none(ref):
    assert number_of(ref) is None
    assert numbers_by_kind([ref]) == {}


def test_numbers_are_sorted_by_kind_and_references_by_number():
    refs = ["person:10", "monument:3", "person:9", "person:9"]

    assert numbers_by_kind(refs) == {"person": {9, 10}, "monument": {3}}
    assert sorted(set(refs), key=in_order) == ["monument:3", "person:9", "person:10"]
