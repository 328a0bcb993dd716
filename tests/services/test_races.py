"""Holds every promise when two publishers press the button at the same moment.

Threads with connections of their own, on a database file or PostgreSQL; each race is run a few
times. Whoever comes second waits, or is refused in words: nothing is lost, nothing overlaps.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from memorial.models import (
    Address,
    Article,
    Edition,
    Generation,
    Merge,
    Person,
    Presence,
    ProseBlock,
    Revision,
    StaleSaveError,
    Tenure,
    Translation,
)
from memorial.services.addressing import take_over_address
from memorial.services.fixing import fix_live, lock_articles_showing, refresh_facts
from memorial.services.freezing import story_of
from memorial.services.issuing import standing
from memorial.services.merging import merge_records, undo_merge
from memorial.services.presence import note_presence
from memorial.services.publishing import (
    cancel_schedule,
    publish_article,
    schedule_article,
    withdraw_article,
)
from memorial.services.refusing import RefusedError
from memorial.services.restoring import restore, restore_deleted
from memorial.services.saving import keep_revision
from memorial.services.seeing import seen_in
from memorial.services.translating import translate_article
from memorial.story.frozen import thaw
from tests import factories
from tests.admin.posting import form_values
from tests.factories import add_block, later, rewrite
from tests.services.own_database import at_once, while_uncommitted

HOUR = timedelta(hours=1)
TIMES = range(5)

pytestmark = pytest.mark.usefixtures("transactional_db")


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


def rewrite_and_publish(article, words):
    """Save and publish in one, so that each of several has something new to say."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        Article.objects.filter(pk=article.pk).update(standfirst=words)
        return publish_article(article, by=None)


def test_of_two_who_publish_the_same_words_one_is_refused_and_makes_no_edition():
    for time in TIMES:
        article = make_article(f"Two publish {time}")
        publish = [lambda article=article: publish_article(article, by=None)] * 2

        outcomes = at_once(*publish)

        made = editions_of(outcomes)
        (refused,) = [each for each in outcomes if each not in made]
        assert "what readers see already" in refused.message
        assert list(article.editions.all()) == made
        assert_no_overlap(article)


def test_of_two_who_saw_the_same_and_publish_the_second_looks_again():
    for time in TIMES:
        article = make_article(f"Two saw {time}")
        publish_article(article, by=None)
        seen = seen_in(standing(rewrite(Article.objects.get(pk=article.pk))))
        jobs = [
            lambda article=article, seen=seen: publish_article(article, by=None, seen=seen),
            lambda article=article, seen=seen: schedule_article(
                article, at=later(), by=None, seen=seen
            ),
        ]

        outcomes = at_once(*jobs, *jobs)

        made = editions_of(outcomes)
        refused = [each.message for each in outcomes if each not in made]
        assert (len(made), len(refused)) == (1, 3)
        assert all("while you were reading" in message for message in refused)
        assert article.editions.count() == 2
        assert_no_overlap(article)


def test_of_two_who_publish_other_words_one_is_second():
    for time in TIMES:
        article = make_article(f"Two publish other words {time}")
        publish = [
            lambda article=article, words=words: rewrite_and_publish(article, words)
            for words in ("hers", "his")
        ]

        made = editions_of(at_once(*publish))

        assert len(made) == 2
        assert set(article.editions.all()) == set(made)
        first, second = article.editions.order_by("live_from")
        assert first.live_until == second.live_from
        assert_no_overlap(article)


def test_four_who_publish_a_live_article_all_have_their_edition():
    for time in TIMES:
        article = make_article(f"Four publish {time}")
        publish_article(article, by=None)
        publish = [
            lambda article=article, words=words: rewrite_and_publish(article, words)
            for words in "abcd"
        ]

        made = editions_of(at_once(*publish))

        assert len(made) == 4
        assert set(made) < set(article.editions.all())
        assert article.editions.live().count() == 1
        assert_no_overlap(article)


