"""Holds how the facts of what is live and scheduled are brought up to date, words untouched."""

import pytest

from memorial.models import (
    Article,
    Edition,
    Generation,
    Monument,
    Person,
    ProseBlock,
    RefreshTask,
    Statement,
)
from memorial.services.issuing import note_references
from memorial.services.outdated import with_pages
from memorial.services.refreshing import (
    bring_up_to_date,
    file_or_close,
    leave_as_it_is,
    outdated_editions,
    outdated_tasks,
    show_or_file,
)
from memorial.services.refusing import RefusedError
from memorial.services.renewing import articles_showing, refresh_facts
from memorial.services.showing import facts_map
from memorial.services.withdrawing import withdraw_article
from memorial.services.working_copy import story_of
from memorial.story.facts import changed_facts
from memorial.story.frozen import freeze
from tests import factories
from tests.factories import add_block, later, make_article, published, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.make_person("Ada Vale")


def article_about(person, headline="About her"):
    article = make_article(headline)
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    return article


def rename(person, name):
    spelling = person.names.get()
    spelling.text = name
    spelling.save()


def name_in(edition, person):
    return edition.frozen["facts"][person.ref]["name"]["text"]


def test_a_changed_fact_is_shown_by_an_edition_with_the_same_words(person):
    article = article_about(person)
    live = published(article)
    rename(person, "Ada Stone")
    Article.objects.update(headline="A draft that nobody approved")

    (edition,) = refresh_facts([person.ref], by=None)

    live.refresh_from_db()
    assert Edition.objects.live().get() == edition
    assert name_in(edition, person) == "Ada Stone"
    assert name_in(live, person) == "Ada Vale"
    assert edition.frozen["words"] == live.frozen["words"]
    assert (edition.origin, edition.first_live_from) == ("refresh", live.first_live_from)
    assert (live.live_until, live.closed_by) == (edition.live_from, edition)
    assert edition.references.filter(record=person.ref).exists()


def test_an_update_of_facts_does_not_top_a_list(person):
    published(article_about(person, "Older"))
    published(make_article("Newer"))
    rename(person, "Ada Stone")

    refresh_facts([person.ref], by=None)

    newest = Edition.objects.live().newest_first()
    assert [edition.headline for edition in newest] == ["Newer", "Older"]


def test_the_scheduled_edition_is_brought_up_to_date_too(person):
    article = article_about(person)
    published(article)
    waiting = scheduled(article)
    rename(person, "Ada Stone")

    now, then = refresh_facts([person.ref], by=None)

    waiting.refresh_from_db()
    now.refresh_from_db()
    assert (name_in(now, person), name_in(then, person)) == ("Ada Stone", "Ada Stone")
    assert Edition.objects.live().get() == now
    assert Edition.objects.scheduled().get() == then
    assert (now.live_until, now.closed_by) == (then.live_from, then)
    assert then.live_from == waiting.live_from
    assert waiting.live_until == waiting.live_from


def test_only_the_scheduled_edition_shows_it(person):
    article = make_article()
    live = published(article)
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    scheduled(article)
    rename(person, "Ada Stone")

    made = refresh_facts([person.ref], by=None)

    assert [name_in(edition, person) for edition in made] == ["Ada Stone"]
    assert Edition.objects.live().get() == live
    assert Edition.objects.scheduled().get() == made[0]


def test_every_article_that_shows_the_fact_is_brought_up_to_date_and_no_other(person):
    articles = [article_about(person, f"About {n}") for n in range(3)]
    for article in articles:
        published(article)
    other = published(make_article("Other"))
    rename(person, "Ada Stone")

    made = refresh_facts([person.ref], by=None)

    assert {edition.article for edition in made} == set(articles)
    assert Edition.objects.live().filter(article=other.article).get() == other


def test_a_fact_that_is_shown_through_another_counts(person):
    statement = factories.make_statement(person)
    article = make_article()
    add_block(article, "statement", statement=statement)
    published(article)
    rename(person, "Ada Stone")

    (edition,) = refresh_facts([person.ref], by=None)

    assert name_in(edition, person) == "Ada Stone"


def test_facts_that_did_not_change_make_no_edition(person):
    published(article_about(person))

    assert refresh_facts([person.ref], by=None) == []
    assert Edition.objects.count() == 1


