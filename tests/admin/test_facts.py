"""What readers see of the register: hidden, retired, brought up to date, by whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from reversion.models import Version

from memorial.admin import merging
from memorial.models import (
    Edition,
    Generation,
    Monument,
    Person,
)
from memorial.services.merging import merge_records
from memorial.services.publishing import publish_article, schedule_article
from tests.admin.posting import form_values
from tests.admin.records import add, names, save, url
from tests.factories import (
    add_block,
    make_article,
    make_image,
    make_monument,
    make_office,
    make_official,
    make_person,
    make_place,
    make_statement,
    make_unveiling,
    make_user,
)

pytestmark = pytest.mark.django_db


def shown_article(**blocks):
    """A live article that shows the given records, one block each."""
    article = make_article()
    for block_type, record in blocks.items():
        add_block(article, block_type, **{block_type.replace("monument_facts", "monument"): record})
    return publish_article(article, by=None)


def test_hiding_a_fact_that_readers_see_is_refused_with_the_list(client, editor):
    monument = make_monument()
    edition = shown_article(monument_facts=monument)

    page = save(client, monument, public_from_0="", public_from_1="")

    assert str(edition) in page.content.decode()
    assert Monument.objects.get().is_public()


def test_deleting_a_fact_that_readers_see_is_refused_with_the_list(client, editor):
    monument = make_monument()
    edition = shown_article(monument_facts=monument)

    page = client.post(url(monument, "delete"), {"post": "yes"})

    assert str(edition) in page.content.decode()
    assert Monument.objects.exists()


def test_deleting_in_bulk_is_refused_the_same_way(client, editor):
    monument = make_monument()
    shown_article(monument_facts=monument)

    client.post(
        "/admin/memorial/monument/",
        {"action": "delete_selected", "_selected_action": [monument.pk], "post": "yes"},
    )

    assert Monument.objects.exists()


def test_retiring_a_fact_that_readers_see_is_refused_with_the_list(client, editor):
    monument = make_monument()
    edition = shown_article(monument_facts=monument)

    page = client.post(
        "/admin/memorial/monument/",
        {"action": "retire", "_selected_action": [monument.pk]},
        follow=True,
    )

    assert str(edition) in page.content.decode()
    assert Monument.objects.get().retired_at is None


def test_a_fact_that_nobody_shows_is_retired_and_brought_back(client, editor):
    monument = make_monument()
    chosen = {"_selected_action": [monument.pk]}

    client.post("/admin/memorial/monument/", {"action": "retire", **chosen})
    assert Monument.objects.get().retired_at is not None

    client.post("/admin/memorial/monument/", {"action": "bring_back", **chosen})
    assert Monument.objects.get().retired_at is None


def test_bringing_back_what_was_merged_says_why_not(client, editor, monkeypatch):
    old, new = make_person("Ada Vail"), make_person("Ada Vale")
    merge_records(old, new, by=None)
    # As if it were merged between the reading of the list and the action.
    monkeypatch.setattr(merging, "unmerged", lambda rows: rows)

    page = client.post(
        "/admin/memorial/person/",
        {"action": "bring_back", "_selected_action": [old.pk]},
        follow=True,
    )

    assert "was merged into another record" in page.content.decode()


def test_changing_a_fact_brings_live_editions_up_to_date(client, publisher):
    monument = make_monument(materials_en="Bronze")
    first = shown_article(monument_facts=monument)

    save(client, monument, materials_en="Granite")

    live = Edition.objects.live().get()
    assert live.pk != first.pk
    assert live.origin == "refresh"
    assert live.frozen["facts"][monument.ref]["materials"]["text"] == "Granite"
    assert live.frozen["words"] == first.frozen["words"]


def test_an_editor_without_publishing_right_is_told_what_is_out_of_date(client, editor):
    monument = make_monument(materials_en="Bronze")
    edition = shown_article(monument_facts=monument)

    page = client.post(
        url(monument), form_values(client.get(url(monument)), materials_en="Tin"), follow=True
    )

    assert "1 page still shows it as it was" in page.content.decode()
    assert Edition.objects.live().get() == edition


def test_saving_a_fact_counts_a_generation(client, editor):
    monument = make_monument()
    before = Generation.objects.get().counter

    save(client, monument, materials_en="Granite")

    assert Generation.objects.get().counter == before + 1


def test_a_stale_save_of_a_fact_shows_both_values(client, editor):
    monument = make_monument(materials_en="Bronze")
    opened = form_values(client.get(url(monument)))
    save(client, monument, materials_en="Granite")

    page = client.post(url(monument), {**opened, "materials_en": "Tin"})

    text = page.content.decode()
    assert "Nothing of yours is lost" in text
    assert "Granite" in text
    assert "Tin" in text
    assert Monument.objects.get().materials_en == "Granite"


def test_an_author_writes_drafts_but_cannot_make_them_public(client, author):
    now = timezone.now() - timedelta(days=1)

    add(client, "person", public_from_0=f"{now:%Y-%m-%d}", public_from_1="10:00", **names())

    assert Person.objects.get().public_from is None


def test_an_author_cannot_change_what_is_public(client, author):
    monument = make_monument()

    assert client.post(url(monument), {"kind": "statue"}).status_code == 403
    assert Monument.objects.get().kind == "arch"


@pytest.mark.parametrize(
    "noun",
    [
        "article", "monument", "official", "person", "organisation", "office", "place",
        "unveiling", "statement", "source", "image", "topic",
    ],
)  # fmt: skip
def test_no_list_costs_a_query_a_row(client, publisher, noun):
    makers = {
        "article": make_article, "monument": lambda: make_monument(place=make_place()),
        "official": make_official, "person": make_person, "organisation": make_office,
        "office": make_office, "place": make_place, "unveiling": make_unveiling,
        "statement": make_statement, "source": make_statement, "image": make_image,
        "topic": lambda: None,
    }  # fmt: skip
    page = f"/admin/memorial/{noun}/"
    for _ in range(2):
        makers[noun]()
    client.get(page)
    few = _count(client, page)
    for _ in range(12):
        makers[noun]()

    assert _count(client, page) <= few


def _count(client, page):
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


def test_a_fact_that_a_scheduled_edition_awaits_stays_public(client, editor):
    monument = make_monument(public_from=None)
    article = make_article()
    add_block(article, "monument_facts", monument=monument)
    edition = schedule_article(article, at=timezone.now() + timedelta(days=2), by=None)

    page = save(client, monument, public_from_0="", public_from_1="")

    assert str(edition) in page.content.decode()
    assert Monument.objects.get().public_from == edition.live_from


def test_an_old_state_is_shown_but_not_put_back(client, editor):
    monument = make_monument(materials_en="Bronze")
    save(client, monument, materials_en="Granite")
    save(client, monument, materials_en="Tin")
    oldest = Version.objects.get_for_object(monument).last()

    page = client.get(f"/admin/memorial/monument/{monument.pk}/history/{oldest.pk}/")
    forged = client.post(f"/admin/memorial/monument/{monument.pk}/history/{oldest.pk}/", {})

    assert page.status_code == 200
    assert "Granite" in page.content.decode()
    assert forged.status_code == 403
    assert Monument.objects.get().materials_en == "Tin"


def test_an_author_cannot_recover_what_an_editor_deleted(client, editor):
    person = make_person()
    save(client, person)
    version = Version.objects.get_for_object(person).first()
    client.post(url(person, "delete"), {"post": "yes"})
    client.force_login(make_user("Author"))

    answer = client.post(f"/admin/memorial/person/recover/{version.pk}/", {})

    assert answer.status_code == 403
    assert not Person.objects.exists()


def test_opening_a_form_or_a_list_takes_no_write_lock(client, editor):
    monument = make_monument()

    with CaptureQueriesContext(connection) as queries:
        client.get(url(monument))
        client.get("/admin/memorial/monument/")

    assert not [query for query in queries if "SAVEPOINT" in query["sql"]]


def test_saving_a_draft_article_counts_no_generation(client, publisher):
    article = make_article()
    before = Generation.objects.get().counter

    save(client, article, headline="Another headline")

    assert Generation.objects.get().counter == before


def test_a_version_of_another_kind_of_record_is_not_found(client, editor):
    monument = make_monument(materials_en="Bronze")
    save(client, monument, materials_en="Granite")
    version = Version.objects.get_for_object(monument).last()

    for path in (f"statement/recover/{version.pk}/", f"monument/recover/{version.pk}/"):
        assert client.post(f"/admin/memorial/{path}", {}).status_code == 404
    assert Monument.objects.get().materials_en == "Granite"


def test_refreshing_shows_no_draft_person(client, publisher):
    unveiling = make_unveiling(officials=["Ada Vale"])
    article = make_article()
    add_block(article, "attendance", unveiling=unveiling)
    publish_article(article, by=None)
    draft = make_official("Secret Guest", public_from=None)
    row = {
        "participations-TOTAL_FORMS": "2",
        "participations-1-person": draft.pk,
        "participations-1-position": "1",
        "participations-1-roles": ["attended"],
    }

    client.post(url(unveiling), {**form_values(client.get(url(unveiling))), **row})

    assert unveiling.participations.count() == 2
    page = client.get(Edition.objects.live().get().get_absolute_url()).content.decode()
    assert "Ada Vale" in page
    assert "Secret Guest" not in page


def test_refreshing_never_takes_the_source_from_what_is_live(client, publisher):
    statement = make_statement()
    edition = shown_article(statement=statement)

    page = client.post(
        url(statement), form_values(client.get(url(statement)), source=""), follow=True
    )

    assert "A statement has no source" in page.content.decode()
    assert Edition.objects.live().get() == edition


def test_one_click_makes_a_draft_public(client, editor):
    monument = make_monument(public_from=None)

    save(client, monument, _make_public="on")

    assert Monument.objects.get().is_public()


def test_a_draft_has_no_link_to_a_page_that_readers_cannot_see(client, editor):
    draft = make_monument(public_from=None)

    assert "View on site" not in client.get(url(draft)).content.decode()
    assert "View on site" in client.get(url(make_monument())).content.decode()


def test_a_filter_beyond_every_calendar_leads_back_to_the_list(client, editor):
    answer = client.get(
        "/admin/memorial/monument/", {"public_from__gte": "9999-12-31 23:59:59-23:59"}
    )

    assert answer.status_code == 302