def test_publishing_and_scheduling_at_once_leaves_both_or_refuses_one():
    for time in TIMES:
        article = make_article(f"Publish and schedule {time}")
        moment = later()

        made = editions_of(
            at_once(
                lambda article=article: publish_article(article, by=None),
                lambda article=article, moment=moment: schedule_article(
                    article, at=moment, by=None
                ),
            )
        )

        assert article.editions.scheduled().count() == 1
        assert set(made) == set(article.editions.all())
        assert_no_overlap(article)


def test_of_two_who_schedule_one_is_refused():
    for time in TIMES:
        article = make_article(f"Two schedule {time}")
        publish_article(article, by=None)
        schedule = [
            lambda article=article, hours=hours: schedule_article(article, at=later(hours), by=None)
            for hours in (1, 2)
        ]

        made = editions_of(at_once(*schedule))

        assert len(made) == 1
        assert list(article.editions.scheduled()) == made
        assert_no_overlap(article)


def test_replacing_and_cancelling_a_schedule_at_once_leaves_no_gap():
    for time in TIMES:
        article = make_article(f"Replace and cancel {time}")
        publish_article(article, by=None)
        schedule_article(article, at=later(), by=None)

        editions_of(
            at_once(
                lambda article=article: publish_article(article, by=None, replace_scheduled=True),
                lambda article=article: cancel_schedule(article, by=None),
                lambda article=article: schedule_article(
                    article, at=later(2), by=None, replace_scheduled=True
                ),
            )
        )

        assert article.editions.live().count() == 1
        assert article.editions.filter(live_until=None).count() == 1
        assert_no_overlap(article)


def test_withdrawing_and_publishing_at_once_ends_in_one_of_both_orders():
    for time in TIMES:
        article = make_article(f"Withdraw and publish {time}")
        publish_article(article, by=None)

        outcomes = at_once(
            lambda article=article: withdraw_article(article, reason="Wrong.", by=None),
            lambda article=article: publish_article(rewrite(article), by=None),
        )

        assert [each for each in outcomes if isinstance(each, Exception)] == []
        withdrawal, edition = outcomes
        was_published_last = edition.live_from > withdrawal.at
        assert article.editions.live().exists() is was_published_last
        assert_no_overlap(article)


def test_fixing_and_refreshing_and_publishing_at_once_loses_nothing():
    for time in TIMES:
        person = factories.make_person("Ada Vale")
        article = make_article(f"Fix and refresh {time}", person)
        live = publish_article(article, by=None)
        schedule_article(article, at=later(), by=None)
        person.names.update(text="Ada Stone")
        story = thaw(live.frozen)
        fixed = type(story)(**{**vars(story), "standfirst": "Fixed."})

        outcomes = at_once(
            lambda article=article, fixed=fixed: fix_live(
                article, fixed, by=None, also=["scheduled", "working_copy"]
            ),
            lambda person=person: refresh_facts([person.ref], by=None),
            lambda article=article: publish_article(article, by=None),
        )

        assert isinstance(outcomes[2], RefusedError)
        assert [each for each in outcomes[:2] if isinstance(each, Exception)] == []
        for moment in (timezone.now(), later(2)):
            edition = article.editions.live(moment).get()
            assert edition.standfirst == "Fixed."
            assert edition.frozen["facts"][person.ref]["name"]["text"] == "Ada Stone"
        assert story_of(Article.objects.get(pk=article.pk)).standfirst == "Fixed."
        assert_no_overlap(article)


def test_one_address_wanted_by_two_articles_goes_to_one():
    for time in TIMES:
        slug = f"wanted-{time}"
        articles = [make_article(f"{name} {time}", slug=slug) for name in "AB"]
        publish = [lambda each=each: publish_article(each, by=None) for each in articles]

        made = editions_of(at_once(*publish))

        assert len(made) == 1
        assert Address.objects.get(slug=slug).article_id == made[0].article_id
        assert Edition.objects.filter(slug=slug).count() == 1


