"""Holds that an address belongs to one article, and changes hands only where nobody misses it."""

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Address, Article
from memorial.services.addressing import make_slug, reserve_address, take_over_address
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.factories import later, make_article, make_user

pytestmark = pytest.mark.django_db


def published(article, slug=""):
    Article.objects.filter(pk=article.pk).update(slug=slug)
    return publish_article(article, by=None)


def moved_article():
    """An article that stood at /old/ and stands at /new/ now."""
    article = make_article("Moved")
    published(article, "old")
    published(article, "new")
    return article


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("The gate opens", "the-gate-opens"),
        ("“Brotherhood in arms”: an open question", "brotherhood-in-arms-an-open-question"),
        ("  Éva & Ада ", "eva"),
        ("long word " * 20, ("long-word-" * 8).strip("-")),
    ],
)
def test_an_address_is_made_from_the_headline(headline, slug):
    assert make_slug(make_article("x"), headline) == slug


@pytest.mark.parametrize("headline", ["붉은 군대", "Ворота открыты", "!?", "---"])
def test_a_headline_without_latin_letters_gives_a_number(headline):
    article = make_article("x", kind="analysis")

    assert make_slug(article, headline) == f"analysis-{article.pk}"


def test_an_address_is_free_in_another_language():
    reserve_address(make_article("A"), "gate")

    assert make_slug(make_article("Б", language="ru"), "Gate") == "gate"
    assert make_slug(make_article("B"), "Gate") == "gate-2"


def test_an_article_keeps_its_own_address():
    article = make_article("Gate")
    reserve_address(article, "gate")

    assert make_slug(article, "Gate") == "gate"
    assert reserve_address(article, "gate").article == article
    assert Address.objects.count() == 1


def test_the_address_of_another_article_is_refused_and_that_article_named():
    reserve_address(make_article("The first"), "gate")

    with pytest.raises(RefusedError, match="“gate” belongs to “The first”"):
        reserve_address(make_article("The second"), "gate")


# Taking over.


def test_a_former_address_is_taken_over_and_its_redirect_ends():
    article = moved_article()
    heir = make_article("Heir")

    take_over_address(Address.objects.get(slug="old"), heir, by=make_user("Publisher"))

    assert Address.objects.get(slug="old").article == heir
    assert Address.objects.get(slug="new").article == article
    assert published(heir, "old").slug == "old"


@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_a_publisher_takes_over_an_address(role):
    article = moved_article()
    address = Address.objects.get(slug="old")

    with pytest.raises(PermissionDenied):
        take_over_address(address, make_article("Heir"), by=make_user(role))

    address.refresh_from_db()
    assert address.article == article


def refused_takeover(slug):
    with pytest.raises(RefusedError, match="Readers find") as refused:
        take_over_address(Address.objects.get(slug=slug), make_article("Heir"), by=None)
    return refused


def test_an_address_at_which_readers_find_an_article_is_not_taken_over():
    moved_article()

    refused_takeover("new")

    assert Address.objects.get(slug="new").article.headline == "Moved"


def test_an_address_at_which_an_article_is_scheduled_is_not_taken_over():
    article = make_article("Scheduled", slug="old")
    schedule_article(article, at=later(), by=None)

    refused_takeover("old")


def test_an_address_that_an_article_leaves_later_is_not_taken_over_before():
    article = make_article("Moving")
    published(article, "old")
    Article.objects.update(slug="new")
    schedule_article(article, at=later(), by=None)

    refused_takeover("old")
    refused_takeover("new")


def test_the_address_of_a_withdrawn_article_can_be_taken_over():
    article = make_article("Withdrawn")
    published(article, "old")
    withdraw_article(article, reason="Wrong.", by=None)

    take_over_address(Address.objects.get(), make_article("Heir"), by=None)

    assert Address.objects.get().article.headline == "Heir"


def test_an_address_stays_in_its_language():
    moved_article()
    heir = make_article("Наследник", language="ru")

    with pytest.raises(RefusedError, match="stays in its language"):
        take_over_address(Address.objects.get(slug="old"), heir, by=None)


def test_the_article_that_lost_an_address_does_not_come_back_to_it():
    article = moved_article()
    take_over_address(Address.objects.get(slug="old"), make_article("Heir"), by=None)

    with pytest.raises(RefusedError) as refused:
        published(article, "old")

    assert [problem.name for problem in refused.value.problems] == ["taken_address"]


def test_an_address_that_changed_hands_since_it_was_read_is_judged_by_its_owner():
    read_before = Address.objects.get(pk=reserve_address(make_article("First"), "old").pk)
    owner = make_article("Second")
    Address.objects.update(article=owner)
    factories.make_edition(owner, slug="old")

    with pytest.raises(RefusedError, match="Readers find “Second”"):
        take_over_address(read_before, make_article("Heir"), by=None)


def test_an_address_of_its_own_is_not_taken_over():
    article = moved_article()

    with pytest.raises(RefusedError, match="belongs to the article already"):
        take_over_address(Address.objects.get(slug="old"), article, by=None)
