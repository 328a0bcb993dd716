"""`manage.py serve`: prepare this copy of the site and serve it on this machine (`make run`)."""

import errno
import hashlib
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.urls import reverse
from django.utils.translation import override

from memorial.models import Edition

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4


class Command(BaseCommand):
    help = (
        "Prepare the database, the roles, the story and a first editor, "
        "then serve the site on this machine. What is there already is left as it is."
    )
    # The port and the folders are looked at before anything else.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="default: 8000")

    def handle(self, *args: Any, port: str, **options: Any) -> None:
        number = read_port(port)
        # Listening from here on: nobody else can take the port while the site is prepared.
        with take_port(number) as listener:
            for folder, setting in folders():
                check_folder(folder, setting)
            check_database_file()
            self.prepare()
            self.say_where(number)
            hand_over(listener)

    def prepare(self) -> None:
        if not collected_mark().exists():
            self.stdout.write("Preparing the site; the first time this takes a moment …")
            self.stdout.flush()
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            why = " ".join(str(error).split())
            raise CommandError(f"The database of DATABASE_URL cannot be used. {why}") from error
        collect_static()
        for name, given in [
            ("create_roles", {"verbosity": 0}),
            ("load_story", {"verbosity": 0}),
            ("create_editor", {"if_none": True}),
        ]:
            try:
                call_command(name, stdout=self.stdout, stderr=self.stderr, **given)
            except CommandError as error:
                # Whatever keeps the example out, the site that is here is served.
                self.stderr.write(str(error))

    def say_where(self, port: int) -> None:
        site = f"http://{HOST}:{port}"
        self.stdout.write(
            f"The story  {site}{story_address()}\n"
            f"The admin  {site}{reverse('admin:index')}\n"
            "Stop with Ctrl-C."
        )
        self.stdout.flush()


def read_port(port: str) -> int:
    is_number = port.isascii() and port.isdigit() and len(port) <= 5
    if not is_number or not 1 <= int(port) <= 65535:
        raise CommandError(
            f"{port!r} is no port. Say a number from 1 to 65535: make run PORT=8001."
        )
    return int(port)


def take_port(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port), backlog=128)
    except OSError as error:
        raise CommandError(why_not(port, error.errno)) from error


def why_not(port: int, error: int | None) -> str:
    if error == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} is taken. Stop what uses it, or say make run PORT={other}."
    if error == errno.EACCES:
        return f"Port {port} is kept for the system. Say make run PORT=8000."
    return f"Port {port} cannot be used ({os.strerror(error or 0)}). Say make run PORT=8001."


def folders() -> Iterator[tuple[Path, str]]:
    """Yield every folder that the site writes to, and the setting that names it."""
    if database := database_file():
        yield database.parent, "DATABASE_URL"
    yield Path(settings.MEDIA_ROOT), "MEDIA_ROOT"
    yield Path(settings.STATIC_ROOT), "STATIC_ROOT"


def database_file() -> Path | None:
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return None
    return Path(database["NAME"])


def check_folder(folder: Path, setting: str) -> None:
    """Try it: permissions alone do not tell of a full or read-only disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CommandError(
            f"The folder {folder} cannot be written to ({error.strerror}). Give yourself the "
            f"right to write there, or name another folder as {setting} in .env."
        ) from error


def check_database_file() -> None:
    database = database_file()
    if database and database.exists() and not os.access(database, os.W_OK):
        raise CommandError(
            f"The database {database} cannot be written to. Give yourself the right to write it, "
            "or name another as DATABASE_URL in .env."
        )


def collect_static() -> None:
    """Copy the static files to STATIC_ROOT, unless that was done for these very files."""
    mark, state = collected_mark(), static_state()
    if not mark.exists() or mark.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(state)


def collected_mark() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def static_state() -> str:
    """Return a mark that changes with any static file, and with how they are kept."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            digest.update(f"{path} {seen.st_mtime_ns} {seen.st_size}\n".encode())
    return digest.hexdigest()


def story_address() -> str:
    """Return the address of the first news article in English, or of the front page."""
    with override("en"):
        story = Edition.objects.live().in_language("en").of_kind("news").order_by("article").first()
        return story.get_absolute_url() if story else "/en/"


def hand_over(listener: socket.socket) -> None:
    """Become gunicorn, on the port that is held already."""
    listener.set_inheritable(True)
    os.execv(  # noqa: S606 - no shell is wanted
        sys.executable,
        [sys.executable, "-m", "gunicorn", "config.wsgi"]
        + ["--bind", f"fd://{listener.fileno()}", "--no-control-socket"]
        + ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
        + ["--log-level", "warning"],
    )
