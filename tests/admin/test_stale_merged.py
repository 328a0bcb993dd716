"""Records that were merged while a form was open: nobody's change."""

import pytest

from memorial.models import Article
from memorial.services.merging import merge_records
from memorial.services.saving import keep_revision
from tests.admin.posting import form_values
from tests.admin.two_texts import choose, opened, parts, stale, text, url
from tests.factories import add_block as add_row
from tests.factories import (
    gallery_rows,
    make_image,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


# Records merged while the form was open.


@pytest.mark.parametrize("names", [("A report", "B report"), ("A report", "A report")])
def test_a_record_that_was_merged_is_nobodys_change(client, article, names):
    one, other = map(make_source, names)
    image, twin = make_image(names[0]), make_image(names[1])
    article.sources.create(source=one, position=0)
    Article.objects.update(lead_image=image)
    keep_revision(Article.objects.get(), by=None)
    mine = opened(client, article)
    merge_records(one, other, by=None)
    merge_records(image, twin, by=None)

    page = stale(client, article, mine, standfirst="Mine.")
    done = choose(client, article, page)

    assert parts(page) == {"standfirst": ("mine", "")}
    assert done.status_code == 302, done.context["errors"]
    back = Article.objects.get()
    assert (back.sources.get().source, back.lead_image) == (other, twin)
    assert back.standfirst == "Mine."


@pytest.mark.parametrize("is_overwritten", [False, True])
def test_what_was_written_beside_a_merged_record_is_kept_beside_the_survivor(
    client, article, is_overwritten
):
    one, other, third = map(make_person, ("Ada Vail", "Ada Vale", "Ben Stone"))
    article.bylines.create(person=one)
    keep_revision(Article.objects.get(), by=None)
    mine = opened(client, article) | {"bylines-0-credentials": "Professor"}
    mine |= {"bylines-TOTAL_FORMS": "2", "bylines-1-person": str(third.pk)}
    mine["bylines-1-position"] = "2"
    image, twin = make_image("One"), make_image("Other")
    mine["lead_image"] = str(image.pk)
    merge_records(one, other, by=None)
    merge_records(image, twin, by=None)

    page = stale(client, article, mine)
    shown = form_values(page)
    standing = page.context["adminform"].form.standing_version
    if is_overwritten:
        done = client.post(url(article), {**shown, "_overwrite": str(standing)})
    else:
        done = choose(client, article, page)

    assert parts(page)[f"bylines:{article.bylines.first().pk}"] == ("mine", "")
    assert (shown["bylines-0-person"], shown["lead_image"]) == (str(other.pk), str(twin.pk))
    assert "Ada Vail" not in text(page)
    assert done.status_code == 302, done.context["errors"]
    rows = list(article.bylines.values_list("person", "credentials"))
    assert rows == [(other.pk, "Professor"), (third.pk, "")]
    assert Article.objects.get().lead_image == twin


def test_a_picture_of_a_gallery_that_was_merged_is_nobodys_change(client, article):
    one, other, third = make_image("A"), make_image("B"), make_image("C")
    add_row(article, "gallery", rows=gallery_rows(one, third))
    keep_revision(Article.objects.get(), by=None)
    mine = opened(client, article)
    merge_records(one, other, by=None)
    gallery = article.memorial_galleryblock_set.get()

    page = stale(client, article, mine, **{"memorial_galleryblock_set-0-rows-1-caption": "Mine."})
    choose(client, article, page)

    assert parts(page)[f"memorial_galleryblock_set:{gallery.pk}"] == ("mine", "")
    gallery.refresh_from_db()
    assert [row["records"]["image"] for row in gallery.rows] == [other.ref, third.ref]
    assert gallery.rows[1]["words"]["caption"] == "Mine."
