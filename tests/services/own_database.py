"""A copy of the test database for what needs real commits, locks and threads.

On SQLite it is a file, so that connections wait for each other as those of processes do; a test
database in memory knows no such waiting. It is thrown away, so nothing has to be put back.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

from django.db import connection, connections, transaction


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """Stand on a copy of the test database, with every thread that is started meanwhile."""
    settings = connections.settings["default"]
    tested, name = connections["default"], settings["NAME"]
    make, drop = _FILE if tested.vendor == "sqlite" else _POSTGRESQL
    copy = make(tested, folder)
    del connections["default"]
    settings["NAME"] = copy
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = tested
        settings["NAME"] = name
        drop(tested, copy)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Do the jobs in threads that start together; return what each returned or raised."""
    outcomes: list[Any] = [None] * len(jobs)
    barrier = Barrier(len(jobs), timeout=20)

    def do(place: int, job: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            outcomes[place] = job()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def while_uncommitted(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Do `second` while what `first` wrote is not committed yet; return both outcomes.

    Where the second has to wait for the first, the first commits after a moment.
    """
    is_written, is_second_done = Event(), Event()

    def hold() -> Any:
        try:
            with transaction.atomic():
                outcome = first()
                is_written.set()
                is_second_done.wait(0.3)
            return outcome
        finally:
            is_written.set()

    def follow() -> Any:
        is_written.wait(20)
        try:
            return second()
        finally:
            is_second_done.set()

    return at_once(hold, follow)


def _make_file(tested: Any, folder: Path) -> str:
    path = folder / "copy.sqlite3"
    tested.ensure_connection()
    copy = sqlite3.connect(path)
    tested.connection.backup(copy)
    copy.close()
    return str(path)


def _drop_file(tested: Any, copy: str) -> None:
    for path in Path(copy).parent.glob("copy.sqlite3*"):
        path.unlink()


def _make_postgresql(tested: Any, folder: Path) -> str:
    name = tested.settings_dict["NAME"]
    tested.close()
    _drop_postgresql(tested, f"{name}_copy")
    with tested._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"')
    return f"{name}_copy"


def _drop_postgresql(tested: Any, copy: str) -> None:
    with tested._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


_FILE = (_make_file, _drop_file)
_POSTGRESQL = (_make_postgresql, _drop_postgresql)