def leaving(name):
    """An article that left /old-…/ and is about to go back there, the address, and an heir."""
    owner = make_article(f"Owner {name}")
    for slug in (f"old-{name}", f"new-{name}"):
        Article.objects.filter(pk=owner.pk).update(slug=slug)
        publish_article(owner, by=None)
    Article.objects.filter(pk=owner.pk).update(slug=f"old-{name}")
    return owner, Address.objects.get(slug=f"old-{name}"), make_article(f"Heir {name}")


def test_an_address_is_not_taken_over_while_its_article_goes_back_there():
    owner, address, heir = leaving("first")

    edition, refused = while_uncommitted(
        lambda: publish_article(owner, by=None),
        lambda: take_over_address(address, heir, by=None),
    )

    assert isinstance(refused, RefusedError)
    assert edition.slug == address.slug
    assert Address.objects.get(pk=address.pk).article == owner


def test_an_article_does_not_go_back_to_an_address_while_it_is_taken_over():
    owner, address, heir = leaving("second")

    taken_over, refused = while_uncommitted(
        lambda: take_over_address(address, heir, by=None),
        lambda: publish_article(owner, by=None),
    )

    assert taken_over is None
    assert isinstance(refused, RefusedError)
    assert Address.objects.get(pk=address.pk).article == heir


def test_an_address_is_not_taken_from_an_heir_who_has_just_moved_in():
    _owner, address, heir = leaving("third")

    def move_in():
        take_over_address(address, heir, by=None)
        Article.objects.filter(pk=heir.pk).update(slug=address.slug)
        return publish_article(heir, by=None)

    edition, refused = while_uncommitted(
        move_in, lambda: take_over_address(address, make_article("Late"), by=None)
    )

    assert isinstance(refused, RefusedError)
    assert edition.slug == address.slug
    assert Address.objects.get(pk=address.pk).article == heir


def test_a_fact_published_while_another_schedules_it_is_public_at_the_earlier_moment():
    people = [factories.make_person(f"P{n}", public_from=None) for n in range(3)]
    monument = factories.make_monument(public_from=None)
    now, then = make_article("Fact now", *people), make_article("Fact then", *people)
    Article.objects.filter(pk__in=[now.pk, then.pk]).update(monument=monument)

    made = editions_of(
        while_uncommitted(
            lambda: publish_article(now, by=None),
            lambda: schedule_article(then, at=later(), by=None),
        )
    )

    assert len(made) == 2
    for fact in (monument, *people):
        fact.refresh_from_db()
        assert fact.public_from == made[0].live_from


def test_a_schedule_cancelled_while_its_fact_is_published_does_not_hide_the_fact():
    person = factories.make_person(public_from=None)
    now, then = make_article("Hide not", person), make_article("Hide", person)
    schedule_article(then, at=later(), by=None)

    edition, cancelled = while_uncommitted(
        lambda: publish_article(now, by=None), lambda: cancel_schedule(then, by=None)
    )

    assert cancelled is None
    assert Person.objects.get(pk=person.pk).public_from == edition.live_from


def test_facts_in_another_order_do_not_lock_two_publishers_out():
    for time in TIMES:
        person = factories.make_person(public_from=None)
        statement = factories.make_statement(person, public_from=None)
        article, other = make_article(f"One {time}"), make_article(f"Other {time}", person)
        for each in (article, other):
            add_block(each, "statement", statement=statement, ordering=99)

        made = editions_of(
            at_once(
                lambda article=article: publish_article(article, by=None),
                lambda other=other: publish_article(other, by=None),
            )
        )

        assert len(made) == 2
        assert Person.objects.get(pk=person.pk).is_public()


