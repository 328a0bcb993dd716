"""The environment of every test: its own values, whatever `.env` or the shell says.

pytest loads this before the settings (`-p tests.environment` in pyproject.toml). Only
DATABASE_URL may come from the shell, so that the suite also runs on PostgreSQL.
"""

import atexit
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

#: One folder for the run; the processes of pytest-xdist share that of the first.
FOLDER = Path(os.environ.get("MEMORIAL_TESTS_FOLDER") or mkdtemp(prefix="memorial-tests-"))

VALUES = {
    "SECRET_KEY": "for-tests-only",
    "DEBUG": "off",
    "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
    "CSRF_TRUSTED_ORIGINS": "",
    "HTTPS": "off",
    "BEHIND_PROXY": "off",
    "DATABASE_BUSY_SECONDS": "20",
    "MEDIA_ROOT": str(FOLDER / "media"),
    "STATIC_ROOT": str(FOLDER / "static"),
    "LANGUAGE_CODE": "en",
    "TIME_ZONE": "UTC",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "memorial@localhost",
    "SITE_ADDRESS": "",
    "LOG_LEVEL": "WARNING",
}


def prepare() -> None:
    if "MEMORIAL_TESTS_FOLDER" not in os.environ:
        os.environ["MEMORIAL_TESTS_FOLDER"] = str(FOLDER)
        atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
    # WhiteNoise warns of a missing folder, and a warning fails a test.
    (FOLDER / "static").mkdir(exist_ok=True)
    os.environ.update(VALUES)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'tests.sqlite3'}")


prepare()