def test_old_editions_and_withdrawn_pages_are_left_as_they_were(person):
    article = article_about(person)
    published(article)
    ProseBlock.objects.filter(account_of=person).delete()
    published(article)
    gone = article_about(person)
    published(gone)
    withdraw_article(gone, reason="Wrong.", by=None)
    rename(person, "Ada Stone")

    assert articles_showing([person.ref]) == []
    assert refresh_facts([person.ref], by=None) == []


def test_a_record_that_is_gone_stays_as_it_was_shown(person):
    monument = factories.make_monument(place=factories.make_place("Old Harbour"))
    article = article_about(person)
    block = add_block(article, "monument_facts", monument=monument)
    published(article)
    block.delete()
    Monument.objects.filter(pk=monument.pk).delete()
    rename(person, "Ada Stone")

    (edition,) = refresh_facts([person.ref], by=None)

    assert name_in(edition, person) == "Ada Stone"
    assert edition.frozen["facts"][monument.ref]["name"]["text"] == "The Gate"
    place = edition.story_page.fact(monument.ref)["place"]
    assert place["name"]["text"] == "Old Harbour"


def test_facts_are_brought_up_to_date_in_the_language_of_the_article(person):
    factories.add_name(person, "Ада", "ru")
    russian = make_article("Открыт", language="ru")
    add_block(russian, "prose", account_of=person, material="patina", html="<p>x</p>")
    published(russian)
    person.names.filter(language="ru").update(text="Ада Вейл")

    (edition,) = refresh_facts([person.ref], by=None)

    assert name_in(edition, person) == "Ада Вейл"


def test_refreshing_never_makes_a_draft_fact_public(person):
    draft = factories.make_person("Draft", public_from=None)
    published(article_about(person))
    rename(person, "Ada Stone")

    refresh_facts([person.ref, draft.ref], by=None)

    assert Person.objects.get(pk=draft.pk).public_from is None


def test_a_fact_that_the_schedule_shows_no_longer_is_a_draft_again(person):
    draft = factories.make_person("Draft", public_from=None)
    statement = factories.make_statement(draft)
    article = make_article()
    add_block(article, "statement", statement=statement)
    scheduled(article)
    Statement.objects.update(speaker=person)

    refresh_facts([statement.ref], by=None)

    assert Person.objects.get(pk=draft.pk).public_from is None


def test_a_draft_that_a_fact_points_at_since_stays_unseen(person):
    unveiling = factories.make_unveiling()
    article = make_article(unveiling=unveiling)
    published(article)
    factories.add_participation(unveiling, factories.make_official("Draft", public_from=None))
    factories.add_participation(unveiling, person)

    (edition,) = refresh_facts([unveiling.ref], by=None)

    shown = edition.story_page.unveiling["participations"]
    names = [each["person"] and each["person"]["name"]["text"] for each in shown]
    assert names == [None, "Ada Vale"]
    assert "Draft" not in str(edition.frozen)


def test_a_scheduled_edition_shows_what_is_public_by_its_moment():
    unveiling = factories.make_unveiling()
    article = make_article(unveiling=unveiling)
    published(article)
    scheduled(article)
    for name, hours in (("Before", 0.5), ("After", 5)):
        official = factories.make_official(name, public_from=later(hours))
        factories.add_participation(unveiling, official)

    now, then = refresh_facts([unveiling.ref], by=None)

    def names_in(edition):
        shown = edition.story_page.unveiling["participations"]
        return [each["person"] and each["person"]["name"]["text"] for each in shown]

    assert (names_in(now), names_in(then)) == ([None, None], ["Before", None])


def test_facts_without_what_publishing_asks_for_are_refused_and_nothing_is_written(person):
    statement = factories.make_statement(person)
    article = make_article()
    add_block(article, "statement", statement=statement)
    edition = published(article)
    Statement.objects.update(source=None)

    with pytest.raises(RefusedError, match="was not brought up to date") as refused:
        refresh_facts([statement.ref], by=None)

    assert [problem.name for problem in refused.value.problems] == ["statement_without_source"]
    assert Edition.objects.get() == edition


def test_a_problem_that_the_edition_had_before_does_not_keep_its_facts_old(person):
    statement = factories.make_statement(person, source=None)
    frozen = factories.make_frozen(facts=facts_map([statement.ref], "en"))
    block = {"key": "a", "type": "statement", "words": {}, "records": {"statement": statement.ref}}
    frozen["words"]["blocks"] = [block]
    before = factories.make_edition(frozen=frozen)
    before.references.create(record=person.ref)
    rename(person, "Ada Stone")

    (edition,) = refresh_facts([person.ref], by=None)

    assert name_in(edition, person) == "Ada Stone"


