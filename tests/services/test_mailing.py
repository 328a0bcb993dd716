"""Holds the mail of a review: to whom, in which language, with which link, and never in the way."""

import socket
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail
from django.db import transaction

from memorial.models import Article, Revision, Stage
from memorial.services.commenting import add_comment, resolve_comment
from memorial.services.mailing import Letter, link_to_form, post_after_commit
from memorial.services.reviewing import approve, return_to_author, send_to_review
from memorial.services.saving import keep_revision
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a function that takes a step and does what follows its commit."""

    def take(service, *given, **asked):
        with django_capture_on_commit_callbacks(execute=True):
            return service(*given, **asked)

    return take


def colleague(role, name, **fields):
    return make_user(role, name, email=f"{name}@memorial.example", **fields)


def newest(article):
    return Revision.objects.of(article).first().pk


def sent_by(author, **fields):
    article = make_article(**fields)
    keep_revision(article, by=author)
    send_to_review(article, by=author)
    return article


def test_editors_are_told_when_a_piece_is_sent(committed):
    author = colleague("Author", "ada", first_name="Ada", last_name="Vale")
    colleague("Editor", "eve")
    colleague("Publisher", "pia")
    colleague("Editor", "gone", is_active=False)
    make_user("Editor", "no-address")
    colleague(None, "nobody")
    article = make_article("The gate opens & closes")

    taken = committed(
        send_to_review, article, by=author, note="Is “1921” right?", origin="http://desk.example/"
    )

    (letter,) = mail.outbox
    assert letter.to == ["eve@memorial.example", "pia@memorial.example"]
    assert letter.subject == "To review: The gate opens & closes"
    assert "Ada Vale sent “The gate opens & closes” to review." in letter.body
    assert "Is “1921” right?" in letter.body
    assert f"http://desk.example/admin/memorial/article/{article.pk}/change/" in letter.body
    assert not taken.letter.is_lost


def test_an_editor_who_sends_is_not_written_to(committed):
    eve = colleague("Editor", "eve")
    colleague("Editor", "ivo")

    committed(send_to_review, make_article(), by=eve)

    assert mail.outbox[0].to == ["ivo@memorial.example"]


def test_the_sender_and_the_last_to_save_are_told_what_is_missing(committed):
    author, other, eve = (
        colleague("Author", "ada"),
        colleague("Author", "ben"),
        colleague("Editor", "eve"),
    )
    article = sent_by(author)
    keep_revision(article, by=other)
    keep_revision(article, by=eve)

    committed(return_to_author, article, by=eve, note="Name the source.\nThen send it again.")

    (letter,) = mail.outbox
    assert letter.to == ["ada@memorial.example", "ben@memorial.example"]
    assert letter.subject.startswith("Returned to you: ")
    assert "Name the source.\nThen send it again." in letter.body


def test_the_author_is_told_of_approval_and_the_approver_is_not(committed):
    author, eve = colleague("Author", "ada"), colleague("Editor", "eve")
    article = sent_by(author)

    committed(approve, article, by=eve, seen_revision=newest(article))
    assert "changed after it was sent" not in mail.outbox[-1].body

    (letter,) = mail.outbox
    assert letter.to == ["ada@memorial.example"]
    assert letter.subject.startswith("Approved: ")


def test_the_author_is_told_that_other_words_were_approved_than_were_sent(committed):
    ada, eve = colleague("Author", "ada"), colleague("Editor", "eve")
    article = sent_by(ada)
    sent = newest(article)
    Article.objects.update(headline="The gate opened")
    keep_revision(Article.objects.get(), by=eve)

    committed(approve, article, by=eve, seen_revision=newest(article), origin="http://desk/")

    letter = mail.outbox[-1]
    assert letter.to == ["ada@memorial.example"]
    assert "Its words were changed after it was sent." in letter.body
    page = f"http://desk/admin/memorial/article/{article.pk}/compare/"
    assert f"{page}?a=revision:{sent}&b=revision:{newest(article)}" in letter.body


def test_mail_is_in_the_sites_language_whoever_presses_the_button(committed, settings):
    from django.utils.translation import override

    settings.LANGUAGE_CODE = "en"
    colleague("Editor", "eve")

    with override("ko"):
        committed(send_to_review, make_article("The gate"), by=None)

    assert mail.outbox[0].subject == "To review: The gate"
    assert "was sent to review" in mail.outbox[0].body


def test_a_headline_of_several_lines_makes_one_subject(committed):
    colleague("Editor", "eve")

    committed(send_to_review, make_article("The gate\r\nBcc: all@example.org"), by=None)

    assert mail.outbox[0].subject == "To review: The gate Bcc: all@example.org"
    assert mail.outbox[0].recipients() == ["eve@memorial.example"]


def test_a_link_leads_to_the_sites_own_address_where_it_is_set(settings):
    article = make_article()
    settings.SITE_ADDRESS = "https://memorial.example"

    link = link_to_form(article, "http://10.0.0.1:8000/")

    assert link == f"https://memorial.example/admin/memorial/article/{article.pk}/change/"


def test_nothing_is_posted_for_a_step_that_was_not_committed(committed):
    colleague("Editor", "eve")
    article = make_article()

    def undone():
        with transaction.atomic():
            send_to_review(article, by=None)
            transaction.set_rollback(True)

    committed(undone)

    assert mail.outbox == []
    assert Article.objects.get().stage == Stage.DRAFT


def test_whom_nobody_can_write_to_gets_no_empty_letter(committed):
    taken = committed(send_to_review, make_article(), by=None)

    assert mail.outbox == []
    assert taken.letter.recipients == []


def test_a_letter_is_whole_in_a_file_too(committed, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    colleague("Editor", "eve")

    committed(send_to_review, make_article("Ворота открыты"), by=None, note="노트")

    (path,) = tmp_path.iterdir()
    letter = message_from_bytes(path.read_bytes(), policy=default)
    assert letter["Subject"] == "To review: Ворота открыты"
    assert letter["From"] == "memorial@localhost"
    assert "노트" in letter.get_content()


@pytest.fixture
def dead_mail_server(settings):
    """An SMTP server that is gone: a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def test_a_dead_mail_server_breaks_no_step_and_is_logged(committed, dead_mail_server, caplog):
    colleague("Editor", "eve")
    article = make_article()

    taken = committed(send_to_review, article, by=None)

    assert Article.objects.get().stage == Stage.REVIEW
    assert taken.letter.is_lost
    assert "No mail could be sent: To review" in caplog.text


def test_an_address_that_no_mail_can_go_to_is_a_lost_letter_not_an_error(committed, caplog):
    letter = Letter("Hello", "x", ["eve@memorial.example\nBcc: all@example.org"])

    committed(post_after_commit, letter)

    assert letter.is_lost
    assert mail.outbox == []


def test_the_author_is_told_how_many_comments_wait_and_where(committed):
    author, editor = colleague("Author", "ada"), colleague("Editor", "eve")
    article = sent_by(author)
    committed(return_to_author, article, by=editor, note="Not yet.")
    committed(send_to_review, article, by=author)
    add_comment(article, by=editor, text="Who says so?")
    waits = add_comment(article, by=editor, text="When?")
    resolve_comment(add_comment(article, by=editor, text="Done."), by=editor)

    committed(return_to_author, article, by=editor, note="Still not.", origin="http://desk/")

    first, last = (each.body for each in mail.outbox if "returned" in each.body)
    link = f"http://desk/admin/memorial/article/{article.pk}/change/#comments"
    assert f"2 comments wait for you:\n{link}" in last
    assert "wait" not in first
    assert waits.resolved_at is None
