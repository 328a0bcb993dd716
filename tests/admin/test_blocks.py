"""Holds that blocks with rows, pasted words and the toolbar’s search work at the desk, by role."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Article, block_types
from memorial.services.publishing import publish_article
from tests.admin.posting import add_block, form_values
from tests.factories import add_block as put_block
from tests.factories import (
    gallery_rows,
    make_article,
    make_image,
    make_monument,
    make_person,
    make_source,
    make_user,
    timeline_rows,
)

pytestmark = pytest.mark.django_db

RECORDS = "/admin/memorial/article/records/"


def url(article, page="change"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def opened(client, article, page="change", **changes):
    return form_values(client.get(url(article, page)), **changes)


def gallery(*images, order=None, **words):
    """What the row editor posts for a gallery; `order` as the rows were moved."""
    posted = {"rows": ",".join(str(place) for place in order or range(len(images)))}
    for place, image in enumerate(images):
        posted[f"rows-{place}-image"] = str(getattr(image, "pk", image))
        posted[f"rows-{place}-caption"] = words.get("caption", "")
        posted[f"rows-{place}-alt_text"] = ""
    return posted


def test_a_gallery_is_saved_with_its_rows_in_the_order_they_were_moved_to(client, publisher):
    article, images = make_article(), [make_image("One"), make_image("Two"), make_image("Three")]
    values = add_block(opened(client, article), "gallery", **gallery(*images, order=[2, 0]))

    assert client.post(url(article), values).status_code == 302

    rows = block_types()["gallery"].objects.get().rows
    assert [row["records"]["image"] for row in rows] == [images[2].ref, images[0].ref]


def test_a_form_with_rows_shows_them_again_and_saving_changes_nothing(client, publisher):
    article, images = make_article(), [make_image("Picture one"), make_image("Picture two")]
    put_block(article, "gallery", rows=gallery_rows(*images, caption="Here"))
    rows = timeline_rows(("1921~", "Planned."), ("2025", "Opened."), source=make_source("A letter"))
    put_block(article, "timeline", rows=rows)
    before = {name: block_types()[name].objects.get().rows for name in ("gallery", "timeline")}

    page = client.get(url(article))
    for words in ("Picture one", "Picture two", "Here", "1921~", "A letter"):
        assertContains(page, words)
    assert client.post(url(article), form_values(page)).status_code == 302

    assert {name: block_types()[name].objects.get().rows for name in before} == before


def test_rows_that_are_refused_come_back_as_typed_with_a_sentence_each(client, publisher):
    article = make_article()
    values = add_block(
        opened(client, article), "gallery", **gallery(999, "x", caption="Kept words")
    )
    add_block(
        values,
        "timeline",
        **{
            "rows": "0",
            "rows-0-date": "May last",
            "rows-0-text": "It opened.",
            "rows-0-source": "",
        },
    )

    page = client.post(url(article), values)

    assertContains(page, "Picture 1: “picture” is no longer there. Choose another.")
    assertContains(page, "Picture 2: “picture” is no longer there. Choose another.")
    assertContains(page, "Date 1: “May last” is not a date")
    assertContains(page, "Kept words")
    assertContains(page, 'value="May last"')
    assertContains(page, "It opened.")
    assert not block_types()["gallery"].objects.exists()


def test_the_pictures_of_twenty_galleries_are_read_at_once(client, publisher):
    images = [make_image("One"), make_image("Two")]
    article = make_article()
    for _gallery in range(20):
        put_block(article, "gallery", rows=gallery_rows(*images))

    def looks_for_pictures(ask):
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        return answer, sum('FROM "memorial_image"' in query["sql"] for query in queries)

    page, looks = looks_for_pictures(lambda: client.get(url(article)))
    assert looks == 1
    wrong = form_values(page, headline="")
    answer, looks = looks_for_pictures(lambda: client.post(url(article), wrong))
    assert answer.status_code == 200
    assert looks == 1


def test_a_character_that_no_database_keeps_is_left_out(client, publisher):
    article = make_article()
    posted = gallery(make_image(), make_image(), caption="He\x00re")
    values = add_block(opened(client, article), "gallery", **posted)

    client.post(url(article), values)

    assert block_types()["gallery"].objects.get().rows[0]["words"]["caption"] == "Here"


def test_a_stale_save_shows_the_rows_of_both(client, publisher):
    article, images = make_article(), [make_image("One"), make_image("Two")]
    put_block(article, "gallery", rows=gallery_rows(*images, caption="As it was"))
    values = opened(client, article)
    name = next(name for name, value in values.items() if value == "As it was")
    block = block_types()["gallery"].objects.get()
    block.rows[0]["words"]["caption"] = "What she wrote"
    block.save()
    Article.objects.get().claim_version(1)

    page = client.post(url(article), {**values, name: "What he wrote"})

    said = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "What she wrote" in said
    assert "What he wrote" in said
    assert block_types()["gallery"].objects.get().rows[0]["words"]["caption"] == "What she wrote"


@pytest.mark.parametrize(("side", "kept"), [("theirs", "What she wrote"), ("mine", "His")])
def test_of_two_texts_the_rows_of_either_side_can_be_taken(client, publisher, side, kept):
    article, images = make_article(), [make_image("One"), make_image("Two")]
    put_block(article, "gallery", rows=gallery_rows(*images, caption="As it was"))
    values = opened(client, article)
    name = next(name for name, value in values.items() if value == "As it was")
    block = block_types()["gallery"].objects.get()
    block.rows = [
        {**row, "words": {**row["words"], "caption": "What she wrote"}} for row in block.rows
    ]
    block.save()
    Article.objects.get().claim_version(1)
    part = f"memorial_galleryblock_set:{block.pk}"
    chosen = {"_asked": part, f"_take-{part}": side, "_merge": "2"}

    client.post(url(article), {**values, name: "His", **chosen})

    block.refresh_from_db()
    assert block.rows[0]["words"]["caption"] == kept
    assert [row["records"]["image"] for row in block.rows] == [image.ref for image in images]


@pytest.mark.parametrize("order", ["", "x", "-1", "9" * 30, "0,0,0", ",,", "1,2,3"])
def test_a_forged_order_of_rows_is_no_fault(client, publisher, order):
    article = make_article()
    posted = gallery(make_image(), make_image()) | {"rows": order}
    values = add_block(opened(client, article), "gallery", **posted)

    assert client.post(url(article), values).status_code == 200


def test_a_preview_shows_rows_and_quotes_as_typed_refused_ones_too(client, publisher):
    article, image = make_article(), make_image(alt_text_en="A gate by the water.")
    values = add_block(opened(client, article), "gallery", **gallery(image, 999, caption="Typed"))
    add_block(values, "pull_quote", quote="It opened.", attribution="Ada Vale")
    add_block(
        values,
        "timeline",
        **{"rows": "0", "rows-0-date": "May last", "rows-0-text": "Asked.", "rows-0-source": "x"},
    )

    page = client.post(url(article, "preview"), values)

    for words in ("A gate by the water.", "Typed", "Ada Vale", "May last", "Asked."):
        assertContains(page, words)


def test_a_fix_opens_with_the_rows_that_are_live(client, publisher):
    article, images = make_article(slug="gate"), [make_image("One"), make_image("Two")]
    put_block(article, "gallery", rows=gallery_rows(*images, caption="As it was"))
    publish_article(article, by=None)
    block_types()["gallery"].objects.all().delete()

    values = opened(client, article, "fix")
    name = next(name for name, value in values.items() if value == "As it was")
    answer = client.post(url(article, "fix"), {**values, name: "Mended"}, follow=True)

    assertContains(answer, "Mended")
    assertContains(answer, "<del>")
    assert not block_types()["gallery"].objects.exists()


def test_a_picture_that_only_a_draft_gallery_shows_is_not_deleted(client, publisher):
    article, images = make_article("The gate"), [make_image("One"), make_image("Two")]
    put_block(article, "gallery", rows=gallery_rows(*images))
    address = f"/admin/memorial/image/{images[0].pk}/delete/"

    assertContains(client.get(address), "shown in what is being written: “The gate”")
    client.post(address, {"post": "yes"})

    assert type(images[0]).objects.filter(pk=images[0].pk).exists()


def test_words_pasted_from_word_are_saved_clean(client, publisher):
    article = make_article()
    pasted = "<h1>The day</h1><p class=MsoNormal style='color:red'>It <b>opened</b>.<o:p></o:p></p>"
    values = add_block(opened(client, article), "prose", html=pasted)

    client.post(url(article), values)

    saved = block_types()["prose"].objects.last().html
    assert saved == "<h3>The day</h3><p>It <strong>opened</strong>.</p>"


@pytest.mark.parametrize(
    ("role", "status"), [(None, 403), ("Author", 200), ("Editor", 200), ("Publisher", 200)]
)
def test_records_are_searched_by_those_who_see_articles(client, role, status):
    make_monument("The Gate")
    client.force_login(make_user(role))

    answer = client.get(RECORDS, {"q": "gate"})

    assert answer.status_code == status
    if status == 200:
        assert [found["name"] for found in answer.json()["results"]] == ["The Gate"]


def test_records_are_not_searched_by_strangers_nor_by_a_post(client):
    assert client.get(RECORDS, {"q": "gate"}).status_code == 302
    client.force_login(make_user("Author"))
    assert client.post(RECORDS, {"q": "gate"}).status_code == 405


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "gate", "language": "xx"}, {"q": "x" * 5000}]
)
def test_any_question_is_answered(client, author, asked):
    assert client.get(RECORDS, asked).status_code == 200


def test_a_search_costs_eight_queries_however_much_is_found(client, author):
    for number in range(8):
        make_monument(f"Gate {number}")
        make_person(f"Gate keeper {number}")

    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(RECORDS, {"q": "gate"}).json()["results"]) == 10

    assert len(queries) <= 8


def test_an_author_without_a_form_to_change_gets_no_row_to_type_in(client):
    user = make_user(None)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    article, images = make_article(), [make_image("One"), make_image("Two")]
    put_block(article, "gallery", rows=gallery_rows(*images, caption="Here"))
    client.force_login(user)

    page = client.get(url(article))

    assert page.status_code == 200
    assertNotContains(page, 'name="memorial_galleryblock_set-0-rows"')
    assert Article.objects.get().version == 1


def test_the_form_names_the_tools_of_a_text_and_teaches_no_markup(client, author):
    page = client.get("/admin/memorial/article/add/")

    assertContains(page, "above the text mark a source and link to a record (Ctrl+Alt+S")
    assertNotContains(page, "source:1")