# Shown without being pointed at.


def test_the_occasion_of_a_statement_is_found_by_its_monument_and_its_unveiling(person):
    monument = factories.make_monument("The Gate")
    unveiling = factories.make_unveiling(monument)
    article = make_article()
    statement = factories.make_statement(person, unveiling=unveiling)
    add_block(article, "statement", statement=statement)
    published(article)
    rename(monument, "The Arch")

    assert articles_showing([unveiling.ref]) == [article]
    (edition,) = refresh_facts([monument.ref], by=None)

    said_at = edition.frozen["facts"][statement.ref]["said_at"]
    assert said_at["name"]["text"] == "The Arch"
    assert unveiling.ref not in edition.frozen["facts"]


def test_a_title_of_the_day_stays_when_its_organisation_is_renamed(person):
    office = factories.make_office(organisation=factories.make_organisation("Ministry of Memory"))
    factories.make_tenure(person, office=office, as_of="2025")
    article = make_article()
    add_block(article, "statement", statement=factories.make_statement(person))
    published(article)
    rename(office.organisation, "Ministry of Culture")

    assert refresh_facts([office.organisation.ref, office.ref], by=None) == []


@pytest.mark.parametrize("kind", ["place", "image", "source", "topic"])
def test_what_another_record_points_at_is_found(kind):
    place, image = factories.make_place(), factories.make_image()
    monument = factories.make_monument(place=place)
    monument.pictures.create(image=image)
    source = factories.make_source()
    monument.citations.create(field="place", source=source)
    topic = RefreshTask._meta.apps.get_model("memorial", "topic").objects.create(address="war")
    article = make_article(monument=monument)
    article.topics.add(topic)
    published(article)

    record = {"place": place, "image": image, "source": source, "topic": topic}[kind]

    assert articles_showing([record.ref]) == [article]


def test_a_draft_with_newer_words_stays_unpublished_and_untouched(person):
    article = article_about(person)
    published(article)
    Article.objects.update(headline="A draft", version=7)
    before = Article.objects.values().get()
    rename(person, "Ada Stone")

    (edition,) = refresh_facts([person.ref], by=None)

    assert edition.headline == "About her"
    assert Article.objects.values().get() == before


def test_many_editions_are_one_change_and_one_story_at_a_time_is_held(person):
    import tracemalloc

    for number in range(8):
        article = article_about(person, f"Piece {number}")
        add_block(article, "prose", html=f"<p>{'word ' * 40_000}</p>")
        factories.publish_by_hand(article, number=1)
    rename(person, "Ada Stone")
    before = Generation.objects.get().counter
    tracemalloc.start()

    made = refresh_facts([person.ref], by=None)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(made) == 8
    assert Generation.objects.get().counter == before + 1
    assert peak < 4 * 1024 * 1024


# Tasks.


def test_a_later_change_is_filed_in_the_open_task(person):
    editor = factories.make_user("Editor")
    published(article_about(person))
    rename(person, "Ada Stone")
    file_or_close([person], by=None)
    first = RefreshTask.objects.get()

    file_or_close([person], by=editor, note="x" * 400)

    task = RefreshTask.objects.get()
    assert (task.pk, task.filed_by, task.note) == (first.pk, editor, "x" * 300)
    assert task.filed_at > first.filed_at


def test_a_closed_task_makes_room_for_the_next(person):
    published(article_about(person))
    rename(person, "Ada Stone")
    file_or_close([person], by=None)
    leave_as_it_is(person.ref, by=None)
    file_or_close([person], by=None)

    assert RefreshTask.objects.count() == 2
    assert RefreshTask.objects.open().count() == 1


def test_bringing_up_to_date_closes_the_task_of_this_record_only(person):
    other = factories.make_person("Ben Stone")
    for record in (person, other):
        published(article_about(record))
        rename(record, "Somebody")
    file_or_close([person, other], by=None)

    assert len(bring_up_to_date([person.ref], by=None)) == 1
    assert RefreshTask.objects.open().get().record == other.ref


