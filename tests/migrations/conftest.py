"""What the tests of migrations stand on."""

import pytest

from tests.services.own_database import own_database


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker, tmp_path):
    """In the place of pytest-django's: a copy of the database that may be taken apart."""
    with django_db_blocker.unblock(), own_database(tmp_path):
        yield
