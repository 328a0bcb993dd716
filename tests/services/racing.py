"""What the tests of races share: articles to fight for, and what must hold afterwards."""

from datetime import timedelta

from django.utils import timezone

from memorial.models import (
    Edition,
)
from memorial.services.refusing import RefusedError
from tests import factories
from tests.factories import add_block, later

HOUR = timedelta(hours=1)
TIMES = range(5)


def make_article(headline, *people, slug=""):
    article = factories.make_article(headline, slug=slug)
    for person in people:
        add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    return article


def assert_no_overlap(article):
    """No two editions live at any moment, no gap that nobody made, one open end at most."""
    issued = list(article.editions.issued().order_by("live_from"))
    for before, after in zip(issued, issued[1:], strict=False):
        assert before.live_until is not None
        assert before.live_until <= after.live_from
    numbers = list(article.editions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    moments = {edition.live_from for edition in issued} | {timezone.now(), later(100)}
    assert all(article.editions.live(moment).count() <= 1 for moment in moments)


def editions_of(outcomes):
    """The editions that were acknowledged; whoever lost was refused in words."""
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [error for error in refused if not isinstance(error, RefusedError)] == []
    assert all(error.message for error in refused)
    return [outcome for outcome in outcomes if isinstance(outcome, Edition)]


def refused(outcomes):
    """Those who lost, each of them in words."""
    lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(error, RefusedError) for error in lost), lost
    return lost
