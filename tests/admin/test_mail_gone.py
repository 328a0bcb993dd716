"""What the desk says when the mail server is gone: on real commits, since mail follows them."""

import socket

import pytest

from memorial.models import Article, Stage
from tests.factories import make_article, make_user
from tests.services.own_database import own_database


@pytest.fixture
def _real_commits(django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), own_database(tmp_path):
        yield


@pytest.fixture
def _no_mail_server(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"


@pytest.mark.usefixtures("_real_commits", "_no_mail_server")
def test_a_dead_mail_server_is_said_and_the_step_is_done(client):
    make_user("Editor", email="eve@memorial.example")
    client.force_login(make_user("Author"))
    article = make_article()

    answer = client.post(f"/admin/memorial/article/{article.pk}/send/", {}, follow=True)

    page = answer.content.decode()
    assert "The step is done, but no mail could be sent: tell them yourself." in page
    assert Article.objects.get(pk=article.pk).stage == Stage.REVIEW
