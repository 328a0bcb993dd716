"""Holds what an edition means to readers, and that a correction joins two editions for ever."""

from dataclasses import replace

import pytest
from django.utils import timezone

from memorial.models import Correction, Edition, Generation, ImmutableError
from memorial.services.correcting import AGAIN, LONGEST, Meaning
from memorial.services.fixing import SCHEDULED, fix_live
from memorial.services.publishing import cancel_schedule, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.withdrawing import withdraw_article
from memorial.story.frozen import thaw
from tests.factories import add_block, later, make_article, make_person, published, rewrite

pytestmark = pytest.mark.django_db

CORRECTION = Meaning("correction", " It was 3 m. ", "It is 4 m.")
UPDATE = Meaning("update")


def scheduled(article, at=None, **asked):
    return schedule_article(rewrite(article), at=at or later(), by=None, **asked)


def fixed(article, standfirst="Fixed.", **asked):
    story = thaw(article.editions.live().get().frozen)
    return fix_live(article, replace(story, standfirst=standfirst), by=None, **asked).edition


def shown(at=None):
    """What readers see of corrections at a moment: the numbers of both editions."""
    rows = Correction.objects.public(at or timezone.now()).with_editions()
    return [(row.wrong_edition.number, row.right_edition.number) for row in rows]


@pytest.fixture
def article():
    article = make_article(paragraphs=["one", "two"])
    published(article)
    return article


# Significance.


@pytest.mark.parametrize("meaning", [Meaning(), UPDATE])
def test_the_first_edition_is_the_first_whatever_was_asked(meaning):
    assert published(make_article(), meaning=meaning).significance == "first"


def test_later_editions_mean_what_the_publisher_says(article):
    again = published(rewrite(article), meaning=UPDATE)
    waiting = scheduled(article)

    assert (again.significance, waiting.significance) == ("update", "improvement")


def test_an_edition_after_a_cancelled_first_one_is_the_first():
    article = make_article()
    scheduled(article)
    cancel_schedule(article, by=None)

    assert published(article, meaning=UPDATE).significance == "first"


def test_a_page_put_back_after_a_withdrawal_is_not_published_for_the_first_time(article):
    withdraw_article(article, reason="Wrong.", by=None)

    edition = published(article, meaning=CORRECTION)

    assert edition.significance == "correction"
    assert shown() == [(1, 2)]


def test_what_is_published_again_after_a_withdrawal_improves_nothing(article):
    withdraw_article(article, reason="Wrong.", by=None)

    waiting = scheduled(article)
    edition = published(article, replace_scheduled=True)
    fixed = published(rewrite(article))

    assert (waiting.is_published_again, edition.is_published_again) == (True, True)
    assert (fixed.significance, fixed.is_published_again) == ("improvement", False)
    assert not article.editions.get(number=1).is_published_again


def test_what_readers_have_is_not_published_again(article):
    with pytest.raises(RefusedError, match="Say what this means to readers"):
        published(rewrite(article), meaning=AGAIN)

    assert article.editions.count() == 1


def test_a_scheduled_edition_that_is_made_again_means_what_it_meant(article):
    scheduled(article, meaning=UPDATE)

    fixed(article, also={SCHEDULED: ["block:none"]})
    story = thaw(article.editions.live().get().frozen)
    key = story.blocks[0].key
    words = {**story.blocks[0].words, "html": "<p>uno</p>"}
    blocks = (replace(story.blocks[0], words=words), *story.blocks[1:])
    fix_live(article, replace(story, blocks=blocks), by=None, also={SCHEDULED: [f"block:{key}"]})

    again = Edition.objects.scheduled().get()
    assert (again.origin, again.significance) == ("fix", "update")


def test_facts_brought_up_to_date_are_an_improvement_unless_said(article):
    person = make_person()
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    published(article, meaning=UPDATE)
    for name, meaning in (("Ada Stone", Meaning()), ("Ada Wood", CORRECTION)):
        person.names.update(text=name)
        (edition,) = refresh_facts([person.ref], by=None, meaning=meaning)
        assert edition.significance == meaning.significance

    assert shown() == [(3, 4)]


# What a correction asks for.


@pytest.mark.parametrize(
    "meaning",
    [
        Meaning("correction"),
        Meaning("correction", "It was 3 m."),
        Meaning("correction", "", "It is 4 m."),
        Meaning("correction", " \n", "\t"),
        Meaning("correction", "a" * (LONGEST + 1), "b"),
        Meaning("update", "It was 3 m.", "It is 4 m."),
        Meaning("nonsense"),
    ],
)
def test_a_correction_without_both_halves_is_refused_and_nothing_is_written(article, meaning):
    before = Generation.objects.get().counter
    rewrite(article)
    calls = [
        lambda: published(article, meaning=meaning),
        lambda: scheduled(article, meaning=meaning),
        lambda: fixed(article, meaning=meaning),
        lambda: refresh_facts([], by=None, meaning=meaning),
    ]

    for call in calls:
        with pytest.raises(RefusedError):
            call()

    assert article.editions.count() == 1
    assert not Correction.objects.exists()
    assert Generation.objects.get().counter == before


