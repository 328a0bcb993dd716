"""Words, pages, editions and tasks that name a record which was merged."""

import pytest

from memorial.models import (
    Article,
    Edition,
    Image,
    Person,
    RefreshTask,
    Revision,
    Stage,
)
from memorial.services.freezing import freeze_story
from memorial.services.keeping import editions_showing, require_deletable
from memorial.services.merging import merge_records, undo_merge
from memorial.services.publishing import publish_article
from memorial.services.refreshing import file_or_close, outdated_tasks
from memorial.services.refusing import RefusedError
from memorial.services.reviewing import approve, send_to_review
from memorial.services.saving import keep_revision, newest_save
from memorial.services.showing import facts_map
from memorial.services.survivors import survivors
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.facts import changed_facts
from memorial.story.frozen import thaw
from memorial.templatetags.stories import source_numbers
from tests.factories import (
    add_block,
    make_article,
    make_image,
    make_live,
    make_person,
    make_source,
    make_statement,
    make_user,
)

pytestmark = pytest.mark.django_db


def linking_to(*people):
    article = make_article("Linked", paragraphs=())
    links = " ".join(f'<a href="record:person:{person.pk}">she</a>' for person in people)
    block = add_block(article, "prose", html=f"<p>{links} person:{people[0].pk}</p>")
    return article, block


def showing(person):
    article = make_article("Her account", paragraphs=())
    add_block(article, "prose", html="<p>x</p>", account_of=person, material="patina")
    return article


def html_of(block):
    return type(block).objects.get(pk=block.pk).html


def test_links_in_working_copies_lead_to_the_survivor_and_are_saves():
    person, into = make_person(), make_person()
    article, block = linking_to(person)
    before = html_of(block)

    merge = merge_records(person, into, by=None)
    article.refresh_from_db()

    assert html_of(block) == (
        f'<p><a href="record:person:{into.pk}">she</a> person:{person.pk}</p>'
    )
    assert article.version == 2
    assert f"person:{into.pk}" in Revision.objects.of(article).first().frozen["facts"]
    assert undo_merge(merge, by=None).left == []
    assert html_of(block) == before


def test_words_that_were_changed_since_stay_and_are_named():
    person, into = make_person(), make_person()
    article, block = linking_to(person)
    merge = merge_records(person, into, by=None)
    type(block).objects.update(html="<p>New words.</p>")

    undone = undo_merge(merge, by=None)

    assert len(undone.left) == 1
    assert "prose" in undone.left[0]
    assert html_of(block) == "<p>New words.</p>"


def test_a_merged_record_is_kept_off_its_pages_and_comes_back_as_it_was():
    person, into = make_person(), make_person()

    merge = merge_records(person, into, by=None)
    retired = Person.objects.get(pk=person.pk)
    undo_merge(merge, by=None)

    assert not retired.is_public()
    assert retired.version > 1
    assert Person.objects.get(pk=person.pk).is_public()
    assert survivors([person.ref]) == {}


def test_old_stories_show_the_survivor_under_the_old_name():
    person, into = make_person("Ada Vail"), make_person("Ada Vale")
    edition = publish_article(showing(person), by=None)

    merge_records(person, into, by=None)
    shown = facts_map([person.ref], "en")
    now = Edition.objects.live().get()

    assert shown[person.ref]["name"]["text"] == "Ada Vale"
    assert now.number == edition.number + 1
    assert now.frozen["words"] == edition.frozen["words"]
    assert now.frozen["facts"][person.ref]["name"]["text"] == "Ada Vale"
    assert edition.frozen["facts"][person.ref]["name"]["text"] == "Ada Vail"
    assert not Article.objects.get().has_newer_words


def test_a_page_lists_sources_that_were_merged_once_under_one_number():
    source, into = make_source("A report"), make_source("The report")
    article = make_article()
    article.sources.create(source=source)
    add_block(article, "statement", statement=make_statement(source=into))
    publish_article(article, by=None)

    merge_records(source, into, by=None)

    page = Edition.objects.live().get().story_page
    assert [each["title"] for each in page.sources] == ["The report"]
    assert source_numbers(page.sources) == {source.ref: 1, into.ref: 1}
    before, after = (edition.frozen for edition in Edition.objects.order_by("number"))
    assert [(each.ref, each.field) for each in changed_facts(before, after)] == [
        (source.ref, "title")
    ]


