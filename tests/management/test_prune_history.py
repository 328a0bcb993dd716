"""Old saves are pruned to one a sitting, and nothing that anything names is deleted."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import ReviewStep, Revision, Translation
from memorial.services import pruning
from memorial.services.pruning import prune
from memorial.services.saving import keep_story
from tests.factories import make_article, make_edition, make_frozen, make_user

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=90)


def save(article, minutes, *, by=None, ago=LONG_AGO, **fields):
    """A save so many minutes after long ago."""
    revision = keep_story(article, make_frozen(f"At {minutes}"), by=by, **fields)
    Revision.objects.filter(pk=revision.pk).update(saved_at=ago + timedelta(minutes=minutes))
    return Revision.objects.get(pk=revision.pk)


def prune_history(*arguments, **options):
    said = StringIO()
    call_command("prune_history", *arguments, stdout=said, **options)
    return said.getvalue()


def kept():
    return [revision.headline for revision in Revision.objects.order_by("pk")]


def test_the_last_save_of_each_sitting_is_kept():
    article = make_article()
    for minutes in (0, 10, 20, 60, 70):
        save(article, minutes)

    said = prune_history()

    assert kept() == ["At 20", "At 70"]
    assert "5 saves looked at, 3 deleted, 2 kept" in said


def test_a_second_run_finds_nothing_more():
    article = make_article()
    for minutes in range(0, 300, 17):
        save(article, minutes, by=None)
    prune_history()
    before = kept()

    said = prune_history()

    assert kept() == before
    assert ", 0 deleted" in said


def test_saves_of_the_last_thirty_days_are_all_kept():
    article = make_article()
    recent = timezone.now() - timedelta(days=29)
    for minutes in (0, 1, 2):
        save(article, minutes, ago=recent)

    prune_history()

    assert len(kept()) == 3


def test_of_a_sitting_across_the_bound_the_newer_part_stays():
    article = make_article()
    bound = timezone.now() - timedelta(days=30)
    for minutes in (-20, -10, 10):
        save(article, minutes, ago=bound)

    prune_history()

    assert kept() == ["At 10"]


def test_another_editor_between_makes_three_sittings():
    article, ada, ben = make_article(), make_user("Editor"), make_user("Author")
    for minutes, by in ((0, ada), (5, ben), (10, ada)):
        save(article, minutes, by=by)

    prune_history()

    assert len(kept()) == 3


def test_saves_of_two_articles_are_no_sitting():
    one, other = make_article("One"), make_article("Other")
    save(one, 0)
    save(other, 1)
    save(one, 2)

    prune_history()

    assert kept() == ["At 1", "At 2"]


def test_what_a_step_of_the_review_names_is_kept():
    article = make_article()
    approved = save(article, 0)
    save(article, 10)
    save(article, 20)
    ReviewStep.objects.create(article=article, kind="approved", revision=approved)

    prune_history()

    assert kept() == ["At 0", "At 20"]


def test_what_a_translation_starts_from_is_kept():
    original, translated = make_article("One"), make_article("Один", language="ru")
    base = save(original, 0)
    save(original, 5)
    save(original, 10)
    Translation.objects.create(article=translated, original=original, base=base)

    prune_history()

    assert kept() == ["At 0", "At 10"]


def test_fixes_that_wait_are_kept_whatever_became_of_their_edition():
    live = make_edition()
    over = make_edition(
        live.article, 2, live_from=LONG_AGO, live_until=LONG_AGO + timedelta(days=1)
    )
    for minutes, base in ((0, live), (5, live), (10, over), (15, over)):
        save(live.article, minutes, purpose="fix", base=base)

    prune_history()

    assert kept() == ["At 0", "At 5", "At 10", "At 15"]


def test_a_fix_between_two_saves_ends_no_sitting():
    live = make_edition()
    save(live.article, 0)
    save(live.article, 5, purpose="fix", base=live)
    save(live.article, 10)

    prune_history()

    assert kept() == ["At 5", "At 10"]


def test_the_newest_save_of_a_deleted_article_is_kept():
    article = make_article()
    save(article, 0)
    save(article, 10)
    article.delete()

    prune_history()

    assert kept() == ["At 10"]


def test_a_dry_run_says_the_same_and_deletes_nothing():
    article = make_article()
    for minutes in (0, 10, 20):
        save(article, minutes)

    said = prune_history("--dry-run")

    assert "2 would be deleted" in said
    assert len(kept()) == 3


def test_long_histories_are_read_and_deleted_in_batches(monkeypatch):
    monkeypatch.setattr(pruning, "PAGE", 4)
    monkeypatch.setattr(pruning, "BATCH", 2)
    articles = [make_article(f"Article {number}") for number in range(3)]
    for article in articles:
        for minutes in range(7):
            save(article, minutes)
    reports = []

    pruned = prune(timezone.now() - timedelta(days=30), report=lambda at: reports.append(at.seen))

    assert (pruned.seen, pruned.deleted) == (21, 18)
    assert kept() == ["At 6"] * 3
    assert reports == [4, 8, 12, 16, 20, 21]


def test_no_story_is_read_for_pruning():
    article = make_article()
    for minutes in (0, 10):
        save(article, minutes)

    with CaptureQueriesContext(connection) as asked:
        prune_history()

    assert not any('"frozen"' in query["sql"] for query in asked)


@pytest.mark.parametrize("days", ["0", "-1", "1000000"])
def test_a_number_of_days_that_nobody_means_is_refused(days):
    with pytest.raises(CommandError, match="--days"):
        prune_history(f"--days={days}")


def test_days_say_how_old_is_old():
    article = make_article()
    week_ago = timezone.now() - timedelta(days=7)
    for minutes in (0, 10):
        save(article, minutes, ago=week_ago)

    prune_history("--days=5")

    assert kept() == ["At 10"]


def test_progress_is_told_where_asked():
    save(make_article(), 0)

    assert "1 saves looked at, 0 so far" in prune_history(verbosity=2)
