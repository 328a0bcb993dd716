"""The head of the form, and the pages that change what readers see, as a publisher uses them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.admin.article_pages.standing import head_of
from memorial.models import Address, Article, Correction, Edition, Revision, Withholding
from memorial.services.correcting import Meaning
from memorial.services.permitting import ROLES
from memorial.services.publishing import schedule_article
from memorial.services.saving import keep_revision
from memorial.services.withdrawing import withdraw_article
from tests.admin.live_articles import CORRECTION, head, kept_fix, saved, text_of, url
from tests.admin.posting import form_values
from tests.factories import (
    add_block,
    later,
    make_article,
    make_statement,
    make_user,
    published,
    rewrite,
)

pytestmark = pytest.mark.django_db


# The head of the form.


def test_the_head_says_what_readers_see_and_that_nothing_differs(client, editor, live):
    said = head(client, live)

    assert "Readers see edition 1, since" in said
    assert "(first publication)" in said
    assert "The working copy says the same as edition 1." in said


def test_the_head_counts_the_parts_that_differ(client, editor, live):
    saved(live, headline="Other", standfirst="New.")
    assert "The working copy differs from edition 1 in 2 parts." in head(client, live)

    saved(live, headline="As published")
    assert "The working copy differs from edition 1 in 1 part." in head(client, live)


def test_the_head_says_what_is_scheduled_and_what_differs_from_that(client, editor, live):
    saved(live, headline="Planned")
    schedule_article(live, at=later(), by=None, meaning=Meaning("update"))
    saved(live, standfirst="Newer still.")

    said = head(client, live)

    assert "Edition 2 is scheduled for" in said
    assert "(update)" in said
    assert "The working copy differs from edition 1 in 2 parts." in said
    assert "The working copy differs from edition 2 in 1 part." in said


def test_the_head_says_since_when_and_why_a_page_is_withdrawn(client, editor, live):
    withdraw_article(live, reason="It named the wrong person.", by=None)

    said = head(client, live)

    assert "Withdrawn on" in said
    assert "It named the wrong person." in said


def test_the_head_costs_what_it_costs_however_long_the_story(client, publisher):
    counts = []
    for length in (2, 12):
        article = make_article(f"{length}", [f"Words {n}" for n in range(length)])
        keep_revision(article, by=None)
        published(article)
        assert client.get(url(article)).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            head_of(Article.objects.get(pk=article.pk))
        counts.append(len(queries) - 1)

    assert counts[0] == counts[1] <= 5


def test_a_publisher_schedules_from_the_form_in_one_click(client, publisher, live):
    values = form_values(client.get(url(live)), headline="Typed and not saved")

    page = client.post(url(live), {**values, "_schedule": "1"}, follow=True)

    assert page.redirect_chain[-1][0] == f"{url(live, 'publish')}?when=later"
    assert form_values(page)["when"] == "later"
    assert Article.objects.get().headline == "Typed and not saved"


def test_comparing_fixing_and_scheduling_are_one_click_from_the_form(client, publisher, live):
    page = client.get(url(live)).content.decode()

    for way in ("?a=live&amp;b=working", url(live, "fix"), 'name="_schedule"'):
        assert way in re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_who_may_not_publish_is_not_offered_it(client, role, live):
    client.force_login(make_user(role))

    page = text_of(client.get(url(live)))

    for words in ("Schedule…", "Publish…", "Fix what is live"):
        assert words not in page


# Publishing what was seen.


def test_what_somebody_saved_meanwhile_is_not_published_unseen(client, publisher, live):
    saved(live, headline="Read by the publisher")
    values = form_values(client.get(url(live, "publish")), significance="update")
    live.claim_version(live.version)
    saved(live, headline="Never read")

    page = client.post(url(live, "publish"), values)

    text = text_of(page)
    assert "Somebody saved this while you were reading: look at it again." in text
    assert "Never read" in text
    assert live.editions.count() == 1
    client.post(url(live, "publish"), form_values(page))
    assert Edition.objects.live().get().headline == "Never read"
    assert Edition.objects.live().get().significance == "update"


def test_a_form_posted_twice_makes_one_edition(client, publisher):
    article = make_article()
    values = form_values(client.get(url(article, "publish")))

    answers = [client.post(url(article, "publish"), values) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert "What is live changed while you were reading" in text_of(answers[1])
    assert Edition.objects.count() == 1


def test_publishing_while_another_published_is_refused_and_shows_what_differs_now(
    client, publisher, live
):
    saved(live, headline="Mine")
    values = form_values(client.get(url(live, "publish")), significance="improvement")
    published(live)

    text = text_of(client.post(url(live, "publish"), values))

    assert "What is live changed while you were reading" in text
    assert "this is what readers see already" in text
    assert live.editions.count() == 2


def test_what_readers_see_already_is_not_published_again(client, publisher, live):
    values = form_values(client.get(url(live, "publish")), significance="improvement")

    assert "This is what readers see already" in text_of(client.post(url(live, "publish"), values))
    assert live.editions.count() == 1


def test_a_schedule_in_the_past_is_refused_and_nothing_typed_is_lost(client, publisher, live):
    saved(live, headline="Planned")
    values = form_values(
        client.get(url(live, "publish")), when="later", at="2001-01-01T10:00", **CORRECTION
    )

    page = client.post(url(live, "publish"), values)

    assert "This moment has passed" in text_of(page)
    again = form_values(page)
    assert again["at"] == "2001-01-01T10:00"
    assert again["was_wrong"] == "It was 3 m."
    assert not Edition.objects.scheduled().exists()


def test_a_withdrawn_page_is_published_again_unless_more_is_said(client, publisher, live):
    withdraw_article(live, reason="It named the wrong person.", by=None)
    page = client.get(url(live, "publish"))
    said = text_of(page)
    assert "What it means to readers that the page comes back" in said
    assert "It named the wrong person." in said
    assert "What this means to readers" not in said
    assert "Improvement" not in said
    assert form_values(page)["significance"] == "first"

    client.post(url(live, "publish"), form_values(page))

    assert client.get("/en/articles/gate/").status_code == 200
    assert "Readers see edition 2, since" in head(client, live)
    assert "(published again)" in head(client, live)
    assert "published again" in text_of(client.get(url(live, "revisions")))


def test_what_was_wrong_with_a_withdrawn_page_is_told_when_it_comes_back(client, publisher, live):
    withdraw_article(live, reason="Wrong.", by=None)

    values = form_values(client.get(url(live, "publish")), **CORRECTION)
    client.post(url(live, "publish"), values)

    assert Edition.objects.live().get().number == 2
    correction = Correction.objects.get()
    assert (correction.wrong_edition.number, correction.right_edition.number) == (1, 2)
    assert "It is 4 m." in client.get("/en/articles/gate/").content.decode()


def test_a_page_withdrawn_while_its_publisher_looked_is_asked_about_anew(client, publisher, live):
    saved(live, headline="Other")
    values = form_values(client.get(url(live, "publish")), significance="improvement")
    withdraw_article(live, reason="Wrong.", by=None)

    page = client.post(url(live, "publish"), values)

    assert "What is live changed while you were reading" in text_of(page)
    assert "Say what it means that the page comes back: choose one of these." in text_of(page)
    assert not Edition.objects.live().exists()


def test_withdrawing_while_a_change_is_scheduled_cancels_it_too(client, publisher, live):
    saved(live, headline="Planned")
    moment = later()
    schedule_article(live, at=moment, by=None, meaning=Meaning("correction", "a", "b"))

    page = client.get(url(live, "withdraw"))
    assert "is cancelled" in text_of(page)
    client.post(url(live, "withdraw"), {"reason": "Wrong."})

    assert not Edition.objects.live(moment).exists()
    assert client.get("/en/articles/gate/").status_code == 410


# The save bar.


def bar(client, article):
    page = text_of(client.get(url(article)))
    return page[page.index("savebar") :]


def test_the_bar_says_what_becomes_of_a_save(client, publisher, live):
    assert "Readers see no change until you publish." in bar(client, live)

    saved(live, headline="Planned")
    schedule_article(live, at=later(), by=None)
    planned = bar(client, live)
    saved(live, headline="Newer still")
    newer = bar(client, live)

    for said in (planned, newer):
        assert "Edition 2 appears by itself on" in said
        assert "no change until you publish" not in said
    assert "as it is saved here now. What you save from now on is not in it." in planned
    assert "without what was saved here since." in newer


def test_the_bar_repeats_what_became_of_the_save(client, publisher, live):
    values = form_values(client.get(url(live)), headline="Other", _continue="1")

    page = text_of(client.post(url(live), values, follow=True))

    assert page.count("was changed successfully") == 2
    assert '<p class="savebar-said" role="status">' in page


# The button that does it.


@pytest.mark.parametrize(("address", "title"), [("", "Publish"), ("?when=later", "Schedule")])
def test_the_page_is_called_after_what_was_asked(client, publisher, address, title):
    page = text_of(client.get(f"{url(make_article(), 'publish')}{address}"))

    assert f"<title>{title} | " in page


def test_a_moment_that_is_refused_leaves_the_page_called_schedule(client, publisher):
    article = make_article()
    values = form_values(client.get(f"{url(article, 'publish')}?when=later"), at="2001-01-01T10:00")

    page = text_of(client.post(url(article, "publish"), values))

    assert "This moment has passed" in page
    assert "<title>Schedule | " in page


# What it means.


def test_the_first_publication_is_not_asked_what_it_means(client, publisher):
    article = make_article()

    page = client.get(url(article, "publish"))

    assert "What this means to readers" not in text_of(page)


def test_nothing_is_chosen_beforehand_and_a_choice_is_needed(client, publisher, live):
    saved(live, headline="Other")
    page = client.get(url(live, "publish"))
    assert "significance" not in form_values(page)

    answer = client.post(url(live, "publish"), form_values(page))

    assert "Say what this means to readers" in text_of(answer)
    assert live.editions.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_right": ""}, "Say what is right: readers see it beside what was wrong."),
        ({"was_wrong": "  "}, "Say what was wrong: readers see it beside what is right."),
        ({"was_wrong": "x" * 601}, "What was wrong has 601 characters. Keep it to 600."),
        ({"is_right": "x" * 601}, "What is right has 601 characters. Keep it to 600."),
        ({"significance": "update"}, "You wrote a correction: choose it here"),
        ({"significance": "first"}, "Say what this means to readers: improvement"),
    ],
)
def test_half_a_correction_is_refused_in_words(client, publisher, live, changes, said):
    saved(live, headline="Other")
    values = form_values(client.get(url(live, "publish")), **{**CORRECTION, **changes})

    page = client.post(url(live, "publish"), values)

    assert said in text_of(page)
    assert form_values(page)["was_wrong"].strip() == values["was_wrong"].strip()
    assert not Correction.objects.exists()


def test_a_correction_is_published_with_both_halves(client, publisher, live):
    saved(live, headline="Other")

    client.post(url(live, "publish"), form_values(client.get(url(live, "publish")), **CORRECTION))

    correction = Correction.objects.get()
    assert (correction.wrong_edition.number, correction.right_edition.number) == (1, 2)
    assert "It is 4 m." in client.get("/en/articles/gate/").content.decode()


def test_publishing_a_correction_costs_at_most_three_queries_more(client, publisher, live):
    counts = []
    for meaning in (Meaning(), Meaning("correction", "a", "b")):
        rewrite(live)
        with CaptureQueriesContext(connection) as queries:
            published(live, meaning=meaning)
        counts.append(len(queries))

    assert counts[1] <= counts[0] + 3
    assert counts[0] <= 40


# Who may.


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_door_asks_the_role_table(client, role, live):
    client.force_login(make_user("Publisher", "other"))
    confirm = kept_fix(client, live, headline="Fixed").removesuffix("/").split(f"{live.pk}/")[1]
    published(rewrite(live))
    published(make_article("Moving", slug="moving"))
    moved = Article.objects.get(headline="Moving")
    Article.objects.filter(pk=moved.pk).update(slug="moved")
    published(moved)
    client.force_login(make_user(role))
    doors = [
        *("publish", "cancel", "withdraw", "fix", confirm, f"{confirm}/let-go"),
        *("editions/1/withhold", "take-over/moving"),
    ]
    before = (Edition.objects.count(), Revision.objects.count())

    opened = {door: client.get(url(live, door)).status_code for door in doors}
    posted = {
        door: client.post(url(live, door), {"reason": "x", "when": "now"}).status_code
        for door in (doors if role != "Publisher" else [])
    }

    allowed = 200 if role == "Publisher" else 403
    assert opened == dict.fromkeys(doors, allowed)
    assert set(posted.values()) <= {403}
    if role != "Publisher":
        assert (Edition.objects.count(), Revision.objects.count()) == before
        assert not Withholding.objects.exists()
        assert Address.objects.get(slug="moving").article == moved


def test_a_stranger_is_led_to_the_login(client, live):
    for door in ("publish", "fix/1/let-go", "editions/1/withhold", "take-over/x"):
        assert "/admin/login/" in client.get(url(live, door))["Location"]


def test_opening_these_pages_writes_nothing(client, publisher, live):
    statement = make_statement(public_from=None)
    add_block(live, "statement", statement=statement)
    confirm = kept_fix(client, live, headline="Fixed")
    published(rewrite(live))
    withhold = url(live, "editions/1/withhold")

    with CaptureQueriesContext(connection) as queries:
        for page in (url(live), url(live, "publish"), confirm, f"{confirm}let-go/", withhold):
            assert client.get(page).status_code == 200

    written = [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "(SELECT"))]
    assert [sql for sql in written if "memorial_" in sql] == []