def test_only_what_was_published_before_the_change_is_outdated(person):
    old, new = article_about(person, "Old"), article_about(person, "New")
    outdated = published(old)
    rename(person, "Ada Stone")
    file_or_close([person], by=None)
    published(new)

    (row,) = with_pages(outdated_tasks())

    assert ([page.article for page in row.pages], row.count) == ([outdated.article_id], 1)
    assert row.record == person
    published(factories.rewrite(old))
    assert not outdated_tasks().exists()


def test_many_pages_are_counted_and_some_are_named(person):
    for number in range(8):
        published(article_about(person, f"Piece {number}"))
    rename(person, "Ada Stone")
    file_or_close([person], by=None)

    (row,) = with_pages(outdated_tasks())

    assert (row.count, len(row.pages), row.more) == (8, 6, 2)


def test_a_refusal_leaves_the_task_open(person):
    statement = factories.make_statement(person)
    article = make_article()
    add_block(article, "statement", statement=statement)
    published(article)
    Statement.objects.update(source=None)
    file_or_close([statement], by=None)

    with pytest.raises(RefusedError):
        bring_up_to_date([statement.ref], by=None)

    assert RefreshTask.objects.open().exists()


def test_a_publishers_change_is_shown_at_once_and_files_nothing(person):
    edition = published(article_about(person))
    rename(person, "Ada Stone")

    followed = show_or_file([person], by=factories.make_user("Publisher"))

    assert (followed.shown, followed.made) == ([edition], [Edition.objects.live().get()])
    assert name_in(followed.made[0], person) == "Ada Stone"
    assert (followed.filed, followed.refused) == ([], None)
    assert not RefreshTask.objects.exists()


@pytest.mark.parametrize(("role", "at_once"), [("Editor", True), ("Publisher", False)])
def test_a_change_that_is_not_shown_at_once_is_filed_for_what_is_shown(person, role, at_once):
    edition = published(article_about(person))
    rename(person, "Ada Stone")
    unseen, user = factories.make_person("Ben Stone"), factories.make_user(role)

    followed = show_or_file([person, unseen], by=user, note="Renamed.", at_once=at_once)

    task = RefreshTask.objects.get()
    assert (task.record, task.note, task.filed_by) == (person.ref, "Renamed.", user)
    assert (followed.shown, followed.made, followed.filed) == ([edition], [], [person])


def test_a_change_that_publishing_refuses_is_filed_with_the_reason(person):
    statement = factories.make_statement(person)
    article = make_article()
    add_block(article, "statement", statement=statement)
    edition = published(article)
    Statement.objects.update(source=None)

    followed = show_or_file([statement], by=None)

    assert [each.name for each in followed.refused.problems] == ["statement_without_source"]
    assert followed.filed == [statement]
    assert RefreshTask.objects.open().get().record == statement.ref
    assert Edition.objects.get() == edition


def test_a_change_of_what_nobody_shows_is_neither_shown_nor_filed(person):
    followed = show_or_file([person], by=None)

    assert (followed.shown, followed.made, followed.filed) == ([], [], [])
    assert not RefreshTask.objects.exists()


@pytest.mark.parametrize("articles", [1, 6])
def test_filing_costs_the_same_however_many_pages_show_it(
    person, articles, django_assert_num_queries
):
    for number in range(articles):
        published(article_about(person, f"Piece {number}"))
    rename(person, "Ada Stone")

    with django_assert_num_queries(11):
        file_or_close([person], by=None)


def test_a_record_that_is_again_as_pages_show_it_waits_for_nobody(person):
    published(article_about(person))
    editor = factories.make_user("Editor")
    rename(person, "Ada Stone")
    show_or_file([person], by=editor)
    assert outdated_tasks().exists()

    rename(person, "Ada Vale")
    followed = show_or_file([person], by=editor)

    assert (followed.shown, followed.filed) == ([], [])
    assert not outdated_tasks().exists()
    assert RefreshTask.objects.get().done_by == editor


def test_only_pages_that_come_to_say_something_else_are_behind():
    monument = factories.make_monument(materials_en="Bronze", materials_ru="Бронза")
    english, russian = make_article(), make_article("Открыт", language="ru")
    for article in (english, russian):
        add_block(article, "monument_facts", monument=monument)
        published(article)
    Monument.objects.update(materials_ru="Медь")

    file_or_close([monument], by=None)

    (row,) = with_pages(outdated_tasks())
    assert ([page.article for page in row.pages], row.count) == ([russian.pk], 1)


