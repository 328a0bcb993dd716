"""The history of an article: saves by sitting, editions by how they stand, who may look."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Article, ReviewStep, Revision
from memorial.services.fixing import SCHEDULED, fix_live
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.saving import keep_story
from memorial.services.withdrawing import withhold_edition
from memorial.story.frozen import thaw
from tests.admin.histories import ROOT, deleted, kept, text, url
from tests.factories import (
    add_block,
    later,
    make_article,
    make_frozen,
    make_image,
    make_user,
)

pytestmark = pytest.mark.django_db


# The list.


def test_saves_are_listed_by_sitting_with_what_changed_in_words(client, publisher):
    article = make_article("The gate opens", ["It opened at noon on a Monday."])
    long_ago = timezone.now() - timedelta(days=3)
    kept(article, by=publisher, saved_at=long_ago)
    kept(article, by=publisher, saved_at=long_ago + timedelta(minutes=10))
    article.memorial_proseblock_set.update(html="<p>It opened at last.</p>", heading="The day")
    add_block(article, "picture", image=make_image())
    kept(article, "The gate closes", by=publisher)

    page = text(client.get(url(article, "revisions")))

    assert page.count('class="history-entry is-sitting"') == 2
    assert "Headline; Prose “The day” (+3 −4 words); Picture: put in" in page
    assert "2 saves" in page
    assert "The first save." in page


def test_editions_steps_and_fixes_stand_where_they_happened(client, publisher):
    article = make_article("First")
    publish_article(article, by=publisher)
    ReviewStep.objects.create(article=article, kind="sent", by=publisher, note="Ready, I think")
    live = article.editions.get()
    keep_story(article, live.frozen, by=publisher, purpose="fix", base=live)
    kept(article, "Second", by=publisher, saved_at=later())

    page = text(client.get(url(article, "revisions")))

    places = [page.index(f"history-entry is-{kind}") for kind in ("sitting", "fix", "step")]
    assert places == sorted(places)
    assert "Headline" in page[places[0] : places[1]]
    for words in ("Edition 1", "Sent to review", "Ready, I think", "made from edition 1"):
        assert words in page[places[1] :]


def test_the_history_of_a_piece_without_saves_says_what_will_stand_there(client, publisher):
    assert "Nothing was saved yet" in text(client.get(url(make_article(), "revisions")))


def test_the_history_is_paged_and_loses_no_sitting(client, publisher):
    article = make_article()
    start = timezone.now() - timedelta(days=60)
    for number in range(45):
        revision = keep_story(article, make_frozen(f"Headline {number}"), by=publisher)
        moment = start + timedelta(hours=number)
        Revision.objects.filter(pk=revision.pk).update(saved_at=moment)
        if number % 5 == 0:
            step = ReviewStep.objects.create(article=article, kind="sent", note=f"Step {number}.")
            ReviewStep.objects.filter(pk=step.pk).update(at=moment + timedelta(minutes=40))

    pages, address = [], url(article, "revisions")
    while address:
        answer = client.get(address)
        pages.append(text(answer))
        cursor = answer.context["next_cursor"]
        address = url(article, "revisions", after=cursor.replace("+", "%2B")) if cursor else ""

    assert [page.count("history-entry is-sitting") for page in pages] == [20, 20, 5]
    everything = " ".join(pages)
    assert all(everything.count(f"Step {number}.") == 1 for number in range(0, 45, 5))
    assert "The first save." in pages[2]
    assert "The first save." not in pages[0] + pages[1]


def test_a_page_of_history_costs_as_much_with_five_hundred_saves(client, publisher):
    article = make_article()
    frozen = make_frozen("The gate opens")
    for number in range(500):
        keep_story(article, frozen, by=publisher)
        if number == 1:
            few = CaptureQueriesContext(connection)
            with few:
                client.get(url(article, "revisions"))

    with CaptureQueriesContext(connection) as many:
        client.get(url(article, "revisions"))

    assert len(many) == len(few)
    assert len(many) <= 12


@pytest.mark.parametrize("cursor", ["x", "1~", "1~2025", "~", "9" * 40, "1~9999-12-31T23:59-14:00"])
def test_a_cursor_that_names_no_save_is_not_found(client, publisher, cursor):
    assert client.get(url(make_article(), "revisions", after=cursor)).status_code == 404


# How each edition stands.


def edition_lines(client, article):
    """The mark of each edition in the history, and what is said of its time."""
    page = text(client.get(url(article, "revisions")))
    found = re.findall(
        r'Edition (\d+) <span class="st (\w+)">([^<]+)</span>.*?history-said">([^<]+)<', page
    )
    return {int(number): rest for number, *rest in found}


def standing_editions(publisher):
    """Edition 1 was live and is withheld, 2 is live, 4 is scheduled in the place of 3."""
    article = make_article("First")
    kept(article)
    first = publish_article(article, by=publisher)
    kept(article, "Second")
    publish_article(Article.objects.get(pk=article.pk), by=publisher)
    withhold_edition(first, reason="It named a child.", by=publisher)
    for headline in ("Third", "Fourth"):
        kept(article, headline)
        planned = Article.objects.get(pk=article.pk)
        schedule_article(planned, at=later(), by=publisher, replace_scheduled=True)
    return article


def test_each_edition_is_marked_by_how_it_stands_to_readers(client, publisher):
    said = edition_lines(client, standing_editions(publisher))

    assert {number: mark for number, (_shape, mark, _said) in said.items()} == {
        1: "withheld",
        2: "live now",
        3: "replaced, never published",
        4: "scheduled",
    }
    assert [shape for _number, (shape, *_rest) in sorted(said.items())] == [
        "none",
        "live",
        "none",
        "sch",
    ]
    assert "withheld on" in said[1][2]
    assert "live now, from" in said[2][2]
    assert "until" in said[2][2]
    assert "replaced by edition 4 before it was shown; it was scheduled for" in said[3][2]
    assert "scheduled for" in said[4][2]


def test_an_edition_that_was_cancelled_is_told_from_one_that_was_replaced(client, publisher):
    article = standing_editions(publisher)

    cancel_schedule(article, by=publisher)

    said = edition_lines(client, article)
    assert said[3][1] == "replaced, never published"
    assert said[4][:2] == ["none", "cancelled, never published"]
    assert said[2][1] == "live now"


def test_editions_that_were_replaced_cost_the_history_no_query_each(client, publisher):
    article = make_article("First")
    counts = []
    for _time in range(3):
        asked = {"by": publisher, "replace_scheduled": True}
        schedule_article(article, at=later(), **asked)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(article, "revisions"))
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_what_was_published_in_the_place_of_a_scheduled_edition_is_named(client, publisher):
    article = make_article("First")
    schedule_article(article, at=later(), by=publisher)

    publish_article(article, by=publisher, replace_scheduled=True)

    assert "replaced by edition 2 before it was shown" in edition_lines(client, article)[1][2]


def test_a_fix_made_in_the_scheduled_edition_too_is_called_so(client, publisher):
    article = make_article("First")
    publish_article(article, by=publisher)
    kept(article, "Planned")
    schedule_article(Article.objects.get(), at=later(), by=publisher)
    story = replace(thaw(article.editions.get(number=1).frozen), standfirst="Fixed.")

    fix_live(article, story, by=publisher, also=[SCHEDULED])

    page = text(client.get(url(article, "revisions")))
    tags = re.findall(r'Edition (\d+) <span.*?(?:diff-kind">([^<]+)|history-said)', page)
    assert dict(tags) == {
        "1": "first publication",
        "2": "",
        "3": "fixed while live, improvement",
        "4": "scheduled edition, changed by a fix, improvement",
    }
    assert "replaced by edition 4" in edition_lines(client, article)[2][2]


def test_an_edition_that_another_followed_was_live(client, publisher):
    article = make_article("First")
    for headline in ("First", "Second"):
        kept(article, headline)
        publish_article(Article.objects.get(pk=article.pk), by=publisher)

    said = edition_lines(client, article)

    assert said[1][:2] == ["draft", "was live"]
    assert said[2][:2] == ["live", "live now"]


def test_what_is_offered_for_comparing_is_called_by_how_it_stands(client, publisher):
    page = text(client.get(url(standing_editions(publisher), "compare", a="edition:3")))

    assert re.search(r">Edition 1: withheld on [^<]+; it was live from [^<]+</option>", page)
    assert re.search(r">Edition 2: live now, from [^<]+</option>", page)
    assert re.search(r">Edition 4: scheduled for [^<]+</option>", page)
    called = re.compile(
        r'diff-of">Edition 3: replaced by edition 4 before it was shown; '
        r"it was scheduled for [^<]+<"
    )
    assert called.search(page)


def test_a_save_is_compared_with_live_only_where_something_is_live(client, publisher):
    article = make_article()
    kept(article)
    assert "Compare with live" not in text(client.get(url(article, "revisions")))

    publish_article(article, by=publisher)

    assert "Compare with live" in text(client.get(url(article, "revisions")))


# Roles.

MAY = {
    "revisions": {"Author", "Editor", "Publisher"},
    "compare": {"Author", "Editor", "Publisher"},
    "restore": {"Author", "Editor", "Publisher"},
    "deleted": {"Editor", "Publisher"},
    "restore_deleted": {"Editor", "Publisher"},
    "deleted_preview": {"Editor", "Publisher"},
}


@pytest.mark.parametrize("role", [None, "Author", "Editor", "Publisher"])
def test_every_address_of_the_history_asks_the_role_table(client, role):
    article = make_article()
    state = f"revision:{kept(article).pk}"
    gone = deleted()
    client.force_login(make_user(role))
    addresses = {
        "revisions": url(article, "revisions"),
        "compare": url(article, "compare", a=state),
        "restore": url(article, "restore", state=state),
        "deleted": f"{ROOT}deleted/",
        "restore_deleted": f"{ROOT}deleted/{gone.pk}/",
        "deleted_preview": f"{ROOT}deleted/{gone.pk}/page/",
    }

    for name, address in addresses.items():
        expected = 200 if role in MAY[name] else 403
        assert client.get(address).status_code == expected, name
        if role not in MAY[name]:
            assert client.post(address).status_code == 403, name


def test_an_author_is_not_led_to_deleted_articles(client, author):
    assert f"{ROOT}deleted/" not in text(client.get(ROOT))
