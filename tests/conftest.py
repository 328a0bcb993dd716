"""What every test stands on: a fast hasher, plain static files, the site's own language."""

import pytest
from django.utils import translation


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
