"""Every door of the desk says what the role table says."""

import pytest
from django.apps import apps

from memorial.services.permitting import ROLES
from tests.factories import (
    make_article,
    make_image,
    make_monument,
    make_office,
    make_organisation,
    make_person,
    make_place,
    make_source,
    make_statement,
    make_unveiling,
    make_user,
)

pytestmark = pytest.mark.django_db

DRAFT = {"public_from": None}
MAKERS = {
    "article": make_article,
    "monument": lambda: make_monument(**DRAFT),
    "person": lambda: make_person(**DRAFT),
    "unveiling": lambda: make_unveiling(**DRAFT),
    "statement": lambda: make_statement(**DRAFT),
    "organisation": make_organisation,
    "office": make_office,
    "place": make_place,
    "source": make_source,
    "image": make_image,
    "topic": lambda: apps.get_model("memorial", "topic").objects.create(address="war"),
    "followchannel": lambda: apps.get_model("memorial", "followchannel").objects.create(
        kind="rss", url="https://example.org/feed"
    ),
}
PAGES = {"": "view", "add/": "add", "{}/change/": "view", "{}/delete/": "delete"}
EVERYBODY = [None, *ROLES]


def table(role):
    """What a role may do, written out: noun → verbs."""
    names = list(ROLES)
    granted = {}
    for name in names[: names.index(role) + 1] if role else []:
        for nouns, verbs in ROLES[name]:
            for noun in nouns:
                granted.setdefault(noun, set()).update(verbs)
    return granted


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_page_opens_for_those_whom_the_table_names(client, role):
    client.force_login(make_user(role))
    granted = table(role)

    for noun, make in MAKERS.items():
        record = make()
        for path, verb in PAGES.items():
            answer = client.get(f"/admin/memorial/{noun}/{path.format(record.pk)}")

            opens = verb in granted.get(noun, set())
            assert (answer.status_code == 200) == opens, (noun, path, answer.status_code)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_forged_save_or_deletion_changes_nothing_without_the_right(client, role):
    client.force_login(make_user(role))

    for noun, make in MAKERS.items():
        _forge(client, noun, make(), table(role).get(noun, set()))


def _forge(client, noun, record, granted):
    before = type(record).objects.values().get(pk=record.pk)
    root = f"/admin/memorial/{noun}/"

    forged = []
    if "change" not in granted:
        forged.append(client.post(f"{root}{record.pk}/change/", {"opened_version": "1"}))
    if "delete" not in granted:
        forged.append(client.post(f"{root}{record.pk}/delete/", {"post": "yes"}))
        action = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
        client.post(root, action)
    if "add" not in granted:
        forged.append(client.post(f"{root}add/", {}))

    assert all(answer.status_code == 403 for answer in forged)
    assert type(record).objects.values().get(pk=record.pk) == before


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize(
    ("model", "field", "noun"),
    [
        ("article", "monument", "monument"),
        ("byline", "person", "person"),
        ("statementblock", "statement", "statement"),
        ("pictureblock", "image", "image"),
    ],
)
def test_autocompletes_ask_the_table(client, role, model, field, noun):
    client.force_login(make_user(role))

    answer = client.get(
        "/admin/autocomplete/",
        {"app_label": "memorial", "model_name": model, "field_name": field, "term": ""},
    )

    allowed = "view" in table(role).get(noun, set())
    assert (answer.status_code == 200) == allowed


@pytest.mark.parametrize("path", ["", "memorial/article/", "memorial/article/1/publish/"])
def test_a_stranger_is_led_to_the_login(client, path):
    answer = client.get(f"/admin/{path}")

    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_the_desk_is_never_stored_by_a_cache(client):
    client.force_login(make_user("Editor"))

    answer = client.get("/admin/memorial/article/")

    assert "no-store" in answer["Cache-Control"]


def test_no_page_of_the_desk_allows_unsafe_code(client):
    client.force_login(make_user("Superuser"))

    for path in ("", "memorial/article/add/", "memorial/image/add/", "memorial/statement/add/"):
        policy = client.get(f"/admin/{path}")["Content-Security-Policy"]

        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        for directive in ("base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"):
            assert directive in policy


def test_no_page_of_the_desk_has_code_of_its_own_without_the_nonce(client):
    import re

    client.force_login(make_user("Superuser"))
    article = make_article()

    for path in ("", "memorial/article/", f"memorial/article/{article.pk}/change/"):
        html = client.get(f"/admin/{path}").content.decode()

        assert not re.search(r"\son[a-z]+=\"", html)
        assert not re.search(r"\sstyle=\"", html)
        for script in re.findall(r"<script(?![^>]*src=)([^>]*)>", html):
            assert "nonce=" in script or "application/json" in script
