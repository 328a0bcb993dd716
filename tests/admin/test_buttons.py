"""The addresses of buttons: opened, as a login in between does, they say that nothing was done."""

import pytest

from memorial.models import Article
from tests.factories import make_article

ADDRESSES = [
    "article/add/preview/",
    "article/add/checks/",
    *(
        f"article/1/{button}/"
        for button in (
            "beside/carry",
            "checks",
            "comments/1/reopen",
            "comments/1/resolve",
            "confirm",
            "copy",
            "original",
            "presence",
            "preview",
            "sharing/1/revoke",
            "translate/ko",
            "up-to-date",
        )
    ),
    "checkedlink/1/archived/",
    "refreshtask/1/bring/",
    "refreshtask/1/leave/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_button_that_is_only_opened_says_that_nothing_was_done(client, publisher, address):
    make_article()

    answer = client.get(f"/admin/memorial/{address}")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "press it once more" in answer.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_who_opens_a_button_is_led_to_the_login(client, db, address):
    assert "/admin/login/" in client.get(f"/admin/memorial/{address}")["Location"]
