"""Holds that a translation carries everything over, knows what it follows, and says when not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from memorial.models import Article, ProseBlock, Revision, Translation
from memorial.services.fixing import fix_live
from memorial.services.following import count_behind, editions_behind, only_behind
from memorial.services.originals import followed_words, original_words
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.saving import keep_revision
from memorial.services.translating import (
    carry_block,
    confirm_translation,
    mark_up_to_date,
    name_original,
    translate_article,
)
from memorial.services.working_copy import story_of
from memorial.story.frozen import thaw
from tests.factories import (
    add_block,
    make_article,
    make_full_article,
    make_live,
    make_official,
    make_statement,
    make_user,
)

pytestmark = pytest.mark.django_db


def say(article, words):
    """Change the first paragraph of a working copy, as a save would."""
    block = ProseBlock.objects.filter(parent=article).first()
    ProseBlock.objects.filter(pk=block.pk).update(html=f"<p>{words}</p>")
    keep_revision(article, by=None)


def publish(article, words=""):
    if words:
        say(article, words)
    return publish_article(Article.objects.get(pk=article.pk), by=None)


def behind(article):
    return editions_behind(Article.objects.filter(pk=article.pk)).get().behind


def test_a_translation_carries_blocks_and_records_over():
    article = make_full_article()

    made = translate_article(article, "ko", by=make_user("Author"))

    story, original = story_of(made), story_of(article)
    assert (story.language, story.slug, story.is_machine_translation) == ("ko", "", False)
    assert made.group == article.group
    for name in ("blocks", "bylines", "sources", "topics", "monument", "lead_image", "headline"):
        assert getattr(story, name) == getattr(original, name)
    assert Revision.objects.of(made).count() == 1
    row = made.translated_from
    assert (row.original, row.follows) == (article, None)
    assert row.base == Revision.objects.of(article).get()


def test_what_is_live_is_translated_and_not_the_draft_beside_it():
    live = make_live(paragraphs=["As published."])
    say(live.article, "Not published yet.")

    made = translate_article(live.article, "ru", by=None)

    assert "As published." in story_of(made).blocks[0].words["html"]
    assert made.translated_from.follows.number == 1


def test_a_translation_of_a_translation_is_one_of_the_original():
    article = make_article("English")
    russian = translate_article(article, "ru", by=None)

    korean = translate_article(russian, "ko", by=None)

    assert korean.translated_from.original == article


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_a_second_translation_and_a_language_of_no_page_are_refused(language):
    article = make_article()
    translate_article(article, "ru", by=None)

    with pytest.raises(RefusedError):
        translate_article(article, language, by=None)

    assert Article.objects.count() == 2


def test_whoever_may_not_add_does_not_translate():
    with pytest.raises(PermissionDenied):
        translate_article(make_article(), "ru", by=make_user(None))


def test_every_edition_with_new_words_is_one_behind():
    article = make_article()
    publish(article)
    made = translate_article(article, "ru", by=None)
    before = behind(made)

    publish(article, "Second.")
    live = publish(article, "Third.")
    fix_live(article, _with_words(live, "Mended."), by=None)

    assert before == 0
    assert behind(made) == count_behind(made) == 3
    assert behind(article) == 0
    assert list(only_behind(Article.objects.all())) == [made]


def _with_words(edition, words):
    from dataclasses import replace

    story = thaw(edition.frozen)
    block = replace(story.blocks[0], words={**story.blocks[0].words, "html": f"<p>{words}</p>"})
    return replace(story, blocks=(block, *story.blocks[1:]))


def test_new_facts_are_no_new_words():
    speaker = make_official()
    article = make_article()
    add_block(article, "statement", statement=make_statement(speaker))
    publish(article)
    made = translate_article(article, "ru", by=None)
    speaker.names.update(text="Ada Stone")

    assert refresh_facts([speaker.ref], by=None)

    assert behind(made) == 0


def test_a_draft_that_is_published_as_it_was_translated_is_not_behind():
    article = make_article()
    made = translate_article(article, "ru", by=None)

    publish(article)
    as_it_was = behind(made)
    publish(article, "Other words.")

    assert as_it_was == 0
    assert behind(made) == 1


def test_an_edition_counts_from_the_moment_that_readers_see_it():
    article = make_article()
    publish(article)
    made = translate_article(article, "ru", by=None)
    say(article, "Later.")
    edition = schedule_article(article, at=timezone.now() + timedelta(hours=1), by=None)
    waiting = behind(made)

    _move_to_the_past(edition)

    assert waiting == 0
    assert behind(made) == 1


def _move_to_the_past(edition):
    """Let a scheduled edition have begun a moment ago; what it closed ends then."""
    from django.db.models import F, QuerySet

    moment = timezone.now()
    rows = QuerySet(type(edition))
    # One that it was issued in the place of never began, and has no end to move.
    rows.filter(closed_by=edition, live_until__gt=F("live_from")).update(live_until=moment)
    rows.filter(pk=edition.pk).update(live_from=moment)


def test_a_fix_that_is_numbered_after_a_scheduled_edition_does_not_hide_it():
    article = make_article()
    live = publish(article)
    say(article, "Later.")
    edition = schedule_article(article, at=timezone.now() + timedelta(hours=1), by=None)
    fix_live(article, _with_words(live, "Mended."), by=None)
    made = translate_article(article, "ru", by=None)
    assert made.translated_from.follows.number == 3

    _move_to_the_past(edition)

    assert behind(made) == 1


def test_a_refreshed_schedule_still_counts_when_it_goes_live():
    speaker, article = make_official(), make_article()
    add_block(article, "statement", statement=make_statement(speaker))
    publish(article)
    made = translate_article(article, "ru", by=None)
    say(article, "Later.")
    schedule_article(article, at=timezone.now() + timedelta(hours=1), by=None)
    speaker.names.update(text="Ada Stone")
    edition = refresh_facts([speaker.ref], by=None)[-1]
    assert edition.origin == "refresh"
    cancelled = article.editions.get(number=2)

    _move_to_the_past(edition)
    from django.db.models import QuerySet

    moment = article.editions.get(pk=edition.pk).live_from
    QuerySet(type(edition)).filter(pk=cancelled.pk).update(live_from=moment, live_until=moment)

    assert behind(made) == 1


def test_marked_as_up_to_date_it_follows_what_stands():
    article = make_article()
    publish(article)
    made = translate_article(article, "ru", by=None)
    publish(article, "Second.")

    mark_up_to_date(made.translated_from, by=make_user("Author"))

    assert behind(made) == 0
    assert Translation.objects.get().follows.number == 2


def test_an_edition_that_came_while_the_translator_read_still_counts():
    article = make_article()
    publish(article)
    made = translate_article(article, "ru", by=None)
    publish(article, "Second.")
    publish(article, "Third.")

    mark_up_to_date(made.translated_from, follows=2, by=None)

    assert behind(made) == 1
    assert "Second." in str(followed_words(Translation.objects.get()))


def test_an_original_without_readers_is_followed_by_its_saves():
    article = make_article()
    made = translate_article(article, "ru", by=None)
    say(article, "Newer.")
    seen = original_words(article).save
    say(article, "Newest.")

    mark_up_to_date(made.translated_from, follows=0, base=seen.pk, by=None)

    assert Translation.objects.get().base == seen


def test_all_articles_are_counted_in_one_query(django_assert_num_queries):
    for number in range(4):
        article = make_article(f"Piece {number}")
        translate_article(article, "ru", by=None)
        publish(article, "New.")

    with django_assert_num_queries(1):
        counts = [row.behind for row in editions_behind(Article.objects.order_by("pk"))]

    assert counts == [0, 1] * 4


def test_an_editor_names_the_original_of_a_group():
    english = make_live().article
    russian = make_article("По-русски", language="ru", group=english.group)
    korean = translate_article(russian, "ko", by=None)

    told = name_original(english, by=make_user("Editor"))

    assert told == 2
    assert {row.original for row in Translation.objects.all()} == {english}
    assert {row.article for row in Translation.objects.all()} == {russian, korean}
    assert Translation.objects.get(article=russian).follows.number == 1
    assert name_original(english, by=None) == 0
    with pytest.raises(PermissionDenied):
        name_original(russian, by=make_user("Author"))


def test_a_block_of_the_original_is_carried_to_its_place():
    article = make_article(paragraphs=["One.", "Two.", "Three."])
    made = translate_article(article, "ru", by=None)
    keys = [block.key for block in story_of(article).blocks]
    ProseBlock.objects.filter(parent=made, key=keys[1]).delete()

    carry_block(made, keys[1], by=make_user("Author"))

    made.refresh_from_db()
    assert [block.key for block in story_of(made).blocks] == keys
    assert made.version == 2
    for key in (keys[1], "nowhere"):
        with pytest.raises(RefusedError):
            carry_block(made, key, by=None)


def test_an_editor_confirms_a_machine_translation_and_the_save_is_kept():
    article = make_article(is_machine_translation=True)

    with pytest.raises(PermissionDenied):
        confirm_translation(article, by=make_user("Author"))
    confirm_translation(article, by=make_user("Editor"))

    article.refresh_from_db()
    assert (article.is_machine_translation, article.version) == (False, 2)
    assert Revision.objects.of(article).first().frozen["words"]["is_machine_translation"] is False
    with pytest.raises(RefusedError):
        confirm_translation(article, by=None)
