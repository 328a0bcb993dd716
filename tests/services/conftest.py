"""What the tests of services stand on where threads meet."""

import pytest

from tests.services.own_database import own_database


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker, tmp_path_factory):
    """In the place of pytest-django's: a copy that is thrown away, where it would empty tables."""
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("database")):
        yield
