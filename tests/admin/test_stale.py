"""A stale save shows both texts part by part; the editor takes either, and nothing is lost."""

import re
from html import unescape

import pytest

from memorial.models import Article, Monument, Revision, Unveiling
from memorial.services.merging import merge_records
from memorial.services.saving import keep_revision
from tests.admin.posting import add_block, form_values
from tests.factories import add_block as add_row
from tests.factories import (
    add_name,
    add_participation,
    gallery_rows,
    make_article,
    make_image,
    make_monument,
    make_official,
    make_person,
    make_source,
    make_unveiling,
    make_user,
)

pytestmark = pytest.mark.django_db

PROSE = "memorial_proseblock_set"


def url(record, page="change"):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/{page}/"


def opened(client, record):
    return form_values(client.get(url(record)))


def save(client, record, **changes):
    answer = client.post(url(record), {**opened(client, record), **changes, "_continue": "1"})
    assert answer.status_code == 302, answer.context["errors"]


def stale(client, record, values, **changes):
    """Save what was opened before somebody else saved; the page with both texts."""
    page = client.post(url(record), {**values, **changes, "_continue": "1"})
    assert page.status_code == 200
    assert page.context["adminform"].form.is_stale
    return page


def parts(page):
    """The parts that the page asks about: label → (default, only)."""
    return {part.name: (part.default, part.only) for part in page.context["stale_parts"]}


def choose(client, record, page, choices=None, **changes):
    """Save the result: as the page preselects, with other choices and changes by hand."""
    chosen = {
        f"_take-{part.name}": part.choice for part in page.context["stale_parts"] if part.choice
    }
    asked = [unescape(name) for name in re.findall(r'name="_asked" value="([^"]*)"', text(page))]
    standing = page.context["adminform"].form.standing_version
    values = {
        **form_values(page),
        **chosen,
        **{f"_take-{name}": side for name, side in (choices or {}).items()},
        **changes,
    }
    values |= {"_asked": asked, "_merge": str(standing)}
    return client.post(url(record), values)


def text(answer):
    return answer.content.decode()


def html(number, words):
    return {f"{PROSE}-{number}-html": f"<p>{words}</p>"}


@pytest.fixture
def article(client, publisher):
    """An article of two blocks that was saved at the desk once."""
    article = make_article("As it was", ["One.", "Two."], standfirst="At noon.")
    keep_revision(article, by=publisher)
    return article


def words(article):
    rows = article.memorial_proseblock_set.order_by("ordering", "pk")
    return [row.get_html_excerpt(words=20) for row in rows]


