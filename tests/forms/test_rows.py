"""Holds how rows of a block are asked for: what is refused, in which words, and what is kept."""

import pytest
from django.core.exceptions import ValidationError

from memorial.forms.rows import RowsFormField, typed
from memorial.models import block_types
from memorial.services.merging import merge_records
from tests import factories

pytestmark = pytest.mark.django_db


def field_of(block_type, user=None):
    return RowsFormField(column=block_types()[block_type].rows_field(), user=user)


def messages_for(block_type, rows, user=None):
    with pytest.raises(ValidationError) as refused:
        field_of(block_type, user).clean(rows)
    return refused.value.messages


def picture(number="", **words):
    return {"image": str(number), "caption": "", "alt_text": "", **words}


def test_rows_are_kept_as_a_story_has_them_and_blank_ones_left_out():
    one, two = factories.make_image(), factories.make_image()

    kept = field_of("gallery").clean([picture(two.pk, caption="Two"), picture(), picture(one.pk)])

    assert kept == [
        {"words": {"caption": "Two", "alt_text": ""}, "records": {"image": two.ref}},
        {"words": {"caption": "", "alt_text": ""}, "records": {"image": one.ref}},
    ]
    assert typed(kept)[0] == picture(two.pk, caption="Two")


@pytest.mark.parametrize("rows", [[], [picture()], None])
def test_a_gallery_without_two_pictures_is_refused(rows):
    assert messages_for("gallery", rows) == [
        "This needs at least 2 rows in which something stands."
    ]


def test_every_row_says_what_is_wrong_with_it():
    image = factories.make_image()
    rows = [
        picture(caption="x"),
        picture(999),
        picture("5; DROP"),
        picture(image.pk, caption="x" * 401),
    ]

    assert messages_for("gallery", rows) == [
        "Picture 1: choose “picture”.",
        "Picture 4: “caption here” has 401 characters; 400 are the most.",
        "Picture 2: “picture” is no longer there. Choose another.",
        "Picture 3: “picture” is no longer there. Choose another.",
    ]


def test_a_date_that_cannot_be_read_is_refused_with_examples():
    first, second = messages_for(
        "timeline",
        [
            {"date": "May last", "text": "It opened.", "source": ""},
            {"date": "", "text": "It closed.", "source": ""},
        ],
    )

    assert first.startswith("Date 1: “May last” is not a date this register can read.")
    assert second == "Date 2: fill in “date”."


@pytest.mark.parametrize("date", ["2025", "2025-05", "1921~", "192X", "1914/1918", "../1918"])
def test_a_date_as_exactly_as_it_is_known_is_kept_as_typed(date):
    [row] = field_of("timeline").clean([{"date": date, "text": "x", "source": ""}])

    assert row["words"]["date"] == date


def test_a_record_that_the_role_may_not_see_is_refused_unless_it_stood_there():
    user = factories.make_user(None)
    images = [factories.make_image(), factories.make_image()]
    rows = [picture(image.pk) for image in images]

    assert messages_for("gallery", rows, user) == [
        f"Picture {place}: your role does not let you choose “picture”. Ask an editor."
        for place in (1, 2)
    ]
    field = field_of("gallery", user)
    field.standing = factories.gallery_rows(*images)
    assert len(field.clean(rows)) == 2


def test_rows_have_changed_only_where_something_else_stands_in_them():
    image, other = factories.make_image(), factories.make_image()
    kept, field = factories.gallery_rows(image, other), field_of("gallery")

    assert not field.has_changed(kept, [picture(image.pk), picture(), picture(other.pk)])
    assert field.has_changed(kept, [picture(other.pk), picture(image.pk)])
    assert field.has_changed(kept, [picture(image.pk), picture(other.pk, caption="x")])


def test_what_is_refused_is_still_shown_in_a_preview_as_far_as_it_goes():
    kept = field_of("timeline").kept([{"date": "May last", "text": "It opened.", "source": "x"}])

    assert kept == [
        {"words": {"date": "May last", "text": "It opened."}, "records": {"source": ""}}
    ]


def test_a_record_that_was_merged_is_kept_as_the_one_that_it_is_now(django_assert_num_queries):
    one, other, third = (factories.make_image() for _number in range(3))
    merge_records(one, other, by=None)
    rows, field = [picture(one.pk), picture(third.pk)], field_of("gallery")

    assert [row["records"]["image"] for row in field.clean(rows)] == [other.ref, third.ref]
    with django_assert_num_queries(0):
        field.kept(rows)