def test_two_tasks_about_one_page_each_name_it_once(person):
    other = factories.make_person("Ben Stone")
    article = article_about(person)
    add_block(article, "prose", account_of=other, material="patina", html="<p>x</p>")
    published(article)
    for record in (person, other):
        rename(record, "Somebody")

    file_or_close([person, other], by=None)

    rows = with_pages(outdated_tasks())
    assert [row.count for row in rows] == [1, 1]
    assert outdated_editions().values("article").distinct().count() == 1
    assert {row.differences[0].fact.ref for row in rows} == {person.ref, other.ref}


def test_a_statement_that_names_a_monument_waits_for_its_new_name(person):
    unveiling = factories.make_unveiling(factories.make_monument("The Gate"))
    article = make_article()
    statement = factories.make_statement(person, unveiling=unveiling)
    add_block(article, "statement", statement=statement)
    published(article)
    rename(unveiling.monument, "The Arch")

    file_or_close([unveiling.monument], by=None)

    (row,) = with_pages(outdated_tasks())
    (difference,) = row.differences
    assert difference.fact.field == "said_at"
    assert difference.fact.words == [("same", "The "), ("out", "Gate"), ("in", "Arch")]


# Links.


def linking_to(record, headline="About this site"):
    article = make_article(headline)
    add_block(article, "prose", html=f'<p><a href="record:{record.ref}">the day</a></p>')
    return article


@pytest.fixture
def unveiling(person):
    unveiling = factories.make_unveiling(factories.make_monument("The Gate"))
    factories.add_participation(unveiling, person)
    factories.make_statement(person, unveiling=unveiling)
    return unveiling


def change_all_of(unveiling):
    """Change what a page of it shows; returns what was changed."""
    person = unveiling.participations.get().person
    rename(person, "Ada Stone")
    rename(unveiling.monument, "The Arch")
    statement = unveiling.statements.get()
    type(statement).objects.update(text="It closed.")
    type(unveiling).objects.update(date="1923", occasion_en="A feast")
    return [unveiling, unveiling.monument, person, statement]


def test_a_page_that_only_links_to_an_unveiling_is_not_behind_it(unveiling):
    edition = published(linking_to(unveiling))
    changed = change_all_of(unveiling)

    followed = show_or_file(changed, by=factories.make_user("Editor"))
    made = refresh_facts([record.ref for record in changed], by=None)

    assert (followed.filed, followed.shown, made) == ([], [], [])
    assert not RefreshTask.objects.exists()
    assert list(Edition.objects.live()) == [edition]


def test_a_page_that_links_to_what_it_shows_is_behind_it(unveiling):
    article = linking_to(unveiling)
    article.unveiling = unveiling
    article.save()
    published(article)
    change_all_of(unveiling)

    (edition,) = refresh_facts([unveiling.ref], by=None)

    assert edition.frozen["facts"][unveiling.ref]["date"] == "1923"


def made_deep(article):
    """An edition as they were made once: all of what the page links to is in it."""
    story = story_of(article)
    frozen = freeze(story, facts_map(story.refs, story.language))
    edition = factories.make_edition(article, frozen=frozen)
    note_references(edition)
    return edition


def test_what_was_frozen_whole_though_only_linked_to_is_not_behind_either(unveiling, person):
    edition = made_deep(linking_to(unveiling))
    changed = change_all_of(unveiling)

    assert person.ref in edition.frozen["facts"]
    assert show_or_file(changed, by=factories.make_user("Editor")).filed == []
    assert refresh_facts([record.ref for record in changed], by=None) == []


def test_what_was_frozen_whole_is_made_anew_once_what_it_shows_changes(unveiling, person):
    image = factories.make_image(credit_en="A. Vale")
    article = linking_to(unveiling)
    add_block(article, "picture", image=image)
    before = made_deep(article)
    change_all_of(unveiling)
    type(image).objects.update(credit_en="B. Vale")

    (edition,) = refresh_facts([image.ref], by=None)

    assert person.ref not in edition.frozen["facts"]
    assert [fact.field for fact in changed_facts(before.frozen, edition.frozen)] == ["credit"]
    assert edition.references.filter(record=unveiling.ref).exists()
    assert not edition.references.filter(record=person.ref).exists()
