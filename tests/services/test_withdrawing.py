"""Holds what it means to take a page back, or to keep an old edition from readers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Address, Article, Edition, Withdrawal, Withholding
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.withdrawing import withdraw_article, withhold_edition
from tests import factories
from tests.factories import later, make_article, make_user, rewrite

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def published(article=None):
    return publish_article(article or make_article(), by=None)


def withdrawn(article, **asked):
    return withdraw_article(article, **{"reason": "The date was wrong.", "by": None, **asked})


def test_a_withdrawn_article_is_read_by_nobody_and_says_why():
    edition = published()
    user = make_user("Publisher")
    instead = make_article("Another")

    withdrawal = withdrawn(edition.article, reason="  Wrong.\n", by=user, replacement=instead)

    edition.refresh_from_db()
    assert not Edition.objects.live().exists()
    assert edition.live_until == withdrawal.at
    assert (withdrawal.reason, withdrawal.replacement, withdrawal.by) == ("Wrong.", instead, user)
    assert edition.article.withdrawals.in_force().first() == withdrawal


def test_a_withdrawal_cancels_what_is_scheduled():
    edition = published()
    person = factories.make_person(public_from=None)
    factories.add_block(
        edition.article, "prose", account_of=person, material="patina", html="<p>x</p>"
    )
    scheduled = schedule_article(edition.article, at=later(), by=None)

    withdrawn(edition.article)

    edition.refresh_from_db()
    person.refresh_from_db()
    assert not Edition.objects.live(scheduled.live_from).exists()
    assert not Edition.objects.scheduled().exists()
    assert (edition.live_until < later(), edition.closed_by) == (True, None)
    assert person.public_from is None


def test_an_article_that_is_only_scheduled_is_withdrawn_too():
    article = make_article()
    scheduled = schedule_article(article, at=later(), by=None)

    withdrawn(article)

    assert not Edition.objects.live(scheduled.live_from).exists()


def test_a_withdrawn_article_keeps_its_address_and_its_editions():
    edition = published()

    withdrawn(edition.article)

    assert Address.objects.get().article == edition.article
    assert Edition.objects.issued().get() == edition


def test_a_withdrawn_article_can_be_published_again():
    first = published()
    withdrawal = withdrawn(first.article)

    second = published(first.article)

    first.refresh_from_db()
    assert Edition.objects.live().get() == second
    assert first.live_until == withdrawal.at
    assert first.closed_by is None
    assert second.first_live_from == first.live_from


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_withdrawal_without_a_reason_is_refused(reason):
    edition = published()

    with pytest.raises(RefusedError, match="Give the reason"):
        withdrawn(edition.article, reason=reason)

    assert Edition.objects.live().exists()


def test_a_page_does_not_stand_in_for_itself():
    edition = published()

    with pytest.raises(RefusedError, match="cannot stand in for itself"):
        withdrawn(edition.article, replacement=edition.article)


def test_what_nobody_reads_cannot_be_withdrawn():
    article = make_article()

    with pytest.raises(RefusedError, match="Nothing of this article is live or scheduled"):
        withdrawn(article)

    assert not Withdrawal.objects.exists()


def test_an_article_is_withdrawn_once():
    edition = published()
    withdrawn(edition.article)

    with pytest.raises(RefusedError):
        withdrawn(edition.article)


@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_a_publisher_withdraws_and_withholds(role):
    old = published()
    published(rewrite(old.article))
    user = make_user(role)

    with pytest.raises(PermissionDenied):
        withdrawn(old.article, by=user)
    with pytest.raises(PermissionDenied):
        withhold_edition(old, reason="Law.", by=user)

    assert Edition.objects.live().exists()
    assert not Withholding.objects.exists()


# Withheld.


def test_an_old_edition_is_withheld_and_the_live_one_is_read_on():
    old = published()
    new = published(rewrite(old.article))
    user = make_user("Publisher")

    withholding = withhold_edition(old, reason=" The law demands it. ", by=user)

    old.refresh_from_db()
    assert old.withholding == withholding
    assert (withholding.reason, withholding.by) == ("The law demands it.", user)
    assert Edition.objects.live().get() == new


def test_an_edition_replaced_since_it_was_read_can_be_withheld():
    read_while_live = published()
    published(rewrite(read_while_live.article))

    withhold_edition(read_while_live, reason="Law.", by=None)

    assert Withholding.objects.exists()


def test_the_last_edition_of_a_withdrawn_article_can_be_withheld():
    edition = published()
    withdrawn(edition.article)

    withhold_edition(Edition.objects.get(), reason="Law.", by=None)

    assert Withholding.objects.exists()


@pytest.mark.parametrize("kind", ["live", "live until a schedule", "scheduled"])
def test_an_edition_that_is_live_or_scheduled_is_withdrawn_instead(kind):
    article = make_article()
    edition = published(article)
    if kind != "live":
        scheduled = schedule_article(article, at=later(), by=None)
        edition = scheduled if kind == "scheduled" else Edition.objects.get(pk=edition.pk)

    with pytest.raises(RefusedError, match="withdraw the article instead"):
        withhold_edition(edition, reason="Law.", by=None)

    assert not Withholding.objects.exists()


def test_withholding_asks_for_a_reason():
    old = published()
    published(rewrite(old.article))

    with pytest.raises(RefusedError, match="Give the reason"):
        withhold_edition(old, reason=" ", by=None)


def test_an_edition_is_withheld_once():
    old = published()
    published(rewrite(old.article))
    withhold_edition(old, reason="Law.", by=None)

    with pytest.raises(RefusedError, match="withheld already"):
        withhold_edition(old, reason="Decency.", by=None)

    assert Withholding.objects.get().reason == "Law."


def test_a_withdrawal_that_cancels_a_schedule_leaves_its_words_newer_than_the_last_edition():
    article = published().article
    rewrite(article)
    schedule_article(article, at=later(), by=None)

    withdrawn(article)

    assert Article.objects.get().has_newer_words
