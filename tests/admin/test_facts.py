"""The forms of facts: what they refuse, what they copy, and what they tell of readers."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from reversion.models import Version

from memorial.admin import merging
from memorial.models import (
    Edition,
    Generation,
    Image,
    Monument,
    Participation,
    Person,
    Place,
    Statement,
    Tenure,
    Unveiling,
)
from memorial.services.merging import merge_records
from memorial.services.publishing import publish_article, schedule_article
from tests.admin.posting import form_values
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
    make_tenure,
    make_unveiling,
    make_user,
    picture_file,
)

pytestmark = pytest.mark.django_db


def url(record, page="change"):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/{page}/"


def save(client, record, **changes):
    return client.post(url(record), form_values(client.get(url(record)), **changes))


def add(client, noun, **fields):
    page = f"/admin/memorial/{noun}/add/"
    return client.post(page, form_values(client.get(page), **fields))


def shown_article(**blocks):
    """A live article that shows the given records, one block each."""
    article = make_article()
    for block_type, record in blocks.items():
        add_block(article, block_type, **{block_type.replace("monument_facts", "monument"): record})
    return publish_article(article, by=None)


def names(prefix="names", text="A name"):
    return {
        f"{prefix}-TOTAL_FORMS": "1",
        f"{prefix}-0-text": text,
        f"{prefix}-0-language": "en",
        f"{prefix}-0-kind": "preferred",
    }


def test_a_monument_is_written_with_its_names(client, editor):
    answer = add(client, "monument", kind="obelisk", **names(text="The Needle"))

    assert answer.status_code == 302
    assert Monument.objects.get().label == "The Needle"


def test_a_record_without_a_name_is_refused_in_words(client, editor):
    answer = add(client, "monument", kind="obelisk")

    assert answer.status_code == 200
    assert not Monument.objects.exists()


def test_a_wrong_date_names_three_right_examples(client, editor):
    monument = make_monument()

    page = add(client, "unveiling", monument=monument.pk, kind="unveiling", date="May 2025")

    text = page.content.decode()
    assert "“May 2025” is not a date" in text
    for example in ("2025-05-09", "1921-05~", "1914/1918"):
        assert example in text
    assert not Unveiling.objects.exists()


def test_a_tenure_that_ends_before_it_starts_is_refused_in_words(client, editor):
    person = make_person()
    tenure = {
        "tenures-TOTAL_FORMS": "1",
        "tenures-0-office": make_office().pk,
        "tenures-0-start": "2020",
        "tenures-0-end": "2010",
    }

    page = save(client, person, **tenure)

    assert "This office ends before it starts" in page.content.decode()
    assert not Tenure.objects.exists()


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        ("91", "10", "A latitude lies between -90 and 90"),
        ("10", "181", "A longitude lies between -180 and 180"),
        ("10", "", "Give latitude and longitude both, or neither"),
        ("0", "0", "0, 0 is in the sea off Africa"),
    ],
)
def test_impossible_coordinates_are_refused_in_words(client, editor, latitude, longitude, sentence):
    page = add(client, "place", latitude=latitude, longitude=longitude, accuracy="area", **names())

    assert sentence in page.content.decode()
    assert not Place.objects.exists()


def test_a_statement_without_a_speaker_is_refused_in_words(client, editor):
    page = add(client, "statement", text="Somebody said it.", language="en", kind="reported")

    assert "a statement always has a speaker" in page.content.decode()
    assert not Statement.objects.exists()


def test_the_one_office_that_covers_the_day_is_copied(client, editor):
    speaker = make_official(title="Minister of Gates", as_of="2025")
    unveiling = make_unveiling(date="2025")

    add(
        client, "statement", text="Vale said so.", language="en", kind="reported",
        speaker=speaker.pk, unveiling=unveiling.pk,
    )  # fmt: skip

    statement = Statement.objects.get()
    assert statement.title_en == "Minister of Gates"
    assert statement.tenure == speaker.tenures.get()
    assert statement.date.text == "2025"


def test_several_offices_that_cover_the_day_are_offered(client, editor):
    speaker = make_official(title="Minister of Gates", as_of="2025")
    make_tenure(speaker, "Keeper of Keys", as_of="2025")

    page = add(
        client, "statement", text="Vale said so.", language="en", kind="reported",
        speaker=speaker.pk, date="2025",
    )  # fmt: skip

    text = page.content.decode()
    assert "Several offices cover this day" in text
    assert "Minister of Gates" in text
    assert "Keeper of Keys" in text


def test_a_day_that_no_office_covers_is_allowed_and_flagged(client, editor):
    speaker = make_official(as_of="2025")

    add(
        client, "statement", text="Vale said so.", language="en", kind="reported",
        speaker=speaker.pk, date="1990",
    )  # fmt: skip

    assert not Statement.objects.get().has_dated_office
    listed = client.get("/admin/memorial/statement/?missing=office").content.decode()
    assert "Vale said so." in listed


def test_a_copied_title_cannot_be_typed_over(client, editor):
    statement = make_statement(make_official(title="Minister of Gates"))

    save(client, statement, title_en="Emperor")

    assert Statement.objects.get().title_en == "Minister of Gates"


def test_offices_of_a_person_are_offered_for_a_day(client, editor):
    person = make_official(title="Minister of Gates", as_of="2025")

    answer = client.get(f"/admin/memorial/person/{person.pk}/offices/?date=2025")

    assert [office["text"] for office in answer.json()["offices"]] == [
        "Minister of Gates, Ministry of Memory"
    ]


@pytest.mark.parametrize("query", ["date=rubbish", "unveiling=x", "unveiling=99999999999999", ""])
def test_a_question_about_no_day_offers_nothing(client, editor, query):
    person = make_official()

    answer = client.get(f"/admin/memorial/person/{person.pk}/offices/?{query}")

    assert answer.json() == {"offices": []}


def test_roles_are_ticked_and_kept(client, editor):
    unveiling = make_unveiling()
    person = make_official()
    row = {
        "participations-TOTAL_FORMS": "1",
        "participations-0-person": person.pk,
        "participations-0-position": "0",
        "participations-0-roles": ["spoke", "attended"],
    }

    save(client, unveiling, **row)

    participation = Participation.objects.get()
    assert participation.roles == ["spoke", "attended"]
    assert participation.title_en == "Minister"


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


def test_a_file_that_is_no_picture_is_refused_in_words(client, editor):
    page = "/admin/memorial/image/add/"
    values = form_values(client.get(page), title="x", licence="CC BY 4.0")
    file = ContentFile(picture_file().read()[:60], name="picture.png")

    answer = client.post(page, {**values, "picture": file})

    assert answer.status_code == 200
    assert "cannot be read" in answer.content.decode()


def test_a_picture_is_stored_under_a_name_nobody_guesses(client, editor):
    page = "/admin/memorial/image/add/"
    values = form_values(client.get(page), title="Gate", licence="CC BY 4.0")

    client.post(page, {**values, "picture": picture_file(name="gate-secret.png")})

    assert "gate" not in Image.objects.get().picture.name


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


def test_a_language_that_is_no_code_is_refused_in_words(client, editor):
    page = add(client, "monument", kind="obelisk", **{**names(), "names-0-language": "English"})

    assert "Write the language as a code" in page.content.decode()


def test_a_draft_has_no_link_to_a_page_that_readers_cannot_see(client, editor):
    draft = make_monument(public_from=None)

    assert "View on site" not in client.get(url(draft)).content.decode()
    assert "View on site" in client.get(url(make_monument())).content.decode()


def test_a_picture_whose_file_is_gone_can_still_be_described(client, editor):
    image = make_image()
    image.picture.storage.delete(image.picture.name)

    answer = save(client, image, alt_text_en="A gate.")

    assert answer.status_code == 302
    assert Image.objects.get().alt_text_en == "A gate."


def test_a_filter_beyond_every_calendar_leads_back_to_the_list(client, editor):
    answer = client.get(
        "/admin/memorial/monument/", {"public_from__gte": "9999-12-31 23:59:59-23:59"}
    )

    assert answer.status_code == 302


def test_two_preferred_names_in_one_language_are_refused_in_words(client, editor):
    second = {
        "names-TOTAL_FORMS": "2",
        "names-1-text": "Another name",
        "names-1-language": "en",
        "names-1-kind": "preferred",
    }

    page = add(client, "monument", kind="obelisk", **{**names(), **second})

    assert "Only one name can be the preferred one" in page.content.decode()
    assert not Monument.objects.exists()


def test_alt_text_is_seen_whole_and_stays_one_line(client, editor):
    image = make_image(alt_text_en="The gate.")
    page = client.get(url(image)).content.decode()

    save(client, image, alt_text_en="The gate\r\nat noon.")

    assert re.search(r'<textarea[^>]* name="alt_text_en"|<textarea name="alt_text_en"', page)
    image.refresh_from_db()
    assert image.alt_text_en == "The gate at noon."
