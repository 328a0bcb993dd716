"""A real Chromium for the tests of this folder; skipped, saying why, where there is none.

The fixtures are our own: pytest-playwright would be loaded by every run, this folder or not.
"""

import os
import shutil
import time

import pytest

from memorial.models import Generation

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run (CHROMIUM names another than the machine's own)."""
    if os.environ.get("BROWSER_TESTS") == "off":
        pytest.skip("drives Chromium: make test-browser runs it")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("there is no Chromium here; on Debian: apt install chromium")
    # Playwright's loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db, live_server):
    """Return the address of the site, running on a free port with its static files."""
    # A test on real transactions ends with empty tables, the row of a migration included.
    Generation.objects.get_or_create(pk=1)
    return live_server.url


def leave(visitor):
    """Close the pages, and let the last word of an open form arrive before the tables go."""
    for open_page in visitor.pages:
        open_page.close()
    time.sleep(0.1)


@pytest.fixture
def page(chromium, site):
    """A page of a fresh visitor; addresses may be written from the root (`page.goto("/en/")`)."""
    with chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor.new_page()
        leave(visitor)
