"""The people of these tests: who they are says what they may do."""

import pytest

from memorial.services.saving import keep_revision
from tests.factories import make_article, make_user, published


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


@pytest.fixture
def live():
    """An article live in its first edition."""
    article = make_article("As published", ["Live words."], slug="gate")
    keep_revision(article, by=None)
    published(article)
    article.refresh_from_db()
    return article


@pytest.fixture
def article(publisher):
    """An article of two blocks that was saved at the desk once."""
    article = make_article("As it was", ["One.", "Two."], standfirst="At noon.")
    keep_revision(article, by=publisher)
    return article
