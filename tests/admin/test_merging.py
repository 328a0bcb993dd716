"""Holds how the desk makes two records one and two again, and whom it lets."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Creator, Merge, Person
from memorial.services.merging import merge_records
from memorial.services.permitting import ROLES
from tests.admin.posting import form_values
from tests.factories import (
    make_monument,
    make_official,
    make_person,
    make_source,
    make_statement,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db

EVERYBODY = [None, *ROLES]
MAY = {"Editor", "Publisher"}


def page_for(one, other, kind="person"):
    return f"/admin/memorial/{kind}/merge/?record={one.pk}&record={other.pk}"


def merged(name="Ada Vail", into="Ada Vale"):
    record, survivor = make_official(name), make_official(into)
    return record, survivor, merge_records(record, survivor, by=None)


@pytest.mark.parametrize("role", EVERYBODY)
def test_those_who_may_change_public_facts_merge(client, role):
    one, other = make_official("Ada Vail"), make_official("Ada Vale")
    client.force_login(make_user(role))

    opened = client.get(page_for(one, other))
    answer = client.post(page_for(one, other), {"stays": other.pk})

    assert opened.status_code == (200 if role in MAY else 403)
    assert answer.status_code == (302 if role in MAY else 403)
    assert Merge.objects.count() == (1 if role in MAY else 0)


@pytest.mark.parametrize("role", EVERYBODY)
def test_those_who_may_change_public_facts_see_merges_and_undo_them(client, role):
    _record, _survivor, merge = merged()
    client.force_login(make_user(role))
    root = "/admin/memorial/merge/"

    statuses = [client.get(f"{root}{path}").status_code for path in ("", f"{merge.pk}/undo/")]
    assert statuses == [200 if role in MAY else 403] * 2
    assert client.get(f"{root}add/").status_code == 403
    assert Merge.objects.in_force().exists()
    answer = client.post(f"{root}{merge.pk}/undo/")

    assert answer.status_code == (302 if role in MAY else 403)
    assert Merge.objects.in_force().exists() == (role not in MAY)


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_action_is_offered_to_those_who_may(client, role):
    make_person(), make_person()
    client.force_login(make_user(role))

    page = client.get("/admin/memorial/person/")

    assert (b"These two are one" in page.content) == (role in MAY)


def test_the_action_asks_for_two_and_leads_to_both(client, editor):
    people = [make_person(f"P{number}") for number in range(3)]
    act = {"action": "these_two_are_one"}
    root = "/admin/memorial/person/"

    one = client.post(root, {**act, "_selected_action": [people[0].pk]}, follow=True)
    three = client.post(
        root, {**act, "_selected_action": [each.pk for each in people]}, follow=True
    )
    two = client.post(root, {**act, "_selected_action": [each.pk for each in people[:2]]})

    for answer in (one, three):
        assertContains(answer, "exactly two records")
    assert two["Location"] == page_for(*people[:2])


def test_a_kind_that_is_not_merged_has_no_action_and_no_page(client, editor):
    one, other = make_statement(), make_statement()

    assertNotContains(client.get("/admin/memorial/statement/"), "These two are one")
    assert client.get(page_for(one, other, "statement")).status_code == 404


def test_both_are_shown_with_what_moves(client, editor):
    one, other = make_official("Ada Vail", born="1921"), make_person("Ada Vale")
    make_statement(one)

    page = client.get(page_for(one, other))

    for words in ("Ada Vail (en)", "Ada Vale (en)", "1921", "Statements: 1", "Offices held: 1"):
        assertContains(page, words)
    assertContains(client.post(page_for(one, other)), "Say which of the two stays")
    assertContains(client.post(page_for(one, other), {"stays": "x"}), "Say which of the two")


@pytest.mark.parametrize(
    "query", ["", "?record=1", "?record=1&record=1", "?record=x&record=" + "9" * 30]
)
def test_anything_but_two_records_is_not_found(client, editor, query):
    make_person()

    assert client.get(f"/admin/memorial/person/merge/{query}").status_code == 404


def test_a_refusal_is_said_on_the_page(client, editor):
    public, draft = make_person("Seen"), make_person("Draft", public_from=None)

    answer = client.post(page_for(public, draft), {"stays": draft.pk})

    assertContains(answer, "keep the one that they see")
    assert not Merge.objects.exists()


def test_officials_are_merged_from_their_own_list(client, editor):
    one, other = make_official("Ada Vail"), make_official("Ada Vale")

    answer = client.post(page_for(one, other, "official"), {"stays": other.pk}, follow=True)

    assertContains(answer, "They are one now")
    assert other.tenures.count() == 2


def test_what_was_merged_is_offered_no_more(client, editor):
    record, survivor, _merge = merged()
    gate, arch = make_monument("Gate"), make_monument("Arch")
    merge_records(gate, arch, by=None)

    listed = client.get("/admin/memorial/person/")
    by_number = client.get("/admin/memorial/monument/", {"q": f"M-{gate.pk}"})
    offered = client.get(
        "/admin/autocomplete/",
        {"app_label": "memorial", "model_name": "byline", "field_name": "person", "term": "Ada"},
    ).json()["results"]

    assert [row.pk for row in listed.context["cl"].result_list] == [survivor.pk]
    assert list(by_number.context["cl"].result_list) == []
    assert [row["id"] for row in offered] == [str(survivor.pk)]


@pytest.mark.parametrize("kind", ["person", "official"])
def test_the_form_of_what_was_merged_leads_to_the_survivor(client, editor, kind):
    record, survivor, _merge = merged()

    answer = client.get(f"/admin/memorial/{kind}/{record.pk}/change/", follow=True)

    assert answer.redirect_chain[0][0] == f"/admin/memorial/person/{survivor.pk}/change/"
    assertContains(answer, "was merged into this one")


def test_a_form_that_was_open_while_its_record_was_merged_loses_nothing(client, editor):
    record, survivor = make_person("Ada Vail"), make_person("Ada Vale")
    path = f"/admin/memorial/person/{record.pk}/change/"
    values = form_values(client.get(path), description_en="Typed meanwhile.")
    merge_records(record, survivor, by=None)

    for knowingly in ({}, {"_overwrite": str(Person.objects.get(pk=record.pk).version)}):
        answer = client.post(path, {**values, **knowingly})

        assertContains(answer, "was merged into “Ada Vale”")
        assertContains(answer, "Typed meanwhile.")
    assert Person.objects.get(pk=record.pk).description_en == ""


def test_a_form_that_names_a_record_merged_meanwhile_is_refused_in_words(client, editor):
    record, survivor, monument = make_person("Vail"), make_person("Vale"), make_monument()
    path = f"/admin/memorial/monument/{monument.pk}/change/"
    values = form_values(client.get(path))
    row = {"person": record.pk, "role": "sculptor", "monument": monument.pk, "id": ""}
    values |= {f"creators-0-{name}": value for name, value in row.items()}
    values["creators-TOTAL_FORMS"] = "1"
    merge_records(record, survivor, by=None)

    answer = client.post(path, values)

    assertContains(answer, "merged into another: choose again")
    assert not Creator.objects.exists()


def test_a_form_about_what_a_merge_moved_is_stale(client, editor):
    record, survivor, monument = make_person("Vail"), make_person("Vale"), make_monument()
    Creator.objects.create(monument=monument, person=record, role="sculptor")
    path = f"/admin/memorial/monument/{monument.pk}/change/"
    values = form_values(client.get(path))
    merge_records(record, survivor, by=None)

    assertContains(client.post(path, values), "Somebody saved this while you were writing")

    assert Creator.objects.get().person == survivor


def test_what_was_merged_is_not_deleted(client, editor):
    record, _survivor, _merge = merged()

    answer = client.post(f"/admin/memorial/person/{record.pk}/delete/", {"post": "yes"})

    assertContains(answer, "it is kept, so that its number leads on")
    assert Person.objects.filter(pk=record.pk).exists()


def test_undoing_names_what_could_not_go_back(client, editor):
    record, survivor = make_official("Ada Vail"), make_person("Ada Vale")
    tenure = make_tenure(record, "Clerk")
    merge = merge_records(record, survivor, by=None)
    tenure.delete()

    answer = client.post(f"/admin/memorial/merge/{merge.pk}/undo/", follow=True)
    again = client.post(f"/admin/memorial/merge/{merge.pk}/undo/", follow=True)

    assertContains(answer, "They are two again")
    assertContains(answer, "Clerk")
    assertContains(again, "undone already")
    assert client.get("/admin/memorial/merge/987654321/undo/").status_code == 404


def test_the_list_of_merges_names_both_and_filters(client, editor):
    _record, _survivor, merge = merged()

    page = client.get("/admin/memorial/merge/")

    for words in ("Ada Vail", "Ada Vale", f"/admin/memorial/merge/{merge.pk}/undo/"):
        assertContains(page, words)
    undone = client.get("/admin/memorial/merge/?state=undone")
    assert list(undone.context["cl"].result_list) == []


def test_the_history_of_the_survivor_has_the_merge(client, editor):
    _record, survivor, _merge = merged()

    page = client.get(f"/admin/memorial/person/{survivor.pk}/history/")

    assertContains(page, "Merged.")


def test_records_without_pages_are_merged_too(client, editor):
    one, other = make_source("A report"), make_source("A report")
    statement = make_statement(source=one)

    client.post(page_for(one, other, "source"), {"stays": other.pk})

    statement.refresh_from_db()
    assert statement.source == other


def test_the_page_says_which_number_leads_where(client, editor):
    one, other = make_person("Ada Vail"), make_person("Ada Vale")

    page = client.get(page_for(one, other))

    assertContains(page, f"Keep “Ada Vail”, number {one.pk}: number {other.pk} will lead to it")
    assertContains(page, f"Keep “Ada Vale”, number {other.pk}: number {one.pk} will lead to it")


@pytest.mark.parametrize("kind", ["person", "official"])
def test_after_a_merge_stands_the_form_of_the_record_that_stays_with_a_way_back(
    client, editor, kind
):
    one, other = make_official("Ada <b>Vail"), make_official("Ada Vale")

    answer = client.post(page_for(one, other, kind), {"stays": other.pk}, follow=True)

    assert answer.redirect_chain == [(f"/admin/memorial/{kind}/{other.pk}/change/", 302)]
    assertContains(answer, f"number {one.pk} leads here")
    assertContains(answer, f'href="/admin/memorial/merge/{Merge.objects.get().pk}/undo/"')
    assertContains(answer, "Ada &lt;b&gt;Vail")
    assertNotContains(answer, "<b>Vail")
