"""Two articles want one address at the same moment.

Threads with connections of their own, on a database file or PostgreSQL; each race is run a few
times. Whoever comes second waits, or is refused in words: nothing is lost, nothing overlaps.
"""

import pytest

from memorial.models import (
    Address,
    Article,
    Edition,
)
from memorial.services.addressing import take_over_address
from memorial.services.publishing import publish_article
from memorial.services.refusing import RefusedError
from tests.services.own_database import at_once, while_uncommitted
from tests.services.racing import TIMES, editions_of, make_article

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_one_address_wanted_by_two_articles_goes_to_one():
    for time in TIMES:
        slug = f"wanted-{time}"
        articles = [make_article(f"{name} {time}", slug=slug) for name in "AB"]
        publish = [lambda each=each: publish_article(each, by=None) for each in articles]

        made = editions_of(at_once(*publish))

        assert len(made) == 1
        assert Address.objects.get(slug=slug).article_id == made[0].article_id
        assert Edition.objects.filter(slug=slug).count() == 1


def leaving(name):
    """An article that left /old-…/ and is about to go back there, the address, and an heir."""
    owner = make_article(f"Owner {name}")
    for slug in (f"old-{name}", f"new-{name}"):
        Article.objects.filter(pk=owner.pk).update(slug=slug)
        publish_article(owner, by=None)
    Article.objects.filter(pk=owner.pk).update(slug=f"old-{name}")
    return owner, Address.objects.get(slug=f"old-{name}"), make_article(f"Heir {name}")


def test_an_address_is_not_taken_over_while_its_article_goes_back_there():
    owner, address, heir = leaving("first")

    edition, refused = while_uncommitted(
        lambda: publish_article(owner, by=None),
        lambda: take_over_address(address, heir, by=None),
    )

    assert isinstance(refused, RefusedError)
    assert edition.slug == address.slug
    assert Address.objects.get(pk=address.pk).article == owner


def test_an_article_does_not_go_back_to_an_address_while_it_is_taken_over():
    owner, address, heir = leaving("second")

    taken_over, refused = while_uncommitted(
        lambda: take_over_address(address, heir, by=None),
        lambda: publish_article(owner, by=None),
    )

    assert taken_over is None
    assert isinstance(refused, RefusedError)
    assert Address.objects.get(pk=address.pk).article == heir


def test_an_address_is_not_taken_from_an_heir_who_has_just_moved_in():
    _owner, address, heir = leaving("third")

    def move_in():
        take_over_address(address, heir, by=None)
        Article.objects.filter(pk=heir.pk).update(slug=address.slug)
        return publish_article(heir, by=None)

    edition, refused = while_uncommitted(
        move_in, lambda: take_over_address(address, make_article("Late"), by=None)
    )

    assert isinstance(refused, RefusedError)
    assert edition.slug == address.slug
    assert Address.objects.get(pk=address.pk).article == heir