def test_what_only_one_side_changed_is_taken_without_asking(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers", **html(0, "One, by her."))

    page = stale(client, article, mine, standfirst="Mine.", **html(1, "Two, by me."))
    done = choose(client, article, page)

    assert "_asked" not in text(page)
    assert {each for each, _only in parts(page).values()} == {"theirs", "mine"}
    assert done.status_code == 302
    back = Article.objects.get()
    assert (back.headline, back.standfirst) == ("Hers", "Mine.")
    assert words(back) == ["One, by her.", "Two, by me."]


def test_both_texts_stand_beside_each_other_with_the_words_marked(client, article):
    mine = opened(client, article)
    save(client, article, **html(0, "One by her."))

    page = text(stale(client, article, mine, **html(0, "One by me.")))

    assert '<mark data-said="different">her.</mark>' in page
    assert '<mark data-said="different">me.</mark>' in page
    assert "You saved this yourself in another tab" in page


def test_the_bar_saves_the_result_while_two_texts_stand(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")

    page = text(stale(client, article, mine, headline="Mine"))

    bar = page[page.index('class="submit-row savebar"') :]
    assert 'name="_merge"' in bar
    assert 'name="_continue"' not in bar


def test_where_both_changed_the_same_nothing_is_preselected_and_a_choice_is_asked(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine", standfirst="Mine.")
    assert parts(page)["headline"] == ("", "")

    again = choose(client, article, page)

    assert again.status_code == 200
    assert Article.objects.get().headline == "Hers"
    assert "Choose for every part" in text(again)
    choices = {part.name: part.choice for part in again.context["stale_parts"]}
    assert choices == {"headline": "", "standfirst": "mine"}


@pytest.mark.parametrize(("side", "headline"), [("theirs", "Hers"), ("mine", "Mine")])
def test_either_side_is_taken_part_by_part(client, article, side, headline):
    mine = opened(client, article)
    save(client, article, headline="Hers", **html(0, "Her words."))
    page = stale(client, article, mine, headline="Mine", **html(0, "My words."))
    block = article.memorial_proseblock_set.first()

    done = choose(client, article, page, {"headline": side, f"{PROSE}:{block.pk}": "theirs"})

    assert done.status_code == 302
    assert Article.objects.get().headline == headline
    assert words(article) == ["Her words.", "Two."]


def test_a_result_sent_twice_is_saved_once_and_not_taken_for_somebody_elses(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, standfirst="Mine.")
    standing = page.context["adminform"].form.standing_version
    result = {**form_values(page), "_merge": str(standing), "_take-headline": "theirs"}

    statuses = [client.post(url(article), result).status_code for _time in range(2)]

    assert statuses == [302, 302]
    back = Article.objects.get()
    assert (back.headline, back.standfirst, back.version) == ("Hers", "Mine.", 3)


def test_a_merge_by_hand_is_what_stands_in_the_form(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")

    choose(client, article, page, {"headline": "mine"}, headline="Hers and mine")

    assert Article.objects.get().headline == "Hers and mine"


def test_the_result_is_one_save_and_says_so(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, standfirst="Mine.")

    done = choose(client, article, page)

    assert "Saved: one text made of both." in text(client.get(done["Location"]))
    assert [each.headline for each in Revision.objects.all()] == ["Hers", "Hers", "As it was"]


def test_a_third_save_in_between_asks_again(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")
    save(client, article, headline="Hers again")

    again = choose(client, article, page, {"headline": "mine"})

    assert again.status_code == 200
    assert "Hers again" in text(again)
    assert Article.objects.get().headline == "Hers again"


def test_an_error_in_the_result_loses_neither_text_nor_choices(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")

    again = choose(client, article, page, {"headline": "theirs"}, slug="no address!")

    assert again.status_code == 200
    assert form_values(again)["headline"].strip() == "Hers"
    done = client.post(url(article), {**form_values(again), "slug": "gate", "_continue": "1"})
    assert done.status_code == 302
    assert (Article.objects.get().headline, Article.objects.get().slug) == ("Hers", "gate")


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


# Who saved meanwhile.


@pytest.mark.parametrize("noun", ["article", "monument"])
@pytest.mark.parametrize("is_own", [True, False])
def test_the_stale_page_says_who_saved_and_calls_ones_own_save_so(
    client, publisher, article, noun, is_own
):
    record = article if noun == "article" else make_monument()
    field = "standfirst" if noun == "article" else "dedication_en"
    mine = opened(client, record)
    client.force_login(publisher if is_own else make_user("Editor", "Hanna"))
    save(client, record, **{field: "Theirs"})
    client.force_login(publisher)

    page = text(stale(client, record, mine, **{field: "Mine"}))

    assert ("You saved this yourself in another tab" in page) == is_own
    assert ("Saved meanwhile by Hanna" in page) != is_own


# Other records.


def test_a_record_of_the_register_is_chosen_field_by_field(client, publisher):
    unveiling = make_unveiling(date="2021", occasion_en="As it was.")
    mine = opened(client, unveiling)
    save(client, unveiling, occasion_en="Hers.", date="2022~")

    page = stale(client, unveiling, mine, occasion_en="Mine.", date="2023")
    assert parts(page) == {"date": ("", ""), "occasion_en": ("", "")}
    done = choose(client, unveiling, page, {"occasion_en": "mine", "date": "theirs"})

    assert done.status_code == 302
    back = Unveiling.objects.get()
    assert (back.occasion_en, str(back.date)) == ("Mine.", "2022~")


def test_names_are_rows_that_hold_too(client, publisher):
    person = make_person("Ada Vale")
    add_name(person, "Ада Вейл", "ru")
    mine = opened(client, person)
    save(client, person, **{"names-0-text": "Ada B. Vale", "names-1-DELETE": "on"})
    mine["names-1-text"] = "Ада Вэйл"

    page = stale(client, person, mine)
    lost = next(name for name, (_default, only) in parts(page).items() if only == "lost")
    kept = next(name for name in parts(page) if name != lost)
    choose(client, person, page, {lost: "mine", kept: "theirs"})

    assert sorted(person.names.values_list("text", flat=True)) == ["Ada B. Vale", "Ада Вэйл"]


def test_a_row_that_was_deleted_is_let_go_where_asked(client, publisher):
    person = make_person("Ada Vale")
    add_name(person, "Ада Вейл", "ru")
    mine = opened(client, person)
    save(client, person, **{"names-1-DELETE": "on"})

    page = stale(client, person, mine, **{"names-1-text": "Ада Вэйл"})
    [lost] = parts(page)
    choose(client, person, page, {lost: "theirs"})

    assert list(person.names.values_list("text", flat=True)) == ["Ada Vale"]


def test_participations_hold_too(client, publisher):
    unveiling = make_unveiling(officials=["Ada Vale"])
    mine = opened(client, unveiling)
    save(client, unveiling, **{"participations-0-roles": ["spoke", "attended"]})

    page = stale(client, unveiling, mine, date="2024")
    row = unveiling.participations.get()
    assert "date" in parts(page)
    choose(client, unveiling, page, {"date": "mine", f"participations:{row.pk}": "theirs"})

    assert sorted(unveiling.participations.get().roles) == ["attended", "spoke"]
    assert str(Unveiling.objects.get().date) == "2024"


def test_a_monument_of_many_rows_is_compared_without_fault(client, publisher):
    monument = make_monument()
    mine = opened(client, monument)
    save(client, monument, dedication_en="Hers")

    page = stale(client, monument, mine, dedication_en="Mine")

    assert list(parts(page)) == ["dedication_en"]
    assert Monument.objects.get().dedication_en == "Hers"


# The record itself deleted.


def test_an_article_deleted_while_it_was_written_loses_no_word(client, article):
    article.bylines.create(person=make_official("Ada Vale"))
    mine = {**opened(client, article), "headline": "Mine"}
    mine |= html(0, "My words.")
    client.post(url(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()

    page = client.post(url(article), {**mine, "_continue": "1"})

    assert page.status_code == 200
    assert "Somebody deleted this while you were writing" in text(page)
    assert "/admin/memorial/article/deleted/" in text(page)
    assert not Article.objects.exists()
    assert 'action="/admin/memorial/article/add/"' in text(page)
    done = client.post("/admin/memorial/article/add/", {**form_values(page), "_continue": "1"})
    assert done.status_code == 302
    back = Article.objects.get()
    assert back.headline == "Mine"
    assert words(back) == ["My words.", "Two."]
    assert str(back.bylines.get().person) == "Ada Vale"


def test_a_record_deleted_while_it_was_written_loses_no_word(client, publisher):
    unveiling = make_unveiling(officials=["Ada Vale"], public_from=None)
    add_participation(unveiling, make_official("Ben Stone"))
    mine = {**opened(client, unveiling), "occasion_en": "My words."}
    unveiling.participations.all().delete()
    unveiling.delete()

    page = client.post(url_of(unveiling, mine), mine)

    assert page.status_code == 200
    done = client.post("/admin/memorial/unveiling/add/", form_values(page))
    assert done.status_code == 302, done.context["errors"]
    back = Unveiling.objects.get()
    assert back.occasion_en == "My words."
    assert back.participations.count() == 2


def url_of(record, values):
    number = values["participations-0-unveiling"]
    return f"/admin/memorial/{record._meta.model_name}/{number}/change/"


def test_opening_a_deleted_record_leads_away_as_before(client, publisher):
    assert client.get("/admin/memorial/person/987654321/change/").status_code == 302
    assert client.post("/admin/memorial/person/987654321/change/", {}).status_code == 302


def test_what_is_kept_of_a_result_is_what_stands_in_the_rows(client, article):
    mine = opened(client, article)
    article.sources.create(source=make_source("Hers"))
    Article.objects.get().claim_version(1)
    keep_revision(Article.objects.get(), by=None)

    page = stale(client, article, mine, headline="Mine")
    done = choose(client, article, page)

    assert done.status_code == 302
    kept = Revision.objects.of(article).first().frozen["words"]
    assert kept["headline"] == "Mine"
    assert kept["sources"] == [row.source.ref for row in article.sources.all()]
    assert kept["sources"]
