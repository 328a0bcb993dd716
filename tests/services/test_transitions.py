"""Holds that the generation counts every change readers can see once, and knows the next one."""

import pytest
from django.utils import timezone

from memorial.models import Address, Article, Generation, Statement
from memorial.services.addressing import take_over_address
from memorial.services.fixing import fix_live
from memorial.services.freezing import freeze_story
from memorial.services.keeping import bring_back_fact, retire_fact
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.refusing import RefusedError
from memorial.services.renewing import refresh_facts
from memorial.services.saving import keep_revision
from memorial.services.transitions import bump_generation, next_transition
from memorial.services.withdrawing import withdraw_article, withhold_edition
from memorial.services.working_copy import story_of, write_working_copy
from memorial.story.frozen import thaw
from tests import factories
from tests.factories import add_block, later, make_article, rewrite

pytestmark = pytest.mark.django_db


def counter():
    return Generation.objects.get().counter


def next_at():
    return Generation.objects.get().next_transition_at


def published(article=None):
    return publish_article(article or make_article(), by=None)


def scheduled(article=None, at=None, **asked):
    return schedule_article(article or make_article(), at=at or later(), by=None, **asked)


def renamed_person():
    """A person whose name on a live and a scheduled page is the old one."""
    person = factories.make_person()
    for _time in range(2):
        article = make_article()
        add_block(article, "prose", account_of=person, material="patina", html="<p>x</p>")
        published(article)
        scheduled(article)
    person.names.update(text="Ada Stone")
    return person


def fixable():
    article = published().article
    scheduled(article)
    story = thaw(article.editions.live().get().frozen)
    return article, type(story)(**{**vars(story), "standfirst": "Fixed."})


def old_edition():
    edition = published()
    published(rewrite(edition.article))
    return edition


def moved_address():
    article = make_article()
    for slug in ("old", "new"):
        Article.objects.filter(pk=article.pk).update(slug=slug)
        published(article)
    return Address.objects.get(slug="old")


#: Each service: what it needs, and the call that counts once.
SERVICES = {
    "publish": (make_article, lambda article: published(article)),
    "publish again": (lambda: rewrite(published().article), lambda article: published(article)),
    "publish instead": (
        lambda: scheduled().article,
        lambda article: publish_article(article, by=None, replace_scheduled=True),
    ),
    "schedule": (make_article, lambda article: scheduled(article)),
    "schedule instead": (
        lambda: scheduled().article,
        lambda article: scheduled(article, later(2), replace_scheduled=True),
    ),
    "cancel": (
        lambda: scheduled().article,
        lambda article: cancel_schedule(article, by=None),
    ),
    "withdraw": (
        lambda: scheduled(published().article).article,
        lambda article: withdraw_article(article, reason="Wrong.", by=None),
    ),
    "withhold": (
        old_edition,
        lambda edition: withhold_edition(edition, reason="Law.", by=None),
    ),
    "fix": (
        fixable,
        lambda needed: fix_live(*needed, by=None, also=["working_copy", "scheduled"]),
    ),
    "refresh": (renamed_person, lambda person: refresh_facts([person.ref], by=None)),
    "retire": (factories.make_person, lambda person: retire_fact(person, by=None)),
    "bring back": (factories.make_person, lambda person: bring_back_fact(person, by=None)),
    "take over": (
        moved_address,
        lambda address: take_over_address(address, make_article("Heir"), by=None),
    ),
}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_readers_notice_counts_once(service):
    prepare, call = SERVICES[service]
    needed = prepare()
    before = counter()

    call(needed)

    assert counter() == before + 1


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_counts_last(service, django_assert_max_num_queries):
    prepare, call = SERVICES[service]
    needed = prepare()

    with django_assert_max_num_queries(200) as queries:
        call(needed)

    writes = [
        query["sql"]
        for query in queries.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert "memorial_generation" in writes[-1]
    assert not any("memorial_generation" in sql for sql in writes[:-1])


@pytest.mark.parametrize(
    "call",
    [
        lambda: published(make_article(paragraphs=())),
        lambda: scheduled(at=later(-1)),
        lambda: cancel_schedule(make_article(), by=None),
        lambda: withdraw_article(make_article(), reason="Wrong.", by=None),
        lambda: fix_live(*nothing_to_fix(), by=None),
    ],
    ids=["publish", "schedule", "cancel", "withdraw", "fix"],
)
def test_what_was_refused_does_not_count(call):
    before = counter()

    with pytest.raises(RefusedError):
        call()

    assert counter() == before


def nothing_to_fix():
    article = make_article()
    return article, story_of(article)


@pytest.mark.parametrize(
    "call",
    [
        lambda: keep_revision(make_article(), by=None),
        lambda: write_working_copy(make_article(), story_of(make_article("Other"))),
        lambda: freeze_story(story_of(make_article())),
        lambda: refresh_facts(["person:1"], by=None),
    ],
    ids=["save", "write", "freeze", "refresh of nothing"],
)
def test_what_readers_do_not_notice_does_not_count(call):
    before = counter()

    call()

    assert counter() == before


def test_the_count_is_made_where_its_row_is_missing():
    Generation.objects.all().delete()
    moment = scheduled().live_from

    assert (counter(), next_at()) == (2, moment)


# The next transition.


def test_where_nothing_changes_by_itself_there_is_no_next_transition():
    published()

    assert next_transition(timezone.now()) is None
    assert next_at() is None


def test_the_start_of_a_schedule_is_the_next_transition():
    edition = scheduled(published().article)
    scheduled(at=later(2))

    assert next_at() == edition.live_from


def test_a_cancelled_or_withdrawn_schedule_is_no_transition():
    first = scheduled()
    second = scheduled(published().article)

    cancel_schedule(first.article, by=None)
    after_cancelling = next_at()
    withdraw_article(second.article, reason="Wrong.", by=None)

    assert after_cancelling == second.live_from
    assert next_at() is None


def test_a_schedule_replaced_by_a_later_one_moves_the_transition():
    article = scheduled().article

    edition = scheduled(article, later(5), replace_scheduled=True)

    assert next_at() == edition.live_from


def test_the_end_of_a_period_is_a_transition():
    end = later(3)
    factories.make_edition(live_until=end)

    assert next_transition(timezone.now()) == end


@pytest.mark.parametrize(
    "make",
    [
        factories.make_monument,
        factories.make_person,
        factories.make_unveiling,
        factories.make_statement,
    ],
)
@pytest.mark.parametrize("column", ["public_from", "retired_at"])
def test_a_fact_that_starts_or_ends_is_a_transition(make, column):
    moment = later(2)
    make(**{column: moment})

    bump_generation()

    assert next_at() == moment


def test_the_earliest_of_all_is_the_next():
    moments = [later(hours) for hours in (4, 3, 2, 1)]
    factories.make_person(public_from=moments[0])
    factories.make_monument(retired_at=moments[1])
    scheduled(at=moments[2])
    factories.make_edition(live_until=moments[3])

    steps, after = [], timezone.now()
    while after := next_transition(after):
        steps.append(after)

    assert steps == moments[::-1]


def test_what_has_passed_is_no_next_transition():
    factories.make_edition(live_from=later(-2), live_until=later(-1))
    factories.make_person(public_from=later(-1), retired_at=later(-0.5))

    bump_generation()

    assert next_at() is None


def test_draft_facts_of_a_schedule_start_with_it():
    article = make_article()
    add_block(article, "statement", statement=factories.make_statement(public_from=None))

    edition = scheduled(article)

    assert Statement.objects.get().public_from == next_at() == edition.live_from