def test_the_next_transition_is_the_earliest_however_many_schedule_at_once():
    for time in TIMES:
        articles = [make_article(f"Schedule {time} {n}") for n in range(4)]
        before = Generation.objects.get().counter
        moments = [later(40 - 4 * time + number) for number in range(4)]
        schedule = [
            lambda article=article, at=at: schedule_article(article, at=at, by=None)
            for article, at in zip(articles, moments, strict=True)
        ]

        made = editions_of(at_once(*schedule))

        generation = Generation.objects.get()
        assert len(made) == 4
        assert generation.counter == before + 4
        coming = Edition.objects.scheduled().order_by("live_from").first()
        assert generation.next_transition_at == coming.live_from


def test_whoever_counts_second_sees_what_the_first_has_scheduled():
    first, second = make_article("Counts first"), make_article("Counts second")
    moments = [later(0.2), later(0.4)]

    made = editions_of(
        while_uncommitted(
            lambda: schedule_article(first, at=moments[0], by=None),
            lambda: schedule_article(second, at=moments[1], by=None),
        )
    )

    assert len(made) == 2
    assert Generation.objects.get().next_transition_at == moments[0]


def test_a_fact_saved_while_its_schedule_is_replaced_does_not_lock_both_out():
    def save(person):
        with transaction.atomic():
            lock_articles_showing(person.ref)
            person.claim_version(person.version)
            person.names.update(text="Ada Stone")
            return refresh_facts([person.ref], by=None)

    for time in TIMES:
        person = factories.make_person(public_from=None)
        article = make_article(f"Save and replace {time}", person)
        schedule_article(article, at=later(), by=None)
        person.refresh_from_db()

        saved, edition = at_once(
            lambda person=person: save(person),
            lambda article=article: publish_article(article, by=None, replace_scheduled=True),
        )

        assert isinstance(edition, Edition)
        if isinstance(saved, Exception):
            assert type(saved) is StaleSaveError
        else:
            shown = article.editions.live().get().frozen["facts"][person.ref]
            assert shown["name"]["text"] == "Ada Stone"
        assert_no_overlap(article)


def test_of_two_who_save_a_record_one_is_stale():
    for time in TIMES:
        person = factories.make_person(f"P{time}")
        copies = [Person.objects.get(pk=person.pk) for _copy in range(4)]

        outcomes = at_once(*[lambda copy=copy: copy.claim_version(1) for copy in copies])

        assert [type(outcome) for outcome in outcomes if outcome] == [StaleSaveError] * 3
        assert Person.objects.get(pk=person.pk).version == 2


def test_an_edition_never_mixes_two_saves_of_the_working_copy():
    article = make_article("Whole")
    ProseBlock.objects.filter(parent=article).delete()
    for ordering in range(10):
        add_block(article, "prose", html="<p>0</p>", ordering=ordering)

    def save(text):
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            for block in ProseBlock.objects.filter(parent=article).order_by("ordering"):
                block.html = f"<p>{text}</p>"
                block.save()

    for time in TIMES:
        Article.objects.filter(pk=article.pk).update(standfirst=f"Before save {time}")
        outcomes = at_once(lambda time=time: save(time), lambda: publish_article(article, by=None))

        words = {block.words["html"] for block in outcomes[1].story_page.blocks}
        assert len(words) == 1


def test_an_add_form_sent_twice_at_once_makes_one_article():
    user = factories.make_user("Editor", username="twice")
    add = "/admin/memorial/article/add/"
    for place in TIMES[:2]:
        opened = Client()
        opened.force_login(user)
        values = form_values(opened.get(add), headline=f"The gate opens {place}", _continue="1")

        answers = at_once(*[lambda sent=values: sending(user).post(add, sent)] * 2)

        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert Article.objects.filter(headline=f"The gate opens {place}").count() == 1


def sending(user):
    client = Client()
    client.force_login(user)
    return client


def test_two_tabs_that_start_at_once_are_one_presence():
    user = factories.make_user("Editor", username="two tabs")

    for place in TIMES:
        outcomes = at_once(*[lambda ref=f"article:{place}": note_presence(ref, by=user)] * 2)

        assert outcomes == [None, None]
    assert Presence.objects.filter(user=user).count() == len(TIMES)


