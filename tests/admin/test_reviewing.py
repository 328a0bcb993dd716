"""The steps of the review, as authors and editors take them."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.utils import timezone

from memorial.models import Article, Comment, ReviewStep, Revision, Stage
from memorial.services.commenting import add_comment
from memorial.services.permitting import ROLES
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.reviewing import approve, send_to_review
from memorial.services.saving import keep_revision
from tests.admin.posting import form_values
from tests.admin.reviews import FETCH, in_review, text_of, url, values
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def newest(article):
    return Revision.objects.of(article).first()


def approved():
    article = in_review()
    approve(article, by=None, seen_revision=newest(article).pk)
    return article


def stage(article):
    return Article.objects.get(pk=article.pk).stage


# Sending.


def test_an_authors_main_button_saves_first_and_then_sends(client, author):
    article = make_article("As it was")
    page = text_of(client, article)
    assert '<button type="submit" class="default" name="_send">' in page
    assert 'name="_publish"' not in page

    answer = client.post(url(article), {**values(client, article, headline="New"), "_send": "1"})
    assert answer["Location"] == url(article, "send")
    answer = client.post(url(article, "send"), {"note": "Please look."}, follow=True)

    assert Article.objects.get().headline == "New"
    assert stage(article) == Stage.REVIEW
    shown = answer.content.decode()
    assert "In review: sent by author on" in shown
    assert "Please look." in shown


def test_a_new_article_is_sent_from_its_first_form(client, author):
    posted = form_values(client.get("/admin/memorial/article/add/"), headline="New")

    answer = client.post("/admin/memorial/article/add/", {**posted, "_send": "1"})

    assert answer["Location"] == url(Article.objects.get(), "send")


def test_opening_a_page_of_the_review_writes_nothing(client, publisher):
    article = make_article()

    for page in ("send", "return", "approve"):
        assert client.get(url(article, page)).status_code == 200

    assert not Revision.objects.exists()
    assert not ReviewStep.objects.exists()


def test_sending_twice_is_harmless_and_said(client, author):
    article = make_article()

    client.post(url(article, "send"), {})
    answer = client.post(url(article, "send"), {})

    assert "in review already" in answer.content.decode()
    assert ReviewStep.objects.count() == 1


# Returning.


def test_a_return_asks_for_a_note_and_keeps_what_was_typed(client, editor):
    article = in_review()

    refused = client.post(url(article, "return"), {"note": " "})
    assert "Say what is missing" in refused.content.decode()
    too_long = client.post(url(article, "return"), {"note": "Why? " * 500})
    assert "Why? Why?" in too_long.content.decode()
    assert stage(article) == Stage.REVIEW

    answer = client.post(
        url(article, "return"), {"note": "Name the <b>source</b>.\nThen send it."}, follow=True
    )

    page = answer.content.decode()
    assert "A draft again: returned by editor on" in page
    assert "Name the &lt;b&gt;source&lt;/b&gt;.<br>Then send it." in page


# Approving.


def test_an_editor_approves_the_save_that_was_seen(client, editor):
    article = in_review()
    page = client.get(url(article, "approve"))
    assert f"/revisions/{newest(article).pk}/" in page.content.decode()

    answer = client.post(url(article, "approve"), form_values(page), follow=True)

    assert stage(article) == Stage.APPROVED
    assert "Approved by editor on" in answer.content.decode()


def test_a_save_in_between_is_not_approved_and_is_shown(client, editor):
    article = in_review()
    opened = form_values(client.get(url(article, "approve")), note="Good.")
    keep_revision(article, by=None)

    answer = client.post(url(article, "approve"), opened)

    page = answer.content.decode()
    assert "Somebody saved this since" in page
    assert f'name="seen_revision" value="{newest(article).pk}"' in page
    assert "Good." in page
    assert stage(article) == Stage.REVIEW


@pytest.mark.parametrize("seen", ["", "0", "x", "9" * 30])
def test_a_forged_save_is_not_approved(client, editor, seen):
    article = in_review()

    answer = client.post(url(article, "approve"), {"seen_revision": seen})

    assert answer.status_code == 200
    assert stage(article) == Stage.REVIEW


@pytest.mark.parametrize(
    ("button", "page"),
    [
        ("_approve", "approve/"),
        ("_return", "return/"),
        ("_compare", "compare/?a=live&b=working"),
        ("_fix", "fix/"),
        ("_beside", "beside/"),
    ],
)
def test_a_link_that_acts_on_what_is_saved_saves_first_and_says_so(client, editor, button, page):
    article = in_review()

    answer = client.post(url(article), {**values(client, article, headline="New"), button: "1"})

    assert answer["Location"] == f"/admin/memorial/article/{article.pk}/{page}"
    assert [str(said) for said in get_messages(answer.wsgi_request)] == ["Saved."]
    assert Article.objects.get().headline == "New"


def test_what_cannot_be_saved_leads_nowhere(client, editor):
    article = in_review()

    answer = client.post(url(article), {**values(client, article, headline=""), "_approve": "1"})

    assert answer.status_code == 200
    assert 'name="_continue"' in answer.content.decode()


def test_a_reviewer_who_changed_words_approves_them_knowingly(client, editor):
    article = in_review()
    sent = newest(article)
    assert "changed since" not in text_of(client, article, "approve")

    client.post(url(article), {**values(client, article, headline="New"), "_approve": "1"})
    page = client.get(url(article, "approve"))
    client.post(url(article, "approve"), form_values(page))

    shown = page.content.decode()
    assert "You saved these words yourself" in shown
    assert "These are not the words that were sent" in shown
    assert f"?a=revision:{sent.pk}&amp;b=revision:{newest(article).pk}" in shown
    assert stage(article) == Stage.APPROVED
    assert ReviewStep.objects.first().revision == newest(article)


def test_returning_what_was_approved_with_words_of_ones_own_returns_those(client, editor):
    article = approved()

    client.post(url(article), {**values(client, article, headline="New"), "_return": "1"})
    client.post(url(article, "return"), {"note": "Name the source."})

    step = ReviewStep.objects.first()
    assert (step.kind, step.revision.headline) == ("returned", "New")
    assert stage(article) == Stage.DRAFT


def test_ones_own_words_are_approved_knowingly(client, editor):
    article = make_article()
    keep_revision(article, by=editor)
    send_to_review(article, by=editor)

    assert "You saved these words yourself" in text_of(client, article, "approve")


def test_open_comments_are_counted_before_approval(client, editor):
    article = in_review()
    for text in ("One", "Two"):
        add_comment(article, by=None, text=text)

    assert "2 comments are not resolved." in text_of(client, article, "approve")


def test_the_form_says_before_a_save_that_it_returns_the_piece_to_review(client, author):
    article = approved()
    assert "A save of other words returns it to review." in text_of(client, article)

    posted = values(client, article, headline="Other words")
    answer = client.post(url(article), {**posted, "_continue": "1"}, follow=True)

    assert stage(article) == Stage.REVIEW
    assert "It was approved; author saved other words on" in answer.content.decode()


def test_the_button_publish_saves_the_same_words_and_keeps_the_approval(client, publisher):
    article = make_article()
    client.post(url(article), {**values(client, article), "_continue": "1"})
    send_to_review(article, by=None)
    approve(article, by=None, seen_revision=newest(article).pk)

    client.post(url(article), {**values(client, article), "_publish": "1"})

    assert stage(article) == Stage.APPROVED
    page = text_of(client, article, "publish")
    assert "Approved by" in page
    assert "Nobody has approved this save." not in page


def test_a_publisher_may_publish_what_nobody_approved_and_is_told(client, publisher):
    article = in_review()
    assert "Nobody has approved this save." in text_of(client, article, "publish")

    client.post(url(article, "publish"), {"when": "now"})

    assert article.editions.live().exists()


def test_every_step_stands_in_the_history_of_the_form(client, editor):
    page = text_of(client, approved())

    assert "2 steps so far" in page
    for step in ("Sent to review", "Approved"):
        assert f"<b>{step}</b>" in page


def test_what_readers_see_already_is_not_called_a_draft(client, publisher):
    article = make_article()
    keep_revision(article, by=None)
    assert "A draft: nobody has been asked" in text_of(client, article)

    publish_article(article, by=None)

    assert "A draft: nobody has been asked" not in text_of(client, article)


# Mail.


@pytest.mark.parametrize("address", ["eve@memorial.example", ""])
def test_the_sender_hears_whether_there_is_mail(
    client, author, address, django_capture_on_commit_callbacks
):
    make_user("Editor", email=address)
    article = make_article()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url(article, "send"), {}, follow=True)

    assert len(mail.outbox) == bool(address)
    assert all(f"http://testserver{url(article)}" in letter.body for letter in mail.outbox)
    assert ("No mail was sent" in answer.content.decode()) is not bool(address)


# Every door asks the table.

DOORS = {
    "send": ("change", "get"),
    "return": ("review", "get"),
    "approve": ("review", "get"),
    "comments": ("view", "get"),
    "comments/{}/resolve": ("view", "post"),
    "comments/{}/reopen": ("view", "post"),
}


def granted(role):
    names = list(ROLES)
    own = names[: names.index(role) + 1] if role else []
    return {
        verb for name in own for nouns, verbs in ROLES[name] if "article" in nouns for verb in verbs
    }


@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_door_opens_for_those_whom_the_table_names(client, role):
    client.force_login(make_user(role))
    article = in_review()
    comment = add_comment(article, by=None, text="Why?")

    for path, (verb, method) in DOORS.items():
        answer = getattr(client, method)(url(article, path.format(comment.pk)), headers=FETCH)

        assert (answer.status_code == 200) == (verb in granted(role)), path
        assert answer.status_code in (200, 403)


@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_forged_step_changes_nothing_without_the_right(client, role):
    client.force_login(make_user(role))
    article = in_review()
    steps = ReviewStep.objects.count()
    forged = {"note": "x", "seen_revision": newest(article).pk, "text": "x"}

    for path, (verb, _method) in DOORS.items():
        if verb not in granted(role):
            assert client.post(url(article, path.format(1)), forged).status_code in (403, 404)

    if role in (None, "Author"):
        assert ReviewStep.objects.count() == steps
        assert stage(article) == Stage.REVIEW
    assert not Comment.objects.exists()


@pytest.mark.parametrize("path", ["send", "return", "approve", "comments", "comments/1/resolve"])
def test_a_stranger_is_led_to_the_login_and_nothing_that_is_not_there_is_found(client, path):
    article = make_article()
    assert "/admin/login/" in client.post(url(article, path))["Location"]

    client.force_login(make_user("Publisher"))
    for number in (10**6, 2**40):
        answer = client.post(f"/admin/memorial/article/{number}/{path}/", {"note": "x"})
        assert answer.status_code == 404


def test_the_buttons_are_those_that_a_role_may_press(client):
    article = in_review()
    client.force_login(make_user("Author"))
    assert url(article, "approve") not in text_of(client, article)

    client.force_login(make_user("Editor"))
    page = text_of(client, article)

    assert url(article, "approve") in page
    assert url(article, "return") in page
    assert 'name="_send"' not in page


# What is said of readers, of comments and of the stage.


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("send", "Sending shows nothing to readers: they see a change once it is published."),
        ("return", "Returning changes nothing for readers."),
        ("approve", "Approving shows nothing to readers"),
    ],
)
def test_no_step_of_the_review_claims_to_show_anything(client, editor, page, said):
    article = make_article() if page == "send" else in_review()

    text = " ".join(text_of(client, article, page).split())

    assert "What would change for readers" in text
    assert said in text
    assert "Once it is published, the whole page appears." in text
    assert "What changes for readers" not in text


def test_the_head_of_the_form_says_how_many_comments_wait(client, author):
    article = in_review()
    for words in ("Who says so?", "When?"):
        add_comment(article, by=author, text=words)

    page = " ".join(text_of(client, article).split())

    assert '<a class="st late" href="#comments">2 comments wait.</a>' in page


def test_what_is_live_and_nothing_newer_is_called_no_draft(client, publisher):
    article = make_article()
    keep_revision(article, by=None)
    publish_article(article, by=None)
    assert "nobody has been asked to review it" not in text_of(client, article)

    client.post(url(article), values(client, article, headline="Newer", _continue="1"))

    assert "A newer draft: nobody has been asked to review it." in text_of(client, article)


def test_what_is_scheduled_for_the_first_time_is_called_no_draft(client, publisher):
    article = make_article()
    keep_revision(article, by=None)
    schedule_article(article, at=timezone.now() + timedelta(hours=1), by=None)

    assert "nobody has been asked to review it" not in text_of(client, article)
