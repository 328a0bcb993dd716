"""The people of these tests: who they are says what they may do."""

import pytest

from tests.factories import make_user


@pytest.fixture
def publisher(client, db):
    """A publisher, logged in."""
    user = make_user("Publisher")
    client.force_login(user)
    return user


@pytest.fixture
def editor(client, db):
    user = make_user("Editor")
    client.force_login(user)
    return user


@pytest.fixture
def author(client, db):
    user = make_user("Author")
    client.force_login(user)
    return user
