"""What every test stands on: a fast hasher, plain static files, the site's own language."""

import gc

import pytest
from django.db import connections
from django.utils import translation

# A test makes and drops tens of thousands of small objects, and pytest holds many more for good:
# looking them all through as often as Python does by itself takes about a tenth of the run.
gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, tmp_path_factory, django_db_modify_db_settings_parallel_suffix
):
    """Give tests that drive a browser a database file, as a site has.

    A page asks several things at once. In memory all threads share one connection, and one
    request's savepoints would stand among another's.
    """
    default = connections["default"]
    if request.config.option.markexpr == "browser" and default.vendor == "sqlite":
        site = tmp_path_factory.mktemp("site")
        default.settings_dict["TEST"]["NAME"] = str(site / "site.sqlite3")


@pytest.fixture(autouse=True)
def _quick_and_plain(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture(autouse=True)
def _in_the_sites_own_language():
    """A request leaves its language active in the thread; the next test must not speak it."""
    with translation.override("en"):
        yield
