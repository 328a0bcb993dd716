"""Two texts of a record of the register; and what is deleted while it is written."""

import pytest

from memorial.models import Article, Monument, Unveiling
from tests.admin.posting import form_values
from tests.admin.two_texts import choose, html, opened, parts, save, stale, text, url, words
from tests.factories import (
    add_name,
    add_participation,
    make_monument,
    make_official,
    make_person,
    make_unveiling,
)

pytestmark = pytest.mark.django_db


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


def test_the_bar_of_a_record_saves_the_result_while_two_texts_stand(client, publisher):
    unveiling = make_unveiling(date="2021")
    mine = opened(client, unveiling)
    before = text(client.get(url(unveiling)))
    save(client, unveiling, date="2022")

    page = text(stale(client, unveiling, mine, date="2023"))

    assert 'name="_addanother"' in before
    bar = page[page.index('class="submit-row"') :]
    assert 'name="_merge"' in bar
    assert not [name for name in ("_save", "_addanother", "_continue") if f'name="{name}"' in bar]


def test_choices_of_a_record_outlast_a_third_save_that_left_them_alone(client, publisher):
    person = make_person("Ada Vale")
    mine = opened(client, person)
    save(client, person, description_en="Hers.", **{"names-0-text": "Ada B. Vale"})
    page = stale(client, person, mine, description_en="Mine.", **{"names-0-text": "Ada Wale"})
    [name] = [name for name in parts(page) if name.startswith("names:")]
    save(client, person, **{"names-0-text": "Ada C. Vale"})

    again = choose(client, person, page, {"description_en": "mine", name: "mine"})

    found = {part.name: (part.choice, part.is_new) for part in again.context["stale_parts"]}
    assert found == {"description_en": ("mine", False), name: ("", True)}


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


def test_opening_a_deleted_record_finds_nothing(client, publisher):
    assert client.get("/admin/memorial/person/987654321/change/").status_code == 404
    assert client.post("/admin/memorial/person/987654321/change/", {}).status_code == 404
