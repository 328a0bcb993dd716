"""Holds that an edition never changes, and which one readers read at a moment."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from memorial.models import (
    Article,
    Correction,
    Edition,
    ImmutableError,
    Reference,
    Revision,
    Withdrawal,
)
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def make_period(hours, article=None, number=1, **fields):
    """An edition live from … until … in hours from now."""
    now = timezone.now()
    start, end = hours
    until = None if end is None else now + end * HOUR
    return factories.make_edition(
        article, number=number, live_from=now + start * HOUR, live_until=until, **fields
    )


# Never changes.


def test_an_edition_is_not_saved_again():
    edition = factories.make_edition()
    edition.headline = "Another"

    with pytest.raises(ImmutableError):
        edition.save()
    with pytest.raises(ImmutableError):
        edition.save(update_fields=["headline"])
    assert Edition.objects.get().headline == "The gate opens"


def test_an_edition_is_not_saved_over_by_another_of_its_number():
    edition = factories.make_edition()
    impostor = Edition(**{**fields_of(edition), "headline": "Another"})

    with pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()
    assert Edition.objects.get().headline == "The gate opens"


def fields_of(edition):
    return {field.attname: getattr(edition, field.attname) for field in edition._meta.fields}


@pytest.mark.parametrize("period", [{}, {"live_until": None}, {"live_until": timezone.now()}])
@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Another"},
        {"frozen": {}},
        {"slug": "other"},
        {"live_from": timezone.now()},
        {"first_live_from": timezone.now()},
        {"number": 5},
        {"language": "ru"},
        {"article": 1},
        {"made_by": None},
        {"card": {}},
    ],
    ids=lambda change: next(iter(change), ""),
)
def test_no_column_but_the_end_of_its_period_is_updated(change, period):
    edition = factories.make_edition()

    with pytest.raises(ImmutableError, match=next(iter(change))):
        Edition.objects.filter(pk=edition.pk).update(**change, **period)
    with pytest.raises(ImmutableError):
        edition.article.editions.update(**change)


def test_the_period_of_an_edition_is_closed():
    edition, now = factories.make_edition(), timezone.now()
    closer = factories.make_edition()

    Edition.objects.filter(pk=edition.pk).update(live_until=now, closed_by=closer)

    closed = Edition.objects.get(pk=edition.pk)
    assert (closed.live_until, closed.closed_by) == (now, closer)


def test_an_edition_is_not_deleted():
    edition = factories.make_edition()

    with pytest.raises(ImmutableError):
        edition.delete()
    with pytest.raises(ImmutableError):
        Edition.objects.all().delete()
    with pytest.raises(ImmutableError):
        edition.article.editions.all().delete()


def test_editions_are_not_updated_in_bulk():
    edition = factories.make_edition()

    with pytest.raises(ImmutableError):
        Edition.objects.bulk_update([edition], ["headline"])
    with pytest.raises(ImmutableError):
        Edition.objects.update_or_create(pk=edition.pk, defaults={"headline": "Another"})


def test_an_article_with_an_edition_is_not_deleted():
    edition = factories.make_edition()

    with pytest.raises(models.ProtectedError):
        edition.article.delete()


def test_an_edition_outlives_the_account_of_who_published_it():
    user = factories.make_user()
    edition = factories.make_edition(made_by=user)

    get_user_model().objects.get(pk=user.pk).delete()

    assert Edition.objects.get(pk=edition.pk).made_by is None


# Which readers read.

#: (live from, live until) in hours from now; whether it is live now, scheduled, issued.
PERIODS = [
    ((-1, None), True, False, True),
    ((0, None), True, False, True),
    ((-2, -1), False, False, True),
    ((-2, 0), False, False, True),
    ((-1, 1), True, False, True),
    ((1, None), False, True, True),
    ((1, 2), False, True, True),
    ((1, 1), False, False, False),
    ((-1, -1), False, False, False),
    ((0, 0), False, False, False),
]


@pytest.mark.parametrize(("hours", "is_live", "is_scheduled", "is_issued"), PERIODS)
def test_an_edition_is_live_in_its_period(hours, is_live, is_scheduled, is_issued):
    now = timezone.now()
    start, end = hours
    edition = factories.make_edition(
        live_from=now + start * HOUR, live_until=None if end is None else now + end * HOUR
    )

    assert Edition.objects.live(now).contains(edition) is is_live
    assert Edition.objects.scheduled(now).contains(edition) is is_scheduled
    assert Edition.objects.issued().contains(edition) is is_issued
    assert Edition.objects.not_over(now).contains(edition) is (is_live or is_scheduled)


def test_now_is_asked_when_the_question_is():
    before_it_is_made = Edition.objects.all()

    edition = factories.make_edition(live_from=timezone.now())

    assert before_it_is_made.live().contains(edition)
    assert not before_it_is_made.scheduled().contains(edition)


def test_a_scheduled_edition_is_live_at_its_moment():
    article = factories.make_article()
    now = make_period((-1, 1), article)
    then = make_period((1, None), article, number=2)

    assert Edition.objects.live().get() == now
    assert Edition.objects.live(then.live_from).get() == then


def test_editions_are_asked_by_language_and_kind_newest_first_without_pages():
    old = make_period((-3, None), kind="analysis")
    new = make_period((-1, None))
    make_period((-2, None), language="ru")
    make_period((-2, None), kind="page")

    live = Edition.objects.live().in_language("en")

    assert list(live.listed().newest_first()) == [new, old]
    assert list(live.of_kind("analysis")) == [old]


def test_an_update_does_not_move_an_article_to_the_top():
    first = make_period((-5, None))
    second = make_period((-3, None))
    now = timezone.now()
    Edition.objects.filter(pk=first.pk).update(live_until=now)
    updated = Edition.objects.create(
        **{
            **{k: v for k, v in fields_of(first).items() if k not in ("id", "made_at")},
            "number": 2,
            "live_from": now,
            "live_until": None,
            "significance": "update",
        }
    )

    assert list(Edition.objects.live().newest_first()) == [second, updated]


def test_the_editions_that_show_a_record_are_found_once():
    shows, signed = factories.make_edition(), factories.make_edition()
    for role in ("shows", "byline"):
        Reference.objects.create(record="person:1", edition=shows, role=role)
    Reference.objects.create(record="person:1", edition=signed, role="byline")

    assert list(Edition.objects.showing("person:1")) == [shows]
    assert list(Edition.objects.showing("person:10")) == []


def test_a_list_leaves_the_story_unread(django_assert_num_queries):
    factories.make_edition()

    with django_assert_num_queries(1) as queries:
        names = [str(edition) for edition in Edition.objects.without_story()]

    assert names == ["The gate opens (en, 1)"]
    assert "frozen" not in queries.captured_queries[0]["sql"]


def test_an_edition_reads_as_a_page():
    edition = factories.make_edition(frozen=factories.make_frozen("Opened at noon"))

    assert edition.story_page.story.headline == "Opened at noon"


# References.


def test_a_reference_counts_while_its_edition_is_live_or_scheduled():
    article = factories.make_article()
    periods = {"old": (-3, -2), "live": (-2, 1), "scheduled": (1, None), "cancelled": (2, 2)}
    for number, (record, hours) in enumerate(periods.items(), 1):
        edition = make_period(hours, article, number=number)
        Reference.objects.create(record=record, edition=edition)
    Reference.objects.create(record="working copy", article=article)

    still = Reference.objects.still_shown()
    later = Reference.objects.still_shown(timezone.now() + 5 * HOUR)

    assert {reference.record for reference in still} == {"live", "scheduled"}
    assert {reference.record for reference in later} == {"scheduled"}
    assert Reference.objects.to("live", "old").count() == 2


# Corrections and withdrawals.


def make_correction():
    wrong = factories.make_edition()
    right = make_period((-1, None))
    return Correction.objects.create(
        wrong_edition=wrong, right_edition=right, was_wrong="Five spoke.", is_right="Six spoke."
    )


def test_a_correction_joins_two_editions_and_never_changes():
    correction = make_correction()

    correction.is_right = "Seven spoke."

    with pytest.raises(ImmutableError):
        correction.save()
    with pytest.raises(ImmutableError):
        correction.delete()
    with pytest.raises(ImmutableError):
        Correction.objects.update(is_right="Seven spoke.")
    with pytest.raises(ImmutableError):
        Correction.objects.all().delete()
    with pytest.raises(ImmutableError), transaction.atomic():
        Correction.objects.bulk_update([correction], ["is_right"])
    assert Correction.objects.get().is_right == "Six spoke."


def test_a_correction_is_not_saved_over_by_another_of_its_number():
    correction = make_correction()
    impostor = Correction(
        pk=correction.pk,
        wrong_edition=correction.wrong_edition,
        right_edition=correction.right_edition,
        was_wrong="Nothing.",
        is_right="Nothing.",
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()
    assert Correction.objects.get().is_right == "Six spoke."


def test_a_withdrawal_is_in_force_from_its_moment_the_newest_first():
    article, now = factories.make_article(), timezone.now()
    for hours in (-2, -1, 1):
        Withdrawal.objects.create(article=article, at=now + hours * HOUR, reason=f"{hours}")

    assert [each.reason for each in article.withdrawals.in_force()] == ["-1", "-2"]


# Revisions.


def test_revisions_outlive_their_article():
    article = factories.make_article()
    pk = article.pk
    kept = Revision.objects.create(
        article=article, article_number=pk, headline="A", frozen=factories.make_frozen()
    )

    article.delete()

    kept.refresh_from_db()
    assert (kept.article, kept.article_number) == (None, pk)
    assert list(Revision.objects.of(Article(pk=pk))) == [kept]
    assert kept.frozen["words"]["headline"] == "The gate opens"


def test_an_unfinished_fix_is_no_save_of_the_working_copy():
    article = factories.make_article()
    for purpose in ("save", "fix", "restore"):
        Revision.objects.create(
            article=article, article_number=article.pk, purpose=purpose, headline="A", frozen={}
        )

    assert [each.purpose for each in Revision.objects.of(article).saves()] == ["restore", "save"]
