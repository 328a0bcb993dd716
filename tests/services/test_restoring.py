"""Any state becomes the working copy again, deleted articles come back, and nothing is lost."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import (
    Article,
    ArticleSource,
    Comment,
    Person,
    ProseBlock,
    ReviewStep,
    Revision,
    Stage,
    Statement,
    Translation,
)
from memorial.models.reference import Reference
from memorial.services.commenting import add_comment, resolve_comment
from memorial.services.freezing import freeze_story
from memorial.services.merging import merge_records
from memorial.services.publishing import publish_article
from memorial.services.refusing import RefusedError
from memorial.services.remarking import remarks_on
from memorial.services.remembering import keep_before_deletion
from memorial.services.restoring import restore, restore_deleted
from memorial.services.reviewing import return_to_author, send_to_review
from memorial.services.saving import keep_revision
from memorial.services.translating import name_original, translate_article
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.values import Story
from tests.factories import (
    add_block,
    make_article,
    make_full_article,
    make_image,
    make_person,
    make_statement,
    make_user,
)

pytestmark = pytest.mark.django_db


def reread(article):
    return Article.objects.get(pk=article.pk)


def said(remarks):
    return " ".join(remark.sentence for remark in remarks)


def test_a_restored_save_says_what_it_said_blocks_and_relations_included():
    article = make_full_article()
    before = story_of(article)
    kept = keep_revision(article, by=None)
    write_working_copy(article, Story("en", "news", "Ruined"))
    keep_revision(article, by=None)

    done = restore(article, kept.frozen, by=None, seen_version=article.version)

    assert story_of(reread(article)) == before
    assert done.remarks == []


def test_a_restore_is_a_save_and_counted():
    article, user = make_article("First"), make_user("Author")
    kept = keep_revision(article, by=None)
    write_working_copy(article, Story("en", "news", "Second"))
    second = keep_revision(article, by=None)

    done = restore(article, kept.frozen, by=user, seen_version=article.version)

    saves = list(Revision.objects.of(article))
    assert [(each.purpose, each.headline) for each in saves] == [
        ("restore", "First"),
        ("save", "Second"),
        ("save", "First"),
    ]
    assert saves[0] == done.revision
    assert saves[0].saved_by == user
    assert saves[1].pk == second.pk
    assert reread(article).version == article.version + 1


def test_a_restore_is_refused_if_somebody_saved_meanwhile():
    article = make_article("First")
    kept = keep_revision(article, by=None)
    seen = article.version
    reread(article).claim_version(seen)
    Article.objects.update(headline="Hers")

    with pytest.raises(RefusedError, match="Somebody saved meanwhile"):
        restore(article, kept.frozen, by=None, seen_version=seen)

    assert reread(article).headline == "Hers"
    assert Revision.objects.count() == 1


def test_restoring_an_approved_piece_returns_it_to_review():
    article = make_article("First")
    kept = keep_revision(article, by=None)
    Article.objects.update(stage=Stage.APPROVED)

    restore(reread(article), kept.frozen, by=None, seen_version=1)

    assert reread(article).stage == Stage.REVIEW


def test_only_those_who_may_write_restore():
    article = make_article()
    kept = keep_revision(article, by=None)

    with pytest.raises(PermissionDenied):
        restore(article, kept.frozen, by=make_user(None), seen_version=1)


def test_restoring_changes_nothing_for_readers():
    article = make_article("First")
    live = publish_article(article, by=None)
    kept = keep_revision(make_article("Another"), by=None)

    restore(reread(article), kept.frozen, by=None, seen_version=reread(article).version)

    assert list(article.editions.all()) == [live]
    assert reread(article).has_newer_words


def test_records_that_are_gone_are_left_out_and_named():
    article = make_article(paragraphs=())
    statement = make_statement(text="Vale said so.")
    add_block(article, "statement", statement=statement)
    add_block(article, "prose", html="<p>Stays.</p>")
    kept = keep_revision(article, by=None)
    article.memorial_statementblock_set.all().delete()
    Statement.objects.all().delete()

    done = restore(article, kept.frozen, by=None, seen_version=article.version)

    assert [block.type for block in story_of(reread(article)).blocks] == ["prose"]
    assert "Statement “Vale said so.” was deleted: it is left out." in said(done.remarks)


def test_a_record_that_the_text_only_links_to_is_named_apart():
    person = make_person("Ada Vale")
    article = make_article(paragraphs=())
    add_block(article, "prose", html=f'<p><a href="record:person:{person.pk}">she</a></p>')
    kept = keep_revision(article, by=None)
    Person.objects.all().delete()

    remarks = remarks_on(kept.frozen, article)

    assert "Person “Ada Vale”, to which the text links, was deleted" in said(remarks)


def test_a_retired_record_comes_back_and_is_named():
    article = make_article(paragraphs=())
    statement = make_statement(text="Vale said so.")
    add_block(article, "statement", statement=statement)
    kept = keep_revision(article, by=None)
    Statement.objects.update(retired_at=datetime(2026, 1, 1, tzinfo=UTC))

    done = restore(article, kept.frozen, by=None, seen_version=article.version)

    assert story_of(reread(article)).blocks[0].records["statement"] == statement.ref
    assert "Statement “Vale said so.” is retired" in said(done.remarks)


def test_a_block_of_a_kind_that_is_no_more_is_left_out_and_named():
    article = make_article(paragraphs=["Stays."])
    frozen = keep_revision(article, by=None).frozen
    frozen["words"]["blocks"].append(
        {"key": "k", "type": "hologram", "words": {"text": "x"}, "records": {}}
    )

    done = restore(article, frozen, by=None, seen_version=article.version)

    assert len(story_of(reread(article)).blocks) == 1
    assert "A block of the kind “hologram” is left out" in said(done.remarks)


def test_an_address_that_belongs_to_another_by_now_is_not_taken_from_it():
    article = make_article("Mine", slug="the-gate")
    kept = keep_revision(article, by=None)
    Article.objects.update(slug="mine")
    publish_article(make_article("Theirs", slug="the-gate"), by=None)

    done = restore(reread(article), kept.frozen, by=None, seen_version=1)

    assert reread(article).slug == "mine"
    assert "The address “the-gate” belongs to another article now" in said(done.remarks)


def test_a_save_from_before_the_first_publishing_takes_no_address_away():
    article = make_article("The gate opens")
    kept = keep_revision(article, by=None)
    publish_article(article, by=None)
    before = reread(article)

    restore(before, kept.frozen, by=None, seen_version=before.version)

    assert kept.frozen["words"]["slug"] == ""
    assert reread(article).slug == before.slug == "the-gate-opens"


def test_a_record_that_was_merged_is_not_called_retired():
    one, other = make_person("Ada Vale"), make_person("Ada Vail")
    article = make_article(paragraphs=())
    add_block(article, "prose", html="<p>x</p>", material="patina", account_of=one)
    kept = keep_revision(article, by=None)
    merge_records(one, other, by=None)

    done = restore(reread(article), kept.frozen, by=None, seen_version=reread(article).version)

    assert done.remarks == []
    assert story_of(reread(article)).blocks[0].records["account_of"] == other.ref


def test_what_a_merged_record_is_now_is_named_as_it_was_then_if_it_is_retired():
    one, other = make_person("Ada Vale"), make_person("Ada Vail")
    article = make_article(paragraphs=())
    add_block(article, "prose", html="<p>x</p>", material="patina", account_of=one)
    kept = keep_revision(article, by=None)
    merge_records(one, other, by=None)
    Person.objects.filter(pk=other.pk).update(retired_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert "“Ada Vale” is retired" in said(remarks_on(kept.frozen, article))


def test_what_is_restored_costs_as_many_queries_with_forty_blocks_as_with_ten(
    django_assert_max_num_queries,
):
    article = make_article(paragraphs=[f"Words {n}." for n in range(40)])
    kept = keep_revision(article, by=None)

    with django_assert_max_num_queries(2):
        remarks_on(kept.frozen, article)


# Deleted articles.


def deleted(article):
    """Delete an article after a last save, and return that save."""
    kept = keep_revision(article, by=None)
    reread(article).delete()
    return Revision.objects.get(pk=kept.pk)


def test_a_deleted_article_comes_back_with_number_words_history_and_translations():
    article = make_full_article()
    before, number, group = story_of(article), article.pk, article.group
    keep_revision(article, by=None)

    done = restore_deleted(deleted(article), by=make_user("Editor"))

    back = Article.objects.get()
    assert (back.pk, back.group, back.stage) == (number, group, Stage.DRAFT)
    assert story_of(back) == before
    assert [each.purpose for each in Revision.objects.of(back)] == ["restore", "save", "save"]
    assert set(Revision.objects.values_list("article", flat=True)) == {number}
    assert Reference.objects.filter(article=back).exists()
    assert done.article == back


def test_the_embargo_of_a_deleted_article_comes_back_with_it():
    moment = datetime(2027, 5, 9, 8, tzinfo=UTC)
    kept = deleted(make_article(not_before=moment))

    assert restore_deleted(kept, by=None).article.not_before == moment


def test_an_older_save_brings_its_words_and_the_last_embargo():
    moment = datetime(2027, 5, 9, 8, tzinfo=UTC)
    article = make_article("First")
    first = keep_revision(article, by=None)
    Article.objects.update(headline="Second", not_before=moment)
    deleted(reread(article))

    done = restore_deleted(Revision.objects.get(pk=first.pk), by=None)

    back = reread(done.article)
    assert (back.headline, back.not_before) == ("First", moment)


def in_two_languages():
    """An article of two saves and its translation, with what it follows."""
    original = make_article("The original")
    keep_revision(original, by=None)
    translation = translate_article(original, "ru", by=None)
    keep_revision(original, by=None)
    return original, translation, link_of(translation)


def link_of(translation):
    rows = Translation.objects.filter(article=translation.pk)
    return rows.values_list("original", "follows", "base").first()


def gone(article):
    """Delete an article as the desk does, and return its newest save."""
    keep_before_deletion(article, by=None)
    reread(article).delete()
    return Revision.objects.of(article).first()


def test_a_deleted_translation_knows_its_original_again():
    original, translation, link = in_two_languages()

    done = restore_deleted(gone(translation), by=None)

    assert link[0] == original.pk
    assert link_of(translation) == link
    assert done.remarks == []


def test_the_translations_of_a_deleted_original_know_it_again():
    original, translation, link = in_two_languages()

    restore_deleted(gone(original), by=None)

    assert link_of(translation) == link


def test_a_deleted_original_that_gets_another_number_is_known_again():
    original, translation, _link = in_two_languages()
    kept = gone(original)
    make_article("Took the number", pk=original.pk)

    done = restore_deleted(kept, by=None)

    assert done.article.pk != original.pk
    assert link_of(translation)[0] == done.article.pk


@pytest.mark.parametrize("first_deleted", ["original", "translation"])
@pytest.mark.parametrize("first_restored", ["original", "translation"])
def test_an_original_and_its_translation_both_deleted_know_each_other_again(
    first_deleted, first_restored
):
    original, translation, link = in_two_languages()
    in_order = [original, translation] if first_deleted == "original" else [translation, original]
    kept = {article.pk: gone(article) for article in in_order}
    again = [original, translation] if first_restored == "original" else [translation, original]

    done = [restore_deleted(Revision.objects.get(pk=kept[each.pk].pk), by=None) for each in again]

    assert link_of(translation) == link
    assert Article.objects.get(pk=translation.pk).group == original.group
    assert "translation" not in [remark.kind for each in done for remark in each.remarks]


def test_a_link_that_waits_for_the_other_end_says_so():
    original, translation, _link = in_two_languages()
    gone(translation)
    kept = gone(original)
    restore_deleted(kept, by=None)
    gone(original)

    done = restore_deleted(Revision.objects.of(translation).first(), by=None)

    assert "as soon as the other one, which is deleted too, is restored" in said(done.remarks)


def test_a_translation_of_a_save_that_was_pruned_is_behind_by_more_not_by_nothing():
    original = make_article()
    before, base = keep_revision(original, by=None), keep_revision(original, by=None)
    translation = translate_article(original, "ru", by=None)
    assert link_of(translation)[2] == base.pk
    keep_revision(original, by=None)
    kept = gone(original)
    base.delete()

    restore_deleted(kept, by=None)

    assert link_of(translation)[2] == before.pk


def test_comments_and_the_way_to_review_come_back_with_a_deleted_article():
    article, author, editor = make_article(), make_user("Author"), make_user("Editor")
    keep_revision(article, by=author)
    waits = add_comment(article, by=editor, text="Which day?", part="headline")
    resolved = add_comment(article, by=editor, text="A typo.")
    resolve_comment(resolved, by=author)
    send_to_review(reread(article), by=author, note="Please.", origin="")
    return_to_author(reread(article), by=editor, note="Not yet.", origin="")
    Comment.objects.update(at=datetime(2026, 5, 9, 8, tzinfo=UTC))
    names = ("part", "text", "at", "by", "resolved_at", "resolved_by")
    steps = ("kind", "note", "at", "by", "revision")
    before = list(Comment.objects.values_list(*names)), list(ReviewStep.objects.values_list(*steps))

    restore_deleted(gone(article), by=None)

    assert len(before[0]) == len(before[1]) == 2
    assert list(Comment.objects.values_list(*names)) == before[0]
    assert list(ReviewStep.objects.values_list(*steps)) == before[1]
    assert waits.text in [each.text for each in reread(article).comments.open()]


def test_what_people_said_who_are_gone_comes_back_without_their_names():
    article, editor = make_article(), make_user("Editor")
    keep_revision(article, by=None)
    add_comment(article, by=editor, text="Which day?")
    kept = gone(article)
    editor.delete()

    restore_deleted(kept, by=None)

    assert reread(article).comments.get().by is None


def test_a_translation_whose_original_is_gone_too_says_so():
    original, translation, _link = in_two_languages()
    original_number = original.pk
    Article.objects.filter(pk=translation.pk).update(headline="Её слова")
    kept = gone(reread(translation))
    original.delete()
    Revision.objects.filter(article_number=original_number).delete()

    done = restore_deleted(kept, by=None)

    assert link_of(translation) is None
    assert "“Её слова” is translated from “The original” does not come back" in said(done.remarks)


def test_another_original_that_was_named_meanwhile_stays():
    original, translation, _link = in_two_languages()
    third = translate_article(original, "ko", by=None)
    kept = gone(original)
    name_original(translation, by=None)

    done = restore_deleted(kept, by=None)

    assert link_of(third)[0] == translation.pk
    assert link_of(translation) is None
    assert [remark.kind for remark in done.remarks] == ["translation"] * 2


def test_a_save_that_knows_no_group_comes_back_on_its_own():
    deleted(make_article())
    Revision.objects.update(desk={})

    assert restore_deleted(Revision.objects.get(), by=None).article.not_before is None


def test_where_its_language_is_taken_it_comes_back_apart_and_says_so():
    article = make_article("First")
    kept = deleted(article)
    other = make_article("A translation made meanwhile", group=article.group)

    done = restore_deleted(kept, by=None)

    assert done.article.group != other.group
    assert "article of its own" in said(done.remarks)


def test_where_its_number_is_taken_it_gets_another_with_its_history():
    article = make_article("First")
    kept = deleted(article)
    other = make_article("Took the number", pk=article.pk)

    done = restore_deleted(kept, by=None)

    assert done.article.pk != other.pk
    assert Revision.objects.of(done.article).count() == 2
    assert not Revision.objects.of(other).exists()


def test_a_deleted_article_comes_back_once():
    kept = deleted(make_article())
    restore_deleted(kept, by=None)

    with pytest.raises(RefusedError, match="not deleted"):
        restore_deleted(kept, by=None)

    assert Article.objects.count() == 1


@pytest.mark.parametrize("role", [None, "Author"])
def test_only_those_who_may_add_and_delete_bring_an_article_back(role):
    kept = deleted(make_article())

    with pytest.raises(PermissionDenied):
        restore_deleted(kept, by=make_user(role))

    assert not Article.objects.exists()


def test_a_restored_picture_and_source_list_are_rows_again():
    article = make_full_article()
    kept = keep_revision(article, by=None)
    ArticleSource.objects.all().delete()
    ProseBlock.objects.all().delete()
    article.lead_image = make_image()
    article.save()

    restore(article, kept.frozen, by=None, seen_version=article.version)

    assert freeze_story(story_of(reread(article)))["words"] == kept.frozen["words"]
