"""Stored pictures: those that exist under a stored name, and nothing else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from memorial.models import Image
from tests.factories import make_image

pytestmark = pytest.mark.django_db


def test_a_picture_and_its_renditions_are_served(client):
    image = make_image()

    for address in (image.picture.url, image.picture.w480, image.picture.w1600):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/webp"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert b"".join(answer.streaming_content).startswith(b"RIFF")


def test_a_picture_answers_head_and_refuses_post(client):
    address = make_image().picture.url

    answer = client.head(address)
    answer.close()

    assert answer.status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "",
        "pictures",
        "pictures/",
        "pictures/0123.webp",
        f"pictures/{'0' * 32}.webp",
        f"pictures/{'0' * 32}.svg",
        f"pictures/{'0' * 32}.webp/",
        f"pictures/{'A' * 32}.webp",
        f"pictures/../pictures/{'0' * 32}.webp",
        "../memorial.sqlite3",
        "..%2f..%2fetc/passwd",
        "%00",
        f"pictures/{'0' * 32}.webp%00",
        f"pictures/{'0' * 32}.webp%0a",
        "__processed__/abc/def/x.webp",
        "secret.txt",
        "x" * 5000,
    ],
)
def test_everything_else_is_not_found(client, name):
    default_storage.save("secret.txt", ContentFile(b"secret"))

    assert client.get(f"/media/{name}").status_code == 404


def test_a_page_offers_renditions_that_exist():
    image = Image.objects.get(pk=make_image().pk)

    for wide in ("w480", "w960", "w1600"):
        address = getattr(image.picture, wide)
        assert default_storage.exists(address.removeprefix("/media/"))
