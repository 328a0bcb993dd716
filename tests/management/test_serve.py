"""`manage.py serve`: what it refuses, what it prepares, what it leaves alone."""

import os
import socket
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from memorial import models
from memorial.management.commands import load_story, serve
from memorial.services.example import Report
from memorial.services.publishing import publish_article
from tests.factories import make_article

NOBODY = 65534


@pytest.fixture
def handed_over(monkeypatch, settings, tmp_path):
    """Let nothing become gunicorn; return what would have."""
    settings.STATIC_ROOT = str(tmp_path / "static")
    commands = []
    monkeypatch.setattr(os, "execv", lambda path, command: commands.append(command))
    return commands


@pytest.fixture
def _short_story(monkeypatch):
    """Load one small article in place of the whole example."""

    def load():
        if models.Edition.objects.exists():
            return Report()
        publish_article(make_article("The gate opens"), by=None)
        return Report(added=["article"])

    monkeypatch.setattr(load_story, "load_example", load)


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def run(port):
    said = StringIO()
    call_command("serve", port=str(port), stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("port", ["abc", "", "0", "-1", "65536", "8000.0", "٨", "9" * 5000])
def test_a_port_that_is_none_is_refused_in_words(port, handed_over):
    with pytest.raises(CommandError, match="no port. Say a number from 1 to 65535"):
        run(port)

    assert not handed_over


def test_a_taken_port_is_refused_before_anything_is_made(handed_over, settings):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is taken. Stop what uses it, or say"):
            run(port)

    assert not handed_over
    assert not Path(settings.STATIC_ROOT).exists()


@pytest.mark.parametrize("setting", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_a_folder_that_cannot_be_written_to_is_named(
    setting, handed_over, settings, tmp_path, free_port
):
    (tmp_path / "file").touch()
    setattr(settings, setting, str(tmp_path / "file" / "folder"))

    with pytest.raises(CommandError, match=f"file/folder cannot be written to.*{setting}"):
        run(free_port)

    assert not handed_over


@contextmanager
def without_root():
    """Be nobody for a while: root may write everywhere."""
    if os.geteuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def database(monkeypatch):
    # Not in tmp_path: nobody may enter its folders.
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        database = Path(folder) / "site.sqlite3"
        database.touch()
        monkeypatch.setattr(serve, "database_file", lambda: database)
        yield database


def test_a_database_that_cannot_be_written_to_is_named(database):
    database.chmod(0o444)

    with without_root(), pytest.raises(CommandError, match="site.sqlite3 cannot be written to"):
        serve.check_database_file()


def test_a_database_that_can_be_written_to_is_no_fault(database):
    database.chmod(0o666)

    with without_root():
        serve.check_database_file()


@pytest.mark.django_db
@pytest.mark.usefixtures("_short_story")
def test_a_first_start_says_where_the_story_and_the_admin_are(handed_over, free_port):
    said = run(free_port)

    assert f"http://127.0.0.1:{free_port}/en/articles/the-gate-opens/" in said
    assert f"http://127.0.0.1:{free_port}/admin/" in said
    assert "password" in said
    assert "config.wsgi" in handed_over[0]


@pytest.mark.django_db
@pytest.mark.usefixtures("_short_story")
def test_a_second_start_makes_no_account_and_prints_no_password(handed_over, free_port):
    run(free_port)
    before = list(get_user_model().objects.values("username", "password"))

    said = run(free_port)

    assert "password" not in said
    assert list(get_user_model().objects.values("username", "password")) == before


@pytest.mark.django_db
def test_without_a_story_the_front_page_is_named():
    assert serve.story_address() == "/en/"


def test_static_files_are_collected_again_only_when_they_change(
    handed_over, settings, tmp_path, monkeypatch
):
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "page.css").write_text("a {}")
    settings.STATICFILES_DIRS = [ours]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    calls = []
    monkeypatch.setattr(serve, "call_command", lambda *args, **given: calls.append(args))
    Path(settings.STATIC_ROOT).mkdir()

    serve.collect_static()
    serve.collect_static()
    (ours / "page.css").write_text("a { color: red }")
    serve.collect_static()

    assert calls == [("collectstatic",), ("collectstatic",)]
