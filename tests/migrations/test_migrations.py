"""Holds that the database is built, taken down and built again by its migrations."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from memorial.models import Edition, Generation, RefreshTask, Revision, Translation
from memorial.services.publishing import publish_article
from memorial.services.refreshing import file_or_close
from memorial.services.saving import keep_revision
from memorial.services.translating import translate_article
from tests.factories import add_block, make_article, make_monument, rewrite

pytestmark = pytest.mark.usefixtures("transactional_db")


def own_tables():
    tables = connection.introspection.table_names()
    return sorted(table for table in tables if table.startswith("memorial_"))


def migrate(*target):
    call_command("migrate", "memorial", *target, verbosity=0)


def test_migrating_back_to_nothing_and_forwards_again_works():
    before = own_tables()

    migrate("zero")
    nothing = own_tables()
    migrate()

    assert nothing == []
    assert own_tables() == before != []
    assert Generation.objects.get().counter == 1
    assert publish_article(make_article(), by=None) == Edition.objects.live().get()


def test_migrating_a_database_that_is_up_to_date_changes_nothing():
    edition = publish_article(make_article(), by=None)

    migrate()

    assert Edition.objects.get() == edition
    assert Generation.objects.get().counter == 2


def test_the_first_generation_is_made_once():
    migrate("0001")
    Generation.objects.update(counter=7)

    migrate("0002")

    assert Generation.objects.get().counter == 7


def test_a_translation_follows_the_same_edition_before_and_after_editions_are_keys():
    unseen, seen = make_article("Unseen"), make_article("Seen")
    publish_article(make_article("Another"), by=None)
    publish_article(seen, by=None)
    publish_article(rewrite(seen), by=None)
    for original in (unseen, seen):
        translate_article(original, "ru", by=None)
    rows = Translation.objects.order_by("pk")
    before = list(rows.values_list("original", "follows", "base"))

    migrate("0003")
    with connection.cursor() as cursor:
        cursor.execute("SELECT follows FROM memorial_translation ORDER BY id")
        numbers = [row[0] for row in cursor.fetchall()]
    migrate()

    assert numbers == [0, 2]
    assert list(rows.values_list("original", "follows", "base")) == before
    assert rows.last().follows == Edition.objects.get(article=seen, number=2)


def test_what_the_desk_knew_is_moved_out_of_stories_and_back():
    with_desk, without = (keep_revision(make_article(), by=None) for _time in range(2))
    Revision.objects.filter(pk=without.pk).update(desk={})
    rows = Revision.objects.order_by("pk")
    before = list(rows.values_list("pk", "frozen", "desk"))

    migrate("0003")
    with connection.cursor() as cursor:
        cursor.execute("SELECT frozen FROM memorial_revision ORDER BY id")
        frozen = [row[0] for row in cursor.fetchall()]
    migrate()

    inside = [each if isinstance(each, dict) else json.loads(each) for each in frozen]
    assert inside == [{**with_desk.frozen, "desk": with_desk.desk}, without.frozen]
    assert list(rows.values_list("pk", "frozen", "desk")) == before


def test_an_open_task_keeps_the_pages_that_were_older_than_it():
    monument = make_monument()
    articles = [make_article(f"Piece {number}") for number in range(2)]
    for article in articles:
        add_block(article, "monument_facts", monument=monument)
        publish_article(article, by=None)
    old, over = Edition.objects.order_by("pk")
    monument.names.update(text="The Arch")
    file_or_close([monument], by=None)
    newer = publish_article(rewrite(articles[1]), by=None)

    migrate("0004")
    migrate()

    assert list(RefreshTask.objects.get().editions.all()) == [old]
    assert newer.references.filter(record=monument.ref).exists()
    assert over.references.filter(record=monument.ref).exists()