def test_an_edition_that_names_the_old_record_follows_changes_of_the_survivor():
    person, into = make_person("Vail"), make_person("Vale")
    article, _block = linking_to(person)
    publish_article(article, by=None)
    merge_records(person, into, by=make_user("Editor"))

    assert [edition.article for edition in editions_showing(into)] == [article]
    with pytest.raises(RefusedError):
        require_deletable(into)


def test_an_editor_files_the_editions_for_a_publisher():
    person, into = make_person("Vail"), make_person("Vale")
    publish_article(showing(person), by=None)

    merge_records(person, into, by=make_user("Editor"))

    assert RefreshTask.objects.open().get().record == into.ref
    assert Edition.objects.count() == 1


def test_parted_by_an_editor_both_are_filed_if_pages_show_the_one_as_the_other():
    person, into = make_person("Vail"), make_person("Vale")
    publish_article(showing(person), by=None)
    merge = merge_records(person, into, by=make_user("Publisher"))

    undo_merge(merge, by=make_user("Editor"))

    filed = RefreshTask.objects.open().values_list("record", flat=True)
    assert set(filed) == {person.ref, into.ref}


def test_a_merge_that_is_undone_before_pages_show_it_leaves_nothing_to_do():
    editor = make_user("Editor")
    person, into = make_person("Vail"), make_person("Vale")
    publish_article(showing(person), by=None)
    merge = merge_records(person, into, by=editor)
    assert outdated_tasks().get().record == into.ref

    undo_merge(merge, by=editor)

    assert not outdated_tasks().exists()
    assert not RefreshTask.objects.open().exists()


def test_a_page_that_only_links_to_a_merged_record_leads_on_and_waits_for_nobody():
    person, into = make_person("Vail"), make_person("Vale")
    edition = publish_article(linking_to(person)[0], by=None)

    merge_records(person, into, by=make_user("Editor"))

    assert editions_showing(into) == [edition]
    assert not RefreshTask.objects.exists()


def test_an_old_save_that_is_written_back_names_the_survivor():
    person, into = make_person(), make_person()
    article, block = linking_to(person)
    article.bylines.create(person=person)
    old = keep_revision(article, by=None)
    merge_records(person, into, by=None)

    write_working_copy(article, thaw(old.frozen))

    assert article.bylines.get().person == into
    assert (
        f"record:person:{into.pk}"
        in freeze_story(story_of(article))["words"]["blocks"][0]["words"]["html"]
    )


def test_a_picture_that_stands_in_a_live_page_is_shown_as_the_survivor():
    image, into = make_image("One"), make_image("Two", alt_text_en="Another gate.")
    live = make_live()
    add_block(live.article, "picture", image=image)
    publish_article(live.article, by=None)

    merge_records(image, into, by=None)

    facts = Edition.objects.live().get().frozen["facts"]
    assert facts[image.ref]["alt_text"]["text"] == "Another gate."
    assert Image.objects.filter(pk=image.pk).exists()


def test_the_pages_that_show_nothing_of_it_stay_as_they_are():
    live = make_live()

    merge_records(make_person(), make_person(), by=None)

    assert list(live.article.editions.all()) == [live]


def test_a_merge_that_brings_pages_up_to_date_closes_what_was_filed():
    person, into = make_person("Vail"), make_person("Vale")
    publish_article(showing(person), by=None)
    person.names.update(text="Veil")
    file_or_close([person], by=None)

    merge_records(person, into, by=make_user("Publisher"))

    assert not RefreshTask.objects.open().exists()


def test_a_merge_leaves_an_approval():
    person, into = make_person("Vail"), make_person("Vale")
    article, _block = linking_to(person)
    send_to_review(article, by=None)
    approve(article, by=None, seen_revision=newest_save(article, by=None).pk)

    merge_records(person, into, by=None)

    assert Revision.objects.of(article).count() == 2
    assert Article.objects.get().stage == Stage.APPROVED