def test_restoring_while_somebody_saves_loses_neither():
    for time in TIMES:
        article = make_article(f"First {time}")
        kept = keep_revision(article, by=None)

        def save(article=article):
            with transaction.atomic():
                locked = Article.objects.select_for_update().get(pk=article.pk)
                locked.claim_version(article.version)
                Article.objects.filter(pk=article.pk).update(headline="Hers")
                return keep_revision(Article.objects.get(pk=article.pk), by=None)

        def bring_back(article=article, kept=kept):
            return restore(article, kept.frozen, by=None, seen_version=article.version)

        saved, restored = at_once(save, bring_back)

        lost = [each for each in (saved, restored) if isinstance(each, Exception)]
        assert len(lost) == 1
        assert isinstance(lost[0], RefusedError | StaleSaveError)
        assert Revision.objects.of(article).count() == 2
        newest = Revision.objects.of(article).first()
        assert newest.headline == Article.objects.get(pk=article.pk).headline


def test_of_two_who_bring_back_a_deleted_article_one_is_refused():
    for time in TIMES:
        article = make_article(f"Gone {time}")
        kept = keep_revision(article, by=None)
        number = article.pk
        article.delete()
        kept.refresh_from_db()
        bring_back = [lambda kept=kept: restore_deleted(kept, by=None)] * 2

        outcomes = at_once(*bring_back)

        refused = [each for each in outcomes if isinstance(each, Exception)]
        assert [type(each) for each in refused] == [RefusedError]
        assert Article.objects.filter(headline=f"Gone {time}").count() == 1
        assert Revision.objects.filter(article_number=number).count() == 2


def refused(outcomes):
    """Those who lost, each of them in words."""
    lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(error, RefusedError) for error in lost), lost
    return lost


def test_of_two_who_translate_into_one_language_one_is_refused():
    for time in TIMES:
        article = make_article(f"Two translate {time}")
        other = factories.make_article("Другая", language="ru", group=article.group)
        translate = [
            lambda each=each: translate_article(each, "ko", by=None) for each in (article, other)
        ]

        outcomes = at_once(*translate)

        assert len(refused(outcomes)) == 1
        assert Article.objects.filter(group=article.group).count() == 3
        assert Translation.objects.filter(article__group=article.group).count() == 1


def test_two_merges_of_the_same_two_leave_one_of_them():
    for _time in TIMES:
        one, other = factories.make_official("One"), factories.make_official("Other")

        outcomes = at_once(
            lambda one=one, other=other: merge_records(one, other, by=None),
            lambda one=one, other=other: merge_records(other, one, by=None),
        )

        assert len(refused(outcomes)) == 1
        merge = Merge.objects.get(record__in=[one.ref, other.ref])
        survivor = Person.objects.get(pk=merge.into.partition(":")[2])
        assert survivor.is_public()
        assert Tenure.objects.filter(person=survivor).count() == 2


def test_an_article_that_is_published_while_its_record_is_merged_shows_the_survivor():
    for time in TIMES:
        person, into = factories.make_person("Vail"), factories.make_person("Vale")
        article = make_article(f"Published and merged {time}", person)

        outcomes = at_once(
            lambda article=article: publish_article(article, by=None),
            lambda person=person, into=into: merge_records(person, into, by=None),
        )

        assert refused(outcomes) == []
        facts = article.editions.live().get().frozen["facts"]
        names = {fact["name"]["text"] for ref, fact in facts.items() if ref.startswith("person")}
        assert names == {"Vale"}
        assert ProseBlock.objects.filter(parent=article, account_of=into).exists()


def test_two_who_undo_one_merge_undo_it_once():
    for _time in TIMES:
        person, into = factories.make_official("Vail"), factories.make_official("Vale")
        merge = merge_records(person, into, by=None)

        outcomes = at_once(*[lambda merge=merge: undo_merge(merge, by=None)] * 2)

        assert len(refused(outcomes)) == 1
        assert Tenure.objects.filter(person=person).count() == 1
