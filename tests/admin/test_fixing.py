"""A fix of what is live, as a publisher makes it: offered part by part, kept, let go."""

import pytest

from memorial.models import Correction, Edition, Revision, Statement
from memorial.services import waiting
from memorial.services.fixing import fix_live
from memorial.services.publishing import schedule_article
from memorial.services.saving import keep_story
from memorial.services.waiting import let_fix_go, publish_fix
from memorial.services.withdrawing import withdraw_article
from memorial.story.frozen import thaw
from tests import factories
from tests.admin.live_articles import CORRECTION, head, kept_fix, saved, text_of, url
from tests.admin.posting import add_block, form_values
from tests.factories import later, make_user

pytestmark = pytest.mark.django_db


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


def test_what_is_said_of_the_other_texts_is_true_whatever_is_ticked(client, publisher, planned):
    confirm = kept_fix(client, planned, standfirst="Fixed.")

    said = text_of(client.get(confirm))

    assert 'name="scheduled" value="standfirst" checked' in said
    then = "Then the scheduled edition takes its place, with the changes that are ticked for it"
    # It gets another number where a change is ticked for it.
    assert then in said
    assert "edition 2 takes" not in said.lower()
    assert "The working copy gets the changes that are ticked for it, and no others." in said
    assert "The fix is live until the scheduled edition starts" not in said


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


def test_what_keeps_the_scheduled_edition_from_taking_a_fix_is_named(client, publisher, live):
    factories.add_block(live, "statement", statement=factories.make_statement())
    saved(live, headline="Planned")
    schedule_article(live, at=later(), by=None)
    Statement.objects.update(source=None)
    confirm = kept_fix(client, live, standfirst="Fixed.")
    values = form_values(client.get(confirm), significance="improvement")

    text = text_of(client.post(confirm, values))

    assert "The scheduled edition cannot take these changes" in text
    assert "<li>A statement has no source" in text
    assert Edition.objects.live().get().number == 1


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


@pytest.mark.parametrize("opened", ["", "?revision={}"], ids=["live", "waiting"])
def test_a_form_of_a_fix_posted_twice_keeps_one_fix_and_leads_to_it(
    client, publisher, live, opened
):
    kept_fix(client, live, headline="Begun")
    form_url = url(live, "fix") + opened.format(Revision.objects.get(purpose="fix").pk)
    typed = form_values(client.get(form_url), headline="Posted twice")
    typed = add_block(typed, "prose", html="<p>A block more.</p>")

    first, second = client.post(form_url, typed), client.post(form_url, typed)

    assert first.url == second.url
    assert Revision.objects.filter(purpose="fix", headline="Posted twice").count() == 1


def test_a_form_of_a_fix_posted_again_after_it_was_published_waits_for_nobody(
    client, publisher, live
):
    typed = form_values(client.get(url(live, "fix")), headline="Fixed")
    confirm = client.post(url(live, "fix"), typed).url
    client.post(confirm, form_values(client.get(confirm), **CORRECTION))

    page = client.post(url(live, "fix"), typed, follow=True)

    assert "This fix was published already." in text_of(page)
    assert Revision.objects.filter(purpose="fix").count() == 1


def test_two_people_who_fix_the_same_keep_a_fix_each(client, publisher, live):
    kept_fix(client, live, headline="The same")
    client.force_login(make_user("Publisher", "other"))

    kept_fix(client, live, headline="The same")

    assert Revision.objects.filter(purpose="fix").count() == 2


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

    monkeypatch.setattr(waiting, "keep_story", publish_first)

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
    for number in (save.pk, "x", "9" * 30, "9" * 5000):
        assert client.get(f"{url(live, 'fix')}?revision={number}").status_code == 404
