"""The head of the form, and the pages that change what readers see, as a publisher uses them."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.admin.article_pages import fixing
from memorial.models import Address, Article, Correction, Edition, Revision, Withholding
from memorial.services.correcting import Meaning
from memorial.services.fixing import fix_live
from memorial.services.permitting import ROLES
from memorial.services.publishing import (
    publish_article,
    schedule_article,
    withdraw_article,
    withhold_edition,
)
from memorial.services.saving import keep_revision, keep_story
from memorial.services.waiting import let_fix_go, publish_fix
from memorial.story.frozen import thaw
from tests.admin.posting import form_values
from tests.factories import add_block, make_article, make_statement, make_user, rewrite

pytestmark = pytest.mark.django_db

CORRECTION = {"significance": "correction", "was_wrong": "It was 3 m.", "is_right": "It is 4 m."}


def later(hours=24):
    return timezone.now() + timedelta(hours=hours)


def url(article, page="change"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def saved(article, **fields):
    """The working copy with other words, saved as the form saves it."""
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()
    keep_revision(article, by=None)
    return article


def published(article, **asked):
    return publish_article(article, by=None, **asked)


def head(client, article):
    page = text_of(client.get(url(article)))
    return page[page.index('<ul class="standing"') : page.index("</ul>", page.index("standing"))]


@pytest.fixture
def live():
    """An article live in its first edition."""
    article = make_article("As published", ["Live words."], slug="gate")
    keep_revision(article, by=None)
    published(article)
    article.refresh_from_db()
    return article


def kept_fix(client, article, **changes):
    """Write a fix in the form; return the address of the page that publishes it."""
    values = form_values(client.get(url(article, "fix")), **changes)
    return client.post(url(article, "fix"), values, follow=True).request["PATH_INFO"]


# The head of the form.


def test_the_head_says_what_readers_see_and_that_nothing_differs(client, editor, live):
    said = head(client, live)

    assert "Readers see edition 1, since" in said
    assert "(first publication)" in said
    assert "The working copy says the same." in said


def test_the_head_counts_the_parts_that_differ(client, editor, live):
    saved(live, headline="Other", standfirst="New.")
    assert "The working copy differs from it in 2 parts." in head(client, live)

    saved(live, headline="As published")
    assert "The working copy differs from it in 1 part." in head(client, live)


def test_the_head_says_what_is_scheduled_and_what_differs_from_that(client, editor, live):
    saved(live, headline="Planned")
    schedule_article(live, at=later(), by=None, meaning=Meaning("update"))
    saved(live, standfirst="Newer still.")

    said = head(client, live)

    assert "Edition 2 is scheduled for" in said
    assert "(update)" in said
    assert "differs from it in 2 parts" in said
    assert "differs from it in 1 part." in said


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
        page = client.get(url(article))
        assert page.status_code == 200
        head_of = page.context["adminform"].model_admin.standing_of
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


def test_a_withdrawn_page_published_again_is_asked_what_it_means(client, publisher, live):
    withdraw_article(live, reason="Wrong.", by=None)
    page = client.get(url(live, "publish"))
    assert "significance" not in form_values(page)
    assert "What this means to readers" in text_of(page)

    client.post(url(live, "publish"), form_values(page, **CORRECTION))

    assert Edition.objects.live().get().number == 2
    assert client.get("/en/articles/gate/").status_code == 200
    assert "It is 4 m." in client.get("/en/articles/gate/").content.decode()


def test_withdrawing_while_a_change_is_scheduled_cancels_it_too(client, publisher, live):
    saved(live, headline="Planned")
    moment = later()
    schedule_article(live, at=moment, by=None, meaning=Meaning("correction", "a", "b"))

    page = client.get(url(live, "withdraw"))
    assert "is cancelled" in text_of(page)
    client.post(url(live, "withdraw"), {"reason": "Wrong."})

    assert not Edition.objects.live(moment).exists()
    assert client.get("/en/articles/gate/").status_code == 410


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
        ({"is_right": ""}, "write this half too"),
        ({"was_wrong": "  "}, "write this half too"),
        ({"was_wrong": "x" * 601}, "at most 600 characters"),
        ({"significance": "update"}, "You wrote a correction: choose it here"),
        ({"significance": "first"}, "Select a valid choice"),
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


# Fixing, part by part.


@pytest.fixture
def planned(live):
    """The same with a scheduled change of the headline, and a newer standfirst being written."""
    saved(live, headline="Planned")
    schedule_article(live, at=later(), by=None)
    saved(live, standfirst="Being written.")
    return live


def test_each_change_of_a_fix_is_offered_where_it_fits(client, publisher, planned):
    confirm = kept_fix(
        client,
        planned,
        headline="Fixed",
        standfirst="Fixed too.",
        **{"memorial_proseblock_set-0-html": "<p>Fixed words.</p>"},
    )

    page = client.get(confirm)

    block = Edition.objects.live().get().story_page.blocks[0].key
    values = form_values(page)
    assert values["scheduled"] == ["standfirst", f"block:{block}"]
    assert values["working_copy"] == f"block:{block}"
    text = text_of(page)
    assert "Not in the scheduled edition: this part was changed there. It says:" in text
    assert '<blockquote class="change-words">Planned</blockquote>' in text
    assert '<blockquote class="change-words">Being written.</blockquote>' in text


def test_the_fix_is_made_where_it_was_ticked_and_what_was_made_is_said(client, publisher, planned):
    confirm = kept_fix(client, planned, **{"memorial_proseblock_set-0-html": "<p>Fixed.</p>"})
    values = form_values(client.get(confirm), significance="update")

    page = client.post(confirm, {**values, "working_copy": []}, follow=True)

    text = text_of(page)
    assert "Fixed: readers see it now." in text
    assert "1 change was made in the scheduled edition too." in text
    assert "in the working copy too" not in text
    live, waiting = Edition.objects.live().get(), Edition.objects.scheduled().get()
    for edition in (live, waiting):
        assert edition.story_page.blocks[0].words["html"] == "<p>Fixed.</p>"
    assert (live.headline, waiting.headline) == ("As published", "Planned")
    assert live.significance == "update"
    assert planned.memorial_proseblock_set.get().html == "<p>Live words.</p>"


def test_what_was_changed_there_between_reading_and_publishing_is_said(client, publisher, planned):
    confirm = kept_fix(client, planned, **{"memorial_proseblock_set-0-html": "<p>Fixed.</p>"})
    values = form_values(client.get(confirm), significance="improvement")
    planned.memorial_proseblock_set.update(html="<p>Rewritten.</p>")

    text = text_of(client.post(confirm, values, follow=True))

    assert "1 change did not fit the working copy: that part was changed there." in text
    assert planned.memorial_proseblock_set.get().html == "<p>Rewritten.</p>"


def test_a_fix_is_asked_what_it_means_and_ticks_are_kept(client, publisher, planned):
    confirm = kept_fix(client, planned, **{"memorial_proseblock_set-0-html": "<p>Fixed.</p>"})
    values = form_values(client.get(confirm))

    page = client.post(confirm, {**values, "working_copy": []})

    assert "Say what this means to readers" in text_of(page)
    assert "working_copy" not in form_values(page)
    assert "scheduled" in form_values(page)
    assert Edition.objects.live().get().number == 1


def test_a_fix_posted_twice_is_published_once(client, publisher, live):
    confirm = kept_fix(client, live, headline="Fixed")
    values = form_values(client.get(confirm), **CORRECTION)

    answers = [client.post(confirm, values, follow=True) for _time in range(2)]

    assert "This fix was published already." in text_of(answers[1])
    assert live.editions.count() == 2
    assert Correction.objects.count() == 1


def test_a_fix_of_words_that_were_fixed_meanwhile_says_so_before_it_is_published(
    client, publisher, live
):
    confirm = kept_fix(client, live, headline="Mine")
    story = thaw(Edition.objects.live().get().frozen)
    fix_live(live, type(story)(**{**vars(story), "headline": "Theirs"}), by=None)

    page = client.get(confirm)

    assert page.status_code == 200
    assert "Somebody fixed the same words meanwhile" in text_of(page)


def test_a_fix_that_waits_is_found_again_and_gone_on_with(client, publisher, live):
    confirm = kept_fix(client, live, headline="Half a fix")
    kept = Revision.objects.get(purpose="fix")

    assert "A fix by publisher, written on" in head(client, live)
    assert f'href="{confirm}"' in head(client, live)
    form = client.get(f"{url(live, 'fix')}?revision={kept.pk}")
    values = form_values(form)
    assert values["headline"] == "Half a fix"
    client.post(f"{url(live, 'fix')}?revision={kept.pk}", {**values, "headline": "A whole fix"})

    again = Revision.objects.get(purpose="fix")
    assert (again.headline, again.base) == ("A whole fix", live.editions.get())


def test_a_fix_of_somebody_else_stays_when_one_goes_on_from_it(client, publisher, live):
    kept_fix(client, live, headline="Half a fix")
    kept = Revision.objects.get(purpose="fix")
    client.force_login(make_user("Publisher", "other"))
    values = form_values(client.get(f"{url(live, 'fix')}?revision={kept.pk}"))

    client.post(f"{url(live, 'fix')}?revision={kept.pk}", {**values, "headline": "A whole fix"})

    assert Revision.objects.filter(purpose="fix").count() == 2


@pytest.mark.parametrize("end", [publish_fix, let_fix_go])
def test_a_fix_that_waits_no_more_leaves_what_is_typed_meanwhile(client, publisher, live, end):
    kept_fix(client, live, headline="Half a fix")
    kept = Revision.objects.get(purpose="fix")
    form_url = f"{url(live, 'fix')}?revision={kept.pk}"
    typed = form_values(client.get(form_url), headline="Long careful words")
    end(live, kept, by=None)

    answer = client.post(form_url, typed)

    again = Revision.objects.get(headline="Long careful words")
    assert (again.purpose, again.base.number) == ("fix", 1)
    assert answer.url == url(live, f"fix/{again.pk}")


def test_a_fix_that_is_published_while_it_is_gone_on_with_is_no_error(
    client, publisher, live, monkeypatch
):
    kept_fix(client, live, headline="Half a fix")
    kept = Revision.objects.get(purpose="fix")
    form_url = f"{url(live, 'fix')}?revision={kept.pk}"
    typed = form_values(client.get(form_url), headline="Long careful words")

    def publish_first(*names, **asked):
        publish_fix(live, kept, by=None)
        return keep_story(*names, **asked)

    monkeypatch.setattr(fixing, "keep_story", publish_first)

    assert client.post(form_url, typed).status_code == 302
    assert Revision.objects.filter(headline="Long careful words").exists()


def test_a_fix_of_what_is_withdrawn_meanwhile_keeps_the_words_in_the_form(client, publisher, live):
    add_typed = {"memorial_proseblock_set-0-html": "<p>Typed words.</p>"}
    typed = form_values(client.get(url(live, "fix")), headline="Long careful words", **add_typed)
    withdraw_article(live, reason="Wrong.", by=None)

    answer = client.post(url(live, "fix"), typed)

    assert answer.status_code == 200
    assert "Readers do not see this article any more" in text_of(answer)
    values = form_values(answer)
    assert values["headline"] == "Long careful words"
    assert values["memorial_proseblock_set-0-html"] == "<p>Typed words.</p>"
    assert client.get(url(live, "fix")).status_code == 404


def test_a_fix_that_waits_is_let_go(client, publisher, live):
    confirm = kept_fix(client, live, headline="Half a fix")
    asked = client.get(f"{confirm}let-go/")
    assert "is forgotten" in text_of(asked)
    assert Revision.objects.filter(purpose="fix").exists()

    client.post(f"{confirm}let-go/")

    assert "is waiting" not in head(client, live)
    assert client.get(confirm).status_code == 404


def test_a_published_fix_waits_no_longer(client, publisher, live):
    confirm = kept_fix(client, live, headline="Fixed")

    client.post(confirm, {"significance": "improvement"})

    assert "is waiting" not in head(client, live)


def test_a_save_of_the_working_copy_cannot_be_published_as_a_fix(client, publisher, live):
    save = Revision.objects.of(live).saves().first()

    assert client.get(url(live, f"fix/{save.pk}")).status_code == 404
    assert client.post(url(live, f"fix/{save.pk}/let-go")).status_code == 404
    for number in (save.pk, "x", "9" * 30):
        assert client.get(f"{url(live, 'fix')}?revision={number}").status_code == 404


# Withholding.


def test_an_old_edition_is_withheld_from_the_history_with_a_reason(client, publisher, live):
    published(rewrite(live), meaning=Meaning("update"))
    page = url(live, "editions/1/withhold")
    assert page in client.get(url(live, "revisions")).content.decode()
    assert "no reader sees them" in text_of(client.get(page))

    client.post(page, {"reason": "A court said so."})

    withholding = Withholding.objects.get()
    assert (withholding.edition.number, withholding.by) == (1, publisher)
    assert client.get("/en/articles/gate/editions/1/").status_code == 410
    assert client.get("/en/articles/gate/").status_code == 200
    assert "has been withheld since" in text_of(client.get(page))


def test_withholding_asks_for_its_reason(client, publisher, live):
    published(rewrite(live))

    page = client.post(url(live, "editions/1/withhold"), {"reason": " "})

    assert "Give the reason" in text_of(page)
    assert not Withholding.objects.exists()


def test_what_is_live_is_withdrawn_and_not_withheld(client, publisher, live):
    assert "withhold/" not in client.get(url(live, "revisions")).content.decode()

    page = client.post(url(live, "editions/1/withhold"), {"reason": "x"})

    assert "withdraw the article instead" in text_of(page)
    assert not Withholding.objects.exists()


@pytest.mark.parametrize("number", ["2", "0", "9" * 30])
def test_an_edition_that_is_not_there_is_not_withheld(client, publisher, live, number):
    assert client.get(url(live, f"editions/{number}/withhold")).status_code == 404


# Taking over an address.


@pytest.fixture
def heir(live):
    """An article that wants /gate/, which the other has left."""
    Article.objects.filter(pk=live.pk).update(slug="new-gate")
    published(live)
    return make_article("Heir")


def test_a_publisher_takes_over_an_address_from_the_error_it_gave(client, publisher, live, heir):
    values = form_values(client.get(url(heir)), slug="gate", headline="Typed")
    refused = client.post(url(heir), {**values, "_continue": "1"})
    page = url(heir, "take-over/gate")
    assert page in refused.content.decode()
    assert form_values(refused)["headline"] == "Typed"
    assert "/en/articles/new-gate/" in text_of(client.get(page))
    assert Address.objects.get(slug="gate").article == live

    client.post(page)
    client.post(url(heir), {**form_values(refused), "_continue": "1"})

    assert Address.objects.get(slug="gate").article == heir
    assert Article.objects.get(pk=heir.pk).slug == "gate"
    assert client.get("/en/articles/gate/").status_code == 404


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_an_address_is_not_offered_to_those_who_may_not(client, role, live, heir):
    client.force_login(make_user(role))
    values = form_values(client.get(url(heir)), slug="gate")

    refused = client.post(url(heir), {**values, "_continue": "1"}).content.decode()

    assert "belongs to" in refused
    assert "take-over" not in refused


def test_an_address_where_readers_find_a_page_stays(client, publisher, live, heir):
    page = client.post(url(heir, "take-over/new-gate"))

    assert "Readers find “As published” at this address now." in text_of(page)
    assert Address.objects.get(slug="new-gate").article == live


@pytest.mark.parametrize("slug", ["nobody-has-this", "new-gate"])
def test_an_address_that_is_no_others_is_not_found(client, publisher, live, heir, slug):
    assert client.get(url(live, f"take-over/{slug}")).status_code == 404


# Withdrawing: what to read instead.


def test_the_form_of_a_withdrawal_lists_no_articles(client, publisher, live):
    for number in range(5):
        published(make_article(f"Instead {number}"))

    with CaptureQueriesContext(connection) as queries:
        page = client.get(url(live, "withdraw"))

    assert "Instead 1" not in text_of(page)
    assert len(queries) <= 9


def test_only_live_articles_of_the_language_are_offered_instead(client, publisher, live):
    published(make_article("Instead of it"))
    make_article("Instead, a draft")
    published(make_article("Instead, на русском", language="ru"))
    page = client.get(url(live, "withdraw")).content.decode()
    address = unescape(page.split('data-ajax--url="')[1].split('"')[0])
    asked = "app_label=memorial&model_name=withdrawal&field_name=replacement"

    offered = client.get(f"{address}&{asked}&term=").json()["results"]

    assert [each["text"] for each in offered] == ["Instead of it"]


def test_an_article_is_chosen_to_be_read_instead(client, publisher, live):
    instead = published(make_article("Instead of it")).article

    client.post(url(live, "withdraw"), {"reason": "Wrong.", "replacement": instead.pk})

    assert live.withdrawals.get().replacement == instead


@pytest.mark.parametrize("which", ["itself", "draft"])
def test_what_readers_cannot_read_is_refused_and_the_reason_kept(client, publisher, live, which):
    other = live if which == "itself" else make_article("A draft")

    page = client.post(url(live, "withdraw"), {"reason": "Wrong.", "replacement": other.pk})

    assert page.status_code == 200
    assert form_values(page)["reason"] == "Wrong."
    assert Edition.objects.live().exists()


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


def test_the_reason_of_a_withheld_edition_is_shown_in_the_history(client, editor, live):
    published(rewrite(live))
    withhold_edition(live.editions.get(number=1), reason="A court said so.", by=None)

    page = text_of(client.get(url(live, "revisions")))

    assert "withheld" in page
    assert "Withhold…" not in page
