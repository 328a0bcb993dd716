"""Holds what publishing does: freeze, reserve, make facts public, all at one moment or none."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from memorial.models import Address, Article, Edition, Generation, Person, Reference, Topic
from memorial.services.correcting import Meaning
from memorial.services.publishing import (
    cancel_schedule,
    frozen_for,
    publish_article,
    schedule_article,
)
from memorial.services.refusing import RefusedError
from memorial.services.saving import keep_revision
from memorial.services.seeing import seen_in
from memorial.services.standing import standing
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.factories import add_block, later, make_article, make_user, published, rewrite

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def rename(article, headline):
    Article.objects.filter(pk=article.pk).update(headline=headline)


def test_publishing_shows_the_working_copy_to_readers_now():
    article = make_article("The gate opens", ["It opened at noon."], standfirst="At noon.")
    before = timezone.now()

    edition = published(article)

    assert Edition.objects.live().get() == edition
    assert before <= edition.live_from <= timezone.now()
    assert edition.live_until is None
    assert (edition.headline, edition.standfirst) == ("The gate opens", "At noon.")
    assert edition.story_page.blocks[0].words["html"] == "<p>It opened at noon.</p>"


def test_an_edition_says_who_made_it_and_how():
    user = make_user("Publisher")

    edition = publish_article(make_article(), by=user)

    assert (edition.made_by, edition.origin, edition.number) == (user, "publish", 1)


@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_a_publisher_publishes(role):
    article = make_article()

    with pytest.raises(PermissionDenied, match="Your role does not allow this"):
        publish_article(article, by=make_user(role))

    assert not Edition.objects.exists()
    assert not Address.objects.exists()


def test_later_changes_of_the_working_copy_are_not_seen_until_published():
    article = make_article("Old")
    published(article)

    rename(article, "New")

    assert Edition.objects.live().get().headline == "Old"
    published(article)
    assert Edition.objects.live().get().headline == "New"


def test_publishing_again_ends_the_edition_before_at_that_very_moment():
    article = make_article()
    first = published(article)

    second = published(rewrite(article))

    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert first.closed_by == second
    assert list(Edition.objects.live()) == [second]
    assert (first.number, second.number) == (1, 2)


def test_publishing_twice_within_a_moment_still_gives_each_edition_its_moment():
    article = make_article()
    noon = timezone.now()

    editions = [published(rewrite(article), at=noon) for _time in range(3)]

    moments = [edition.live_from for edition in editions]
    assert moments == [noon + timedelta(microseconds=number) for number in range(3)]
    assert list(Edition.objects.live(noon)) == [editions[0]]


def test_an_older_article_is_published_at_its_own_moment():
    long_ago = later(-1000)

    edition = published(make_article(), at=long_ago)

    assert (edition.live_from, edition.first_live_from) == (long_ago, long_ago)


def test_publishing_is_not_for_a_moment_to_come():
    article = make_article()

    with pytest.raises(RefusedError, match="[Ss]chedule"):
        published(article, at=later())

    assert not Edition.objects.exists()


def test_an_article_keeps_the_moment_it_was_first_published():
    article = make_article()
    first = published(article, at=later(-5))

    second = published(rewrite(article), at=later(-3))
    third = published(rewrite(article), meaning=Meaning("update"))

    assert first.first_live_from == second.first_live_from == third.first_live_from


# What readers see already, and what was seen.


def test_words_that_readers_see_already_are_refused_and_make_no_edition():
    article = make_article()
    published(article)
    before = Generation.objects.get().counter

    with pytest.raises(RefusedError, match="what readers see already"):
        published(article)

    assert article.editions.count() == 1
    assert Generation.objects.get().counter == before


def test_a_changed_fact_is_something_to_publish():
    person = factories.make_person("Ada Vale")
    article = make_article()
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    published(article)
    person.names.update(text="Ada Stone")

    assert published(article).number == 2


def test_a_fact_that_is_a_draft_again_is_something_to_publish():
    person = factories.make_person("Ada Vale")
    article = make_article()
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    published(article)
    Person.objects.update(public_from=None)

    published(article)

    assert Person.objects.get().is_public()


def test_the_same_words_take_the_place_of_a_scheduled_edition():
    article = make_article()
    published(article)
    schedule_article(article, at=later(), by=None)

    assert published(article, replace_scheduled=True).number == 3


def test_a_withdrawn_page_is_put_back_with_the_same_words():
    article = make_article()
    published(article)
    withdraw_article(article, reason="Wrong.", by=None)

    edition = published(article)

    assert Edition.objects.live().get() == edition


def look(article):
    return seen_in(standing(Article.objects.get(pk=article.pk)))


def test_what_was_seen_is_published():
    article = make_article()
    published(article)
    seen = look(rewrite(article))

    assert published(article, seen=seen).number == 2


@pytest.mark.parametrize(
    "door",
    [publish_article, lambda article, **asked: schedule_article(article, at=later(2), **asked)],
    ids=["publish", "schedule"],
)
@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (lambda article: article.claim_version(article.version), "Somebody saved this"),
        (lambda article: published(rewrite(article)), "What is live changed"),
        (lambda article: withdraw_article(article, reason="x", by=None), "What is live changed"),
        (
            lambda article: schedule_article(article, at=later(), by=None),
            "What is scheduled changed",
        ),
    ],
    ids=["saved", "published", "withdrawn", "scheduled"],
)
def test_what_changed_while_a_publisher_was_reading_is_looked_at_again(door, meanwhile, said):
    article = make_article()
    published(article)
    article.refresh_from_db()
    seen = look(rewrite(article))
    meanwhile(article)
    editions = article.editions.count()

    with pytest.raises(RefusedError, match=f"{said}.* while you were reading: look at it again"):
        door(article, by=None, seen=seen, replace_scheduled=True)

    assert article.editions.count() == editions


def test_a_schedule_posted_twice_makes_one_edition():
    article = make_article()
    published(article)
    schedule_article(rewrite(article), at=later(), by=None)
    asked = {"at": later(2), "by": None, "seen": look(article), "replace_scheduled": True}
    schedule_article(article, **asked)

    with pytest.raises(RefusedError, match="What is scheduled changed"):
        schedule_article(article, **asked)

    assert article.editions.count() == 3


# The address.


def test_publishing_reserves_the_address_and_writes_it_into_the_working_copy():
    article = make_article("The gate opens!")

    edition = published(article)

    assert edition.slug == "the-gate-opens"
    assert Address.objects.get().article == article
    assert Article.objects.get().slug == "the-gate-opens"


def test_the_address_stays_when_the_headline_changes():
    article = make_article("The gate opens")
    published(article)
    rename(article, "Another headline")

    edition = published(article)

    assert edition.slug == "the-gate-opens"
    assert Address.objects.count() == 1


def test_a_former_address_stays_with_its_article():
    article = make_article("The gate opens")
    published(article)
    Article.objects.update(slug="gate")

    edition = published(article)

    assert edition.slug == "gate"
    assert {address.slug for address in article.addresses.all()} == {"gate", "the-gate-opens"}


def test_an_address_of_another_article_is_refused_in_words():
    other = make_article("The gate opens")
    published(other)
    article = make_article("Another", slug="the-gate-opens")

    with pytest.raises(RefusedError, match="cannot be published") as refused:
        published(article)

    assert [problem.name for problem in refused.value.problems] == ["taken_address"]
    assert Address.objects.get().article == other


def test_a_headline_that_is_taken_gives_the_next_address():
    slugs = [published(make_article("The gate opens")).slug for _time in range(3)]

    assert slugs == ["the-gate-opens", "the-gate-opens-2", "the-gate-opens-3"]


# Checks.


def test_a_problem_that_blocks_keeps_everything_as_it_was():
    article = make_article(paragraphs=())
    statement = factories.make_statement(source=None, public_from=None)
    add_block(article, "statement", statement=statement)
    generation = Generation.objects.get().counter

    with pytest.raises(RefusedError) as refused:
        published(article)

    statement.refresh_from_db()
    article.refresh_from_db()
    assert [problem.name for problem in refused.value.problems] == ["statement_without_source"]
    assert statement.public_from is None
    assert article.slug == ""
    assert not Edition.objects.exists()
    assert not Address.objects.exists()
    assert Generation.objects.get().counter == generation


def test_advice_does_not_keep_an_article_from_being_published():
    article = make_article("Long " * 30)

    assert published(article).number == 1


# Draft facts.


def test_draft_facts_become_public_at_the_moment_of_the_edition():
    article = make_article()
    statement = factories.make_statement(
        factories.make_official(public_from=None), public_from=None
    )
    add_block(article, "statement", statement=statement)

    edition = published(article)

    statement.refresh_from_db()
    assert statement.public_from == edition.live_from
    assert statement.speaker.public_from == edition.live_from
    assert statement.is_public()


def test_facts_that_were_public_stay_public_since_they_were():
    article = make_article()
    statement = factories.make_statement()
    since = statement.public_from
    add_block(article, "statement", statement=statement)

    published(article)

    statement.refresh_from_db()
    assert statement.public_from == since


def test_facts_due_later_become_public_with_the_article():
    article = make_article()
    person = factories.make_person(public_from=later(5))
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")

    edition = published(article)

    person.refresh_from_db()
    assert person.public_from == edition.live_from


def test_draft_facts_that_the_article_does_not_show_stay_drafts():
    bystander = factories.make_person(public_from=None)

    published(make_article())

    bystander.refresh_from_db()
    assert bystander.public_from is None


def test_a_retired_fact_blocks_and_is_not_made_public():
    article = make_article()
    person = factories.make_person(public_from=None, retired_at=later(-1))
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")

    with pytest.raises(RefusedError) as refused:
        published(article)

    person.refresh_from_db()
    assert [problem.name for problem in refused.value.problems] == ["retired_fact"]
    assert person.public_from is None


def test_making_facts_public_changes_nothing_else_of_them():
    article = make_article()
    person = factories.make_person(public_from=None)
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
    stale = type(person).objects.get(pk=person.pk)
    type(person).objects.filter(pk=person.pk).update(native_language="ko", version=4)

    published(article)

    person.refresh_from_db()
    assert (person.native_language, person.version) == ("ko", 5)
    assert person.changed_at > stale.changed_at


def test_making_facts_public_and_drafts_again_makes_an_open_form_stale():
    article = make_article()
    person = factories.make_person(public_from=None)
    add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")

    schedule_article(article, at=later(), by=None)
    scheduled_version = Person.objects.get().version
    cancel_schedule(article, by=None)

    assert (person.version, scheduled_version, Person.objects.get().version) == (1, 2, 3)


def test_an_address_written_into_the_working_copy_makes_an_open_form_stale():
    article = make_article()

    published(article)
    made = Article.objects.get().version
    published(rewrite(article))

    assert (made, Article.objects.get().version) == (2, 2)


# What else is kept of an edition.


def test_an_edition_notes_every_record_it_shows():
    article = make_article(paragraphs=())
    statement = factories.make_statement()
    linked = factories.make_monument()
    add_block(article, "statement", statement=statement)
    add_block(article, "prose", html=f'<p><a href="record:monument:{linked.pk}">it</a></p>')

    keep_revision(article, by=None)
    draft = set(Reference.objects.filter(article=article).values_list("record", flat=True))

    edition = published(article)

    records = set(edition.references.values_list("record", flat=True))
    assert records == set(edition.frozen["facts"])
    assert {statement.ref, statement.speaker.ref, statement.source.ref, linked.ref} <= records
    assert draft == records


def test_an_edition_notes_whose_byline_it_has():
    article = make_article()
    writer = factories.make_person("Ada Vale")
    article.bylines.create(person=writer)
    article.bylines.create(person=factories.make_person("Ben Stone"), position=1)

    edition = published(article)

    bylines = set(edition.references.filter(role="byline").values_list("record", flat=True))
    assert bylines == {byline.person.ref for byline in article.bylines.all()}
    assert edition.references.filter(record=writer.ref, role="shows").count() == 1


def test_a_card_shows_in_a_list_what_the_story_says():
    place = factories.make_place("Old Harbour")
    unveiling = factories.make_unveiling(date="1921~", place=place)
    article = make_article(unveiling=unveiling, lead_image=factories.make_image())
    article.bylines.create(person=factories.make_person("Ada Vale"))

    card = published(article).card

    assert card["image"]["alt_text"]["text"] == "A gate by the water."
    assert [name["text"] for name in card["bylines"]] == ["Ada Vale"]
    assert (card["unveiling_date"], card["place"]["text"]) == ("1921~", "Old Harbour")
    assert (card["minutes"], card["is_machine_translation"]) == (1, False)


def test_a_card_names_the_place_of_the_monument_where_the_unveiling_has_none():
    monument = factories.make_monument(place=factories.make_place("Old Harbour"))
    article = make_article(monument=monument)

    assert published(article).card["place"]["text"] == "Old Harbour"


def test_a_card_of_a_bare_article_is_bare():
    card = published(make_article(language="ko", is_machine_translation=True)).card

    assert (card["image"], card["bylines"], card["place"]) == (None, [], None)
    assert card["is_machine_translation"] is True


def test_facts_are_frozen_in_the_language_of_the_article():
    topic = Topic.objects.create(address="war", title_en="War", title_ru="Война")
    article = make_article("Открыт", language="ru")
    article.topics.add(topic)

    edition = published(article)

    assert edition.language == "ru"
    assert edition.frozen["facts"][topic.ref]["title"] == {"text": "Война", "lang": "ru"}


def test_preparing_to_publish_writes_nothing(django_assert_max_num_queries):
    article = make_article("The gate opens")

    with django_assert_max_num_queries(15) as queries:
        frozen = frozen_for(article)

    assert frozen["words"]["slug"] == "the-gate-opens"
    assert all(query["sql"].startswith(("SELECT", "(SELECT")) for query in queries.captured_queries)


# Where an article stands.


def test_an_article_stands_with_what_is_live_and_what_is_scheduled():
    article = make_article()
    live = published(article)
    scheduled = schedule_article(article, at=later(), by=None)

    now, then = standing(article), standing(article, later(2))

    assert (now.live, now.scheduled) == (live, scheduled)
    assert (then.live, then.scheduled) == (scheduled, None)
    assert now.at > live.live_from


def test_an_article_that_was_never_published_stands_with_nothing():
    now = standing(make_article())

    assert (now.live, now.scheduled) == (None, None)
