"""Holds that the database is built, taken down and built again by its migrations."""

import pytest
from django.core.management import call_command
from django.db import connection

from memorial.models import Edition, Generation
from memorial.services.publishing import publish_article
from tests.factories import make_article

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
