"""Holds how what is live is fixed, and its facts brought up to date, past anybody's draft."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Address, Article, Edition, ProseBlock, Revision
from memorial.services.fitting import FITS, GONE, OTHER, SAME, fit_of
from memorial.services.fixing import SCHEDULED, WORKING_COPY, fix_live
from memorial.services.freezing import freeze_story
from memorial.services.publishing import cancel_schedule
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.saving import keep_story
from memorial.services.waiting import let_fix_go, publish_fix, waiting_fixes
from memorial.services.withdrawing import withdraw_article
from memorial.services.working_copy import story_of
from memorial.story.compare import changes
from memorial.story.frozen import thaw
from memorial.story.values import Block
from tests import factories
from tests.factories import add_block, later, make_article, make_user, published, scheduled

pytestmark = pytest.mark.django_db


def words_of(frozen_or_story):
    story = frozen_or_story
    story = thaw(story) if isinstance(story, dict) else story
    return [block.words.get("html", "") for block in story.blocks]


def with_words(story, place, text):
    """The story with another text in one of its blocks."""
    blocks = list(story.blocks)
    words = {**blocks[place].words, "html": f"<p>{text}</p>"}
    blocks[place] = replace(blocks[place], words=words)
    return replace(story, blocks=tuple(blocks))


def live_story(article):
    return thaw(article.editions.live().get().frozen)


def rewrite(article, place, text):
    """Change a block of the working copy, as an editor does who is at work on it."""
    block = list(ProseBlock.objects.filter(parent=article).order_by("ordering"))[place]
    block.html = f"<p>{text}</p>"
    block.save()


@pytest.fixture
def article():
    """Live with three paragraphs."""
    article = make_article("Opened", ["one", "two", "three"])
    published(article)
    return article


# Fixing.


def test_a_fix_takes_the_place_of_the_live_edition_and_leaves_the_draft_alone(article):
    rewrite(article, 1, "draft")
    live = article.editions.get()

    fix = fix_live(article, with_words(live_story(article), 0, "fixed"), by=None)

    live.refresh_from_db()
    assert Edition.objects.live().get() == fix.edition
    assert words_of(fix.edition.frozen) == ["<p>fixed</p>", "<p>two</p>", "<p>three</p>"]
    assert words_of(story_of(article)) == ["<p>one</p>", "<p>draft</p>", "<p>three</p>"]
    assert (live.live_until, live.closed_by) == (fix.edition.live_from, fix.edition)
    assert (fix.edition.origin, fix.edition.number, fix.not_made) == ("fix", 2, {})


def test_a_fix_keeps_the_moment_of_first_publication_and_the_address(article):
    live = article.editions.get()
    story = replace(with_words(live_story(article), 0, "fixed"), slug="", language="ko")

    fix = fix_live(article, story, by=None)

    assert fix.edition.first_live_from == live.first_live_from
    assert (fix.edition.slug, fix.edition.language) == (live.slug, "en")


def test_a_fix_may_move_the_page(article):
    fix = fix_live(article, replace(live_story(article), slug="moved"), by=None)

    assert fix.edition.slug == "moved"
    assert {address.slug for address in Address.objects.all()} == {"opened", "moved"}


def test_a_fix_may_put_blocks_in_another_order(article):
    story = live_story(article)

    fix = fix_live(article, replace(story, blocks=story.blocks[::-1]), by=None)

    assert words_of(fix.edition.frozen) == ["<p>three</p>", "<p>two</p>", "<p>one</p>"]


@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_a_publisher_fixes_and_refreshes(article, role):
    user = make_user(role)

    with pytest.raises(PermissionDenied):
        fix_live(article, with_words(live_story(article), 0, "fixed"), by=user)
    with pytest.raises(PermissionDenied):
        refresh_facts(["person:1"], by=user)

    assert article.editions.count() == 1


@pytest.mark.parametrize("standing", ["draft", "scheduled", "withdrawn"])
def test_where_nothing_is_live_there_is_nothing_to_fix(standing):
    article = make_article()
    if standing == "scheduled":
        scheduled(article)
    if standing == "withdrawn":
        published(article)
        withdraw_article(article, reason="Wrong.", by=None)

    with pytest.raises(RefusedError, match="nothing to fix"):
        fix_live(article, story_of(article), by=None)


def test_a_fix_that_changes_nothing_is_refused(article):
    with pytest.raises(RefusedError, match="nothing was changed"):
        fix_live(article, live_story(article), by=None)

    assert article.editions.count() == 1


def test_a_fix_with_a_blocking_problem_is_refused(article):
    with pytest.raises(RefusedError) as refused:
        fix_live(article, replace(live_story(article), blocks=()), by=None)

    assert [problem.name for problem in refused.value.problems] == ["empty_article"]
    assert article.editions.count() == 1


def test_draft_facts_of_a_fix_become_public_with_it(article):
    statement = factories.make_statement(public_from=None)
    story = live_story(article)
    block = Block("new", "statement", {}, {"statement": statement.ref})

    fix = fix_live(article, replace(story, blocks=(*story.blocks, block)), by=None)

    statement.refresh_from_db()
    assert statement.public_from == fix.edition.live_from


# Fixing while something is scheduled.


def test_a_fix_ends_where_the_schedule_begins(article):
    waiting = scheduled(article)

    fix = fix_live(article, with_words(live_story(article), 0, "fixed"), by=None)

    waiting.refresh_from_db()
    assert (fix.edition.live_until, fix.edition.closed_by) == (waiting.live_from, waiting)
    assert waiting.live_until is None
    assert words_of(waiting.frozen) == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]
    assert Edition.objects.live(waiting.live_from).get() == waiting


def test_cancelling_the_schedule_then_reopens_the_fix(article):
    scheduled(article)
    fix = fix_live(article, with_words(live_story(article), 0, "fixed"), by=None)

    cancel_schedule(article, by=None)

    assert Edition.objects.live(later(5)).get() == fix.edition
    assert article.editions.filter(live_until=None).count() == 1


def test_the_same_change_is_made_to_the_schedule_and_the_draft_by_block(article):
    rewrite(article, 1, "planned")
    waiting = scheduled(article)
    rewrite(article, 2, "draft")

    fix = fix_live(
        article,
        with_words(live_story(article), 0, "fixed"),
        by=None,
        also=[WORKING_COPY, SCHEDULED],
    )

    again = Edition.objects.live(waiting.live_from).get()
    assert fix.not_made == {WORKING_COPY: [], SCHEDULED: []}
    assert words_of(again.frozen) == ["<p>fixed</p>", "<p>planned</p>", "<p>three</p>"]
    assert words_of(story_of(article)) == ["<p>fixed</p>", "<p>planned</p>", "<p>draft</p>"]
    assert (again.live_from, again.live_until) == (waiting.live_from, None)
    assert (again.origin, again.number) == ("fix", 4)


def test_the_edition_that_the_schedule_had_is_cancelled_by_the_changed_one(article):
    waiting = scheduled(article)

    fix = fix_live(article, with_words(live_story(article), 0, "fixed"), by=None, also=[SCHEDULED])

    waiting.refresh_from_db()
    again = Edition.objects.scheduled().get()
    fix.edition.refresh_from_db()
    assert waiting.live_until == waiting.live_from
    assert fix.edition.closed_by == again
    cancel_schedule(article, by=None)
    assert Edition.objects.live(later(5)).get() == fix.edition


def test_a_block_that_is_different_already_is_left_alone_and_reported(article):
    rewrite(article, 0, "planned")
    waiting = scheduled(article)
    rewrite(article, 0, "draft")

    fix = fix_live(
        article,
        with_words(live_story(article), 0, "fixed"),
        by=None,
        also=[WORKING_COPY, SCHEDULED],
    )

    assert words_of(story_of(article))[0] == "<p>draft</p>"
    assert Edition.objects.scheduled().get() == waiting
    key = live_story(article).blocks[0].key
    assert [change.key for change in fix.not_made[WORKING_COPY]] == [key]
    assert [change.key for change in fix.not_made[SCHEDULED]] == [key]


def test_of_several_changes_those_that_fit_are_made(article):
    rewrite(article, 0, "draft")
    fixed = with_words(with_words(live_story(article), 0, "fixed"), 1, "fixed too")

    fix = fix_live(article, fixed, by=None, also=[WORKING_COPY])

    assert words_of(story_of(article)) == ["<p>draft</p>", "<p>fixed too</p>", "<p>three</p>"]
    assert len(fix.not_made[WORKING_COPY]) == 1


def test_nothing_is_made_where_it_was_not_asked_for(article):
    waiting = scheduled(article)
    before = story_of(article)

    fix = fix_live(article, with_words(live_story(article), 0, "fixed"), by=None)

    assert story_of(article) == before
    assert Edition.objects.scheduled().get() == waiting
    assert fix.not_made == {}


def test_of_several_changes_those_that_are_asked_for_are_made(article):
    waiting = scheduled(article)
    story = with_words(with_words(live_story(article), 0, "fixed"), 1, "fixed too")
    parts = [f"block:{block.key}" for block in story.blocks]

    fix = fix_live(
        article, story, by=None, also={WORKING_COPY: [parts[0]], SCHEDULED: [parts[1], "gone"]}
    )

    again = Edition.objects.live(waiting.live_from).get()
    assert words_of(fix.edition.frozen) == ["<p>fixed</p>", "<p>fixed too</p>", "<p>three</p>"]
    assert words_of(story_of(article)) == ["<p>fixed</p>", "<p>two</p>", "<p>three</p>"]
    assert words_of(again.frozen) == ["<p>one</p>", "<p>fixed too</p>", "<p>three</p>"]
    assert {target: len(made) for target, made in fix.made.items()} == {
        WORKING_COPY: 1,
        SCHEDULED: 1,
    }


def test_what_is_left_unticked_everywhere_makes_no_save_and_no_edition(article):
    scheduled(article)
    story = with_words(live_story(article), 0, "fixed")

    fix_live(article, story, by=None, also={WORKING_COPY: [], SCHEDULED: []})

    assert article.editions.count() == 3
    assert words_of(story_of(article))[0] == "<p>one</p>"


def test_a_change_of_the_draft_is_a_save_like_any_other(article):
    user = make_user("Publisher")
    version = Article.objects.get().version

    fix_live(
        article,
        with_words(live_story(article), 0, "fixed"),
        by=user,
        also=[WORKING_COPY],
    )

    revision = Revision.objects.of(article).first()
    assert Article.objects.get().version == version + 1
    assert (revision.saved_by, words_of(revision.frozen)[0]) == (user, "<p>fixed</p>")


def test_links_in_the_draft_do_not_keep_a_fix_from_it():
    monument = factories.make_monument()
    article = make_article(paragraphs=())
    add_block(article, "prose", html=f'<p><a href="/en/monuments/{monument.pk}-gate/">it</a></p>')
    published(article)
    story = live_story(article)
    (block,) = story.blocks
    html = block.words["html"].replace("it</a>", "the gate</a>")
    fixed = replace(story, blocks=(replace(block, words={**block.words, "html": html}),))

    fix = fix_live(article, fixed, by=None, also=[WORKING_COPY])

    assert fix.not_made == {WORKING_COPY: []}
    assert "the gate" in words_of(story_of(article))[0]


def test_a_fix_that_the_schedule_could_not_be_published_with_is_refused(article):
    source = factories.make_source()
    Article.objects.get().sources.create(source=factories.make_source("Planned"))
    scheduled(article)
    story = with_words(live_story(article), 0, 'x<a href="source:2">2</a>')
    fixed = replace(story, sources=(source.ref, factories.make_source("Second").ref))

    with pytest.raises(RefusedError) as refused:
        fix_live(article, fixed, by=None, also=[SCHEDULED])

    assert [problem.name for problem in refused.value.problems] == ["marker_without_source"]
    assert article.editions.live().get().number == 1


# Two who fix at once.


def test_a_fix_made_from_an_older_edition_keeps_what_was_fixed_since(article):
    base = article.editions.get()
    fix_live(article, with_words(live_story(article), 0, "first fix"), by=None)

    fix = fix_live(article, with_words(thaw(base.frozen), 1, "second fix"), by=None, base=base)

    assert words_of(fix.edition.frozen) == [
        "<p>first fix</p>",
        "<p>second fix</p>",
        "<p>three</p>",
    ]


def test_of_two_fixes_of_the_same_words_the_second_is_refused(article):
    base = article.editions.get()
    fix_live(article, with_words(live_story(article), 0, "first fix"), by=None)

    with pytest.raises(RefusedError, match="fixed the same words meanwhile"):
        fix_live(article, with_words(thaw(base.frozen), 0, "second fix"), by=None, base=base)

    assert words_of(live_story(article).cleaned())[0] == "<p>first fix</p>"


def test_the_same_fix_made_twice_is_refused_as_what_readers_see(article):
    base = article.editions.get()
    story = with_words(thaw(base.frozen), 0, "fixed")
    fix_live(article, story, by=None, base=base)

    with pytest.raises(RefusedError, match="what readers see already"):
        fix_live(article, story, by=None, base=base)

    assert article.editions.count() == 2


# Fixes that wait.


def kept_fix(article, text="fixed", by=None):
    base = article.editions.live().get()
    frozen = freeze_story(with_words(thaw(base.frozen), 0, text))
    return keep_story(article, frozen, by=by, purpose="fix", base=base)


def test_a_fix_waits_until_it_is_published(article):
    kept = kept_fix(article)

    assert list(waiting_fixes(article)) == [kept]
    edition = publish_fix(article, kept, by=None).edition

    assert not waiting_fixes(article).exists()
    assert words_of(edition.frozen)[0] == "<p>fixed</p>"
    assert kept.review_steps.get().edition == edition


def test_a_fix_is_published_once(article):
    kept = kept_fix(article)
    publish_fix(article, kept, by=None)

    with pytest.raises(RefusedError, match="published already"):
        publish_fix(article, kept, by=None)

    assert article.editions.count() == 2


def test_a_fix_that_was_refused_still_waits(article):
    kept = kept_fix(article)
    fix_live(article, with_words(live_story(article), 0, "other"), by=None)

    with pytest.raises(RefusedError, match="fixed the same words"):
        publish_fix(article, kept, by=None)

    assert list(waiting_fixes(article)) == [kept]


def test_a_fix_is_let_go_and_readers_see_what_they_saw(article):
    kept = kept_fix(article)

    let_fix_go(article, kept, by=make_user("Publisher"))

    assert not Revision.objects.filter(purpose="fix").exists()
    assert article.editions.count() == 1


def test_what_became_an_edition_is_not_let_go(article):
    kept = kept_fix(article)
    publish_fix(article, kept, by=None)

    with pytest.raises(RefusedError, match="does not wait"):
        let_fix_go(article, kept, by=None)

    assert Revision.objects.filter(pk=kept.pk).exists()


def test_a_save_of_the_working_copy_is_no_fix_to_let_go(article):
    save = Revision.objects.of(article).saves().first()

    with pytest.raises(RefusedError, match="does not wait"):
        let_fix_go(article, save, by=None)


@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_a_publisher_publishes_a_fix_or_lets_it_go(article, role):
    kept, user = kept_fix(article), make_user(role)

    with pytest.raises(PermissionDenied):
        publish_fix(article, kept, by=user)
    with pytest.raises(PermissionDenied):
        let_fix_go(article, kept, by=user)

    assert list(waiting_fixes(article)) == [kept]


# Whether a change fits.


def test_a_change_fits_where_that_part_is_as_it_was(article):
    story = live_story(article)
    (change,) = changes(story, with_words(story, 0, "fixed"))

    assert fit_of(story, change).state == FITS
    assert fit_of(with_words(story, 1, "draft"), change).state == FITS
    assert fit_of(with_words(story, 0, "fixed"), change).state == SAME
    assert fit_of(replace(story, blocks=story.blocks[1:]), change).state == GONE
    other = fit_of(with_words(story, 0, "draft"), change)
    assert (other.state, other.theirs.words["html"]) == (OTHER, "<p>draft</p>")


def test_a_block_put_in_or_taken_out_fits_or_is_so_already(article):
    story = live_story(article)
    shorter = replace(story, blocks=story.blocks[1:])
    (taken_out,) = changes(story, shorter)
    (put_in,) = changes(shorter, story)

    assert fit_of(story, taken_out).state == FITS
    assert fit_of(shorter, taken_out).state == SAME
    assert fit_of(with_words(story, 0, "draft"), taken_out).state == OTHER
    assert fit_of(shorter, put_in).state == FITS
    assert fit_of(story, put_in).state == SAME


def test_a_fix_made_from_what_is_live_is_made_as_it_is(article):
    base = article.editions.get()

    fix = fix_live(article, with_words(live_story(article), 0, "fixed"), by=None, base=base)

    assert words_of(fix.edition.frozen) == ["<p>fixed</p>", "<p>two</p>", "<p>three</p>"]