def test_what_nobody_read_cannot_be_corrected():
    article = make_article()

    with pytest.raises(RefusedError, match="nothing to correct"):
        published(article, meaning=CORRECTION)

    assert not Edition.objects.exists()


# Which editions it joins.


def test_a_correction_joins_what_was_live_and_what_is(article):
    published(rewrite(article), meaning=CORRECTION)

    correction = Correction.objects.get()
    assert (correction.was_wrong, correction.is_right) == ("It was 3 m.", "It is 4 m.")
    assert shown() == [(1, 2)]


def test_a_fix_can_be_a_correction(article):
    edition = fixed(article, meaning=CORRECTION)

    assert edition.significance == "correction"
    assert shown() == [(1, 2)]


def test_a_scheduled_correction_shows_from_its_moment(article):
    edition = scheduled(article, meaning=CORRECTION)

    assert shown() == []
    assert shown(edition.live_from) == [(1, 2)]


def test_a_correction_that_was_cancelled_never_shows(article):
    moment = later()
    scheduled(article, moment, meaning=CORRECTION)

    cancel_schedule(article, by=None)

    assert shown(moment) == []
    assert shown(later(100)) == []


@pytest.mark.parametrize("ask", [published, scheduled])
def test_a_correction_that_was_replaced_does_not_show_and_the_other_does(article, ask):
    scheduled(article, meaning=CORRECTION)

    ask(rewrite(article), meaning=Meaning("correction", "a", "b"), replace_scheduled=True)

    assert shown(later(100)) == [(1, 3)]


def test_a_withdrawal_cancels_a_scheduled_correction(article):
    scheduled(article, meaning=CORRECTION)

    withdraw_article(article, reason="Wrong.", by=None)

    assert shown(later(100)) == []


def test_a_scheduled_correction_stays_when_what_is_live_is_fixed_meanwhile(article):
    scheduled(article, meaning=CORRECTION)

    fixed(article)

    assert shown(later(100)) == [(1, 2)]
    assert Edition.objects.live(later(100)).get().number == 2


def test_a_scheduled_correction_moves_to_the_edition_that_takes_its_place(article):
    story = thaw(article.editions.live().get().frozen)
    words = {**story.blocks[0].words, "html": "<p>uno</p>"}
    blocks = (replace(story.blocks[0], words=words), *story.blocks[1:])
    scheduled(article, meaning=CORRECTION)

    meaning = Meaning("correction", "One was one.", "One is uno.")
    fix_live(article, replace(story, blocks=blocks), by=None, also=[SCHEDULED], meaning=meaning)

    assert shown() == [(1, 3)]
    assert shown(later(100)) == [(1, 4), (1, 3)]
    live_then = Edition.objects.live(later(100)).get()
    assert (live_then.number, live_then.significance) == (4, "correction")


def test_facts_of_a_scheduled_correction_are_brought_up_to_date_and_it_stays_one(article):
    person = make_person()
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    scheduled(article, meaning=CORRECTION)
    for name in ("Ada Stone", "Ada Wood"):
        person.names.update(text=name)
        refresh_facts([person.ref], by=None)

    assert shown(later(100)) == [(1, 4)]
    assert Correction.objects.count() == 3


def test_several_corrections_all_stay(article):
    for number in range(3):
        published(rewrite(article), meaning=Meaning("correction", f"was {number}", "is"))
    published(rewrite(article))

    assert shown() == [(3, 4), (2, 3), (1, 2)]


def test_a_correction_cannot_be_changed_or_deleted(article):
    published(rewrite(article), meaning=CORRECTION)
    correction = Correction.objects.get()

    for change in (
        correction.save,
        correction.delete,
        Correction.objects.all().delete,
        lambda: Correction.objects.update(was_wrong="x"),
    ):
        with pytest.raises(ImmutableError):
            change()


def test_the_last_day_that_readers_were_told_of_is_known_of_each_edition(article):
    told = published(rewrite(article), meaning=UPDATE)
    published(rewrite(article))
    corrected = published(rewrite(article), meaning=CORRECTION)

    days = [edition.updated_at for edition in article.editions.with_updated_at()]

    assert days == [None, told.live_from, told.live_from, corrected.live_from]
