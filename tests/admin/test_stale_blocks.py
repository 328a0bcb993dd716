"""Blocks and rows that one of two put in, took out, moved or changed."""

import pytest

from memorial.models import Article
from memorial.services.saving import keep_revision
from tests.admin.posting import add_block
from tests.admin.two_texts import PROSE, choose, html, opened, parts, save, stale, text, url, words
from tests.factories import add_block as add_row
from tests.factories import (
    gallery_rows,
    make_article,
    make_image,
    make_monument,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


# Blocks and rows.


def test_a_block_that_she_put_in_is_kept_or_left_out(client, article):
    mine = opened(client, article)
    values = opened(client, article)
    client.post(
        url(article), {**add_block(values, "prose", html="<p>Three.</p>"), "_continue": "1"}
    )
    hers = article.memorial_proseblock_set.last()
    page = stale(client, article, mine, headline="Mine")
    assert parts(page)[f"{PROSE}:{hers.pk}"] == ("theirs", "theirs")

    choose(client, article, page)
    assert words(article) == ["One.", "Two.", "Three."]

    choose(client, article, stale(client, article, mine), {f"{PROSE}:{hers.pk}": "mine"})
    assert words(article) == ["One.", "Two."]


def test_a_block_that_i_put_in_stays(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")

    page = stale(client, article, add_block(mine, "prose", html="<p>Mine.</p>"))
    choose(client, article, page)

    assert words(article) == ["One.", "Two.", "Mine."]
    assert Article.objects.get().headline == "Hers"


def test_a_block_that_she_deleted_goes_unless_i_changed_it(client, article):
    mine = opened(client, article)
    save(client, article, **{f"{PROSE}-0-DELETE": "on"})

    page = stale(client, article, mine, headline="Mine")
    choose(client, article, page)

    assert [only for _default, only in parts(page).values()] == ["", "lost"]
    assert words(article) == ["Two."]
    assert Article.objects.get().headline == "Mine"


@pytest.mark.parametrize(
    ("side", "left"), [("mine", ["One, by me.", "Two."]), ("theirs", ["Two."])]
)
def test_a_block_that_she_deleted_and_i_changed_is_asked_about(client, article, side, left):
    mine = opened(client, article)
    key = mine[f"{PROSE}-0-key"]
    save(client, article, **{f"{PROSE}-0-DELETE": "on"})
    page = stale(client, article, mine, **html(0, "One, by me."))
    name = f"{PROSE}:new:{key}"
    assert parts(page) == {name: ("", "lost")}

    choose(client, article, page, {name: side})

    assert words(article) == left


@pytest.mark.parametrize(("side", "left"), [("theirs", ["Hers.", "Two."]), ("mine", ["Two."])])
def test_a_block_that_i_deleted_and_she_changed_is_asked_about(client, article, side, left):
    mine = opened(client, article)
    save(client, article, **html(0, "Hers."))
    block = article.memorial_proseblock_set.first()
    page = stale(client, article, mine, **{f"{PROSE}-0-DELETE": "on"})
    name = f"{PROSE}:{block.pk}"
    assert parts(page) == {name: ("", "out")}

    choose(client, article, page, {name: side})

    assert words(article) == left


def test_her_order_of_blocks_is_kept_where_i_moved_none(client, article):
    mine = opened(client, article)
    save(client, article, **{f"{PROSE}-0-ordering": "90"})

    page = stale(client, article, mine, headline="Mine")
    choose(client, article, page)

    assert parts(page)["order"] == ("theirs", "")
    assert words(article) == ["Two.", "One."]


def test_bylines_and_sources_are_merged_row_by_row(client, article):
    ada, ben = make_person("Ada Vale"), make_person("Ben Stone")
    article.bylines.create(person=ada, credentials="PhD")
    article.sources.create(source=make_source("S1"))
    keep_revision(Article.objects.get(), by=None)
    mine = opened(client, article)
    save(client, article, **{"bylines-0-credentials": "Professor"})
    mine |= {"bylines-TOTAL_FORMS": "2", "bylines-1-person": str(ben.pk)}
    mine |= {"bylines-1-position": "2", "sources-0-DELETE": "on"}

    page = stale(client, article, mine)
    done = choose(client, article, page)

    assert done.status_code == 302, done.context["errors"]
    rows = article.bylines.order_by("position", "pk").values_list("person", "credentials")
    assert list(rows) == [(ada.pk, "Professor"), (ben.pk, "")]
    assert not article.sources.exists()


def test_pictures_records_and_ticks_are_taken_from_her(client, article):
    mine = opened(client, article)
    image, monument = make_image(), make_monument()
    topic = Article.topics.rel.model.objects.create(address="war")
    Article.objects.filter(pk=article.pk).update(
        lead_image=image, monument=monument, is_machine_translation=True
    )
    article.topics.add(topic)
    add_row(article, "picture", image=image, caption="Hers")
    Article.objects.get().claim_version(1)

    page = stale(client, article, mine, headline="Mine")
    choose(client, article, page)

    back = Article.objects.get()
    assert (back.headline, back.lead_image, back.monument) == ("Mine", image, monument)
    assert back.is_machine_translation
    assert list(back.topics.all()) == [topic]
    assert back.memorial_pictureblock_set.count() == 1


def test_without_the_save_that_it_was_opened_with_everything_is_asked(client, publisher):
    article = make_article("As it was")
    mine = opened(client, article)
    save(client, article, headline="Hers")

    page = stale(client, article, mine, headline="Mine")

    assert parts(page) == {"headline": ("", "")}


@pytest.mark.parametrize("number", ["x", "9" * 30, "0", "999999"])
def test_a_forged_save_is_no_base(client, article, number):
    mine = {**opened(client, article), "opened_save": number}
    save(client, article, headline="Hers")

    assert parts(stale(client, article, mine, headline="Mine")) == {"headline": ("", "")}


@pytest.mark.parametrize(
    ("before", "hers"),
    [
        ("<p>One.</p>", "<p><strong>One.</strong></p>"),
        ("<p>Title</p><p>One.</p>", "<h3>Title</h3><p>One.</p>"),
    ],
)
def test_bold_and_headings_of_hers_are_no_words_and_not_lost(client, article, before, hers):
    save(client, article, **{f"{PROSE}-0-html": before})
    mine = opened(client, article)
    save(client, article, **{f"{PROSE}-0-html": hers})

    page = stale(client, article, mine, standfirst="Mine.")
    block = article.memorial_proseblock_set.order_by("ordering").first()
    choose(client, article, page)

    assert parts(page) == {"standfirst": ("mine", ""), f"{PROSE}:{block.pk}": ("theirs", "")}
    assert "The words are the same; their form" in text(page)
    block.refresh_from_db()
    assert block.html == hers


def test_another_picture_of_the_same_name_is_not_lost(client, article):
    one, twin, other = make_image("A drawing"), make_image("A drawing"), make_image("Other")
    add_row(article, "gallery", rows=gallery_rows(one, other))
    save(client, article, lead_image=str(one.pk))
    mine = opened(client, article)
    row = {"memorial_galleryblock_set-0-rows-0-image": str(twin.pk)}
    save(client, article, lead_image=str(twin.pk), **row)

    page = stale(client, article, mine, standfirst="Mine.")
    choose(client, article, page)

    assert parts(page)["lead_image"] == ("theirs", "")
    assert Article.objects.get().lead_image == twin
    kept = article.memorial_galleryblock_set.get().rows
    assert [row["records"]["image"] for row in kept] == [twin.ref, other.ref]


def test_the_same_html_with_other_line_ends_is_no_difference(client, article):
    save(client, article, **{f"{PROSE}-0-html": "<p>One\nline.</p>"})
    mine = opened(client, article)
    save(client, article, headline="Hers")

    page = stale(client, article, mine, **{f"{PROSE}-0-html": "<p>One\r\nline.</p>"})

    assert parts(page) == {"headline": ("theirs", "")}
