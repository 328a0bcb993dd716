"""Holds what is taken as a picture, and that nothing but the picture is kept of it."""

import re
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import modelform_factory
from PIL import Image as Pillow

from memorial.models import Image
from memorial.models.pictures import MAX_BYTES, MAX_SIDE, receive_picture
from tests import factories

SECRET = b"GPS-55.75-37.61"


def picture(form="PNG", size=(40, 20), mode="RGB", name="a.png", **saving):
    written = BytesIO()
    Pillow.new(mode, size, 1).save(written, form, **saving)
    return ContentFile(written.getvalue(), name=name)


def png_header(width, height):
    """A PNG that says how large it is, and holds nothing."""

    def chunk(name, content):
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def received(file):
    return Pillow.open(receive_picture(file))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_the_usual_kinds_of_picture_become_webp(form):
    result = received(picture(form, name=f"a.{form.lower()}"))

    assert (result.format, result.size) == ("WEBP", (40, 20))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_colour_is_taken(mode):
    assert received(picture(mode=mode)).size == (40, 20)


def test_a_picture_for_printing_is_taken():
    assert received(picture("JPEG", mode="CMYK")).mode == "RGB"


def test_what_is_see_through_stays_so():
    assert received(picture(mode="RGBA")).mode == "RGBA"
    assert received(picture("GIF", mode="P", transparency=1)).mode == "RGBA"


def camera_file(form):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[0x001D] = SECRET.decode()
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    return picture(form, exif=exif, xmp=xmp, icc_profile=SECRET, comment=SECRET)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_where_and_by_whom_it_was_taken_is_not_kept(form):
    file = camera_file(form)
    assert Pillow.open(file).getexif()

    kept = receive_picture(file).read()

    assert SECRET not in kept
    assert not Pillow.open(BytesIO(kept)).getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(Pillow.open(BytesIO(kept)).info)


def test_a_picture_is_turned_upright():
    assert received(camera_file("JPEG")).size == (20, 40)


def test_a_large_picture_is_made_smaller_in_its_proportions():
    assert received(picture(size=(6400, 100))).size == (MAX_SIDE, 50)


def test_a_small_picture_is_not_made_larger():
    assert received(picture(size=(3, 2))).size == (3, 2)


def test_a_moving_picture_stands_still():
    written = BytesIO()
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])

    assert getattr(received(ContentFile(written.getvalue())), "n_frames", 1) == 1


def test_only_the_picture_of_a_polyglot_is_kept():
    script = b"*/alert(1)/*PK\x03\x04<script>alert(1)</script>"

    kept = receive_picture(ContentFile(picture("GIF").read() + script, name="a.gif")).read()

    assert kept.startswith(b"RIFF")
    assert b"alert" not in kept


@pytest.mark.parametrize(
    "name",
    ["photo.jpg", "photo", "a.svg", "x.php", "", "..", "노광철.PNG", "a" * 300, "a/b\\c.html"],
)
def test_the_name_and_kind_of_the_file_are_not_believed(name):
    result = receive_picture(ContentFile(picture("GIF").read(), name=name))

    assert result.name.endswith(".webp")
    assert Pillow.open(result).format == "WEBP"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no picture"),
        (b"not a picture", "no picture"),
        (SVG, "no picture"),
        (b"<html><script>alert(1)</script>", "no picture"),
        (b"%PDF-1.4", "no picture"),
        (b"BM" + b"\x00" * 60, "no picture"),
        (b"\x89PNG\r\n\x1a\n", "no picture"),
        (picture().read()[:-30], "damaged"),
        (picture("JPEG", size=(400, 400)).read()[:900], "damaged"),
        (picture("GIF", size=(400, 400)).read()[:40], "damaged"),
        (png_header(10, 10), "damaged"),
        (png_header(7200, 7200), "over 50 million"),
        (png_header(10_000, 9_999), "over 50 million"),
        (png_header(60_000, 60_000), "over 50 million"),
        (png_header(0, 10), "no picture"),
    ],
    ids=[
        "empty", "text", "svg", "html", "pdf", "bitmap", "signature alone", "truncated png",
        "truncated jpeg", "truncated gif", "header alone", "just too large", "too large",
        "bomb", "no width",
    ],
)  # fmt: skip
def test_what_is_no_good_picture_is_refused_in_words(content, words):
    with pytest.raises(ValidationError, match=words):
        receive_picture(ContentFile(content, name="a.png"))


def test_a_bomb_is_refused_before_it_is_unpacked():
    written = BytesIO()
    Pillow.new("1", (12_000, 12_000)).save(written, "PNG")
    started = time.monotonic()

    with pytest.raises(ValidationError, match="over 50 million"):
        receive_picture(ContentFile(written.getvalue(), name="a.png"))

    assert written.tell() < 100_000
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_kinds_that_are_costlier_to_unpack_may_have_fewer_pixels(form):
    with pytest.raises(ValidationError, match="over 16 million pixels"):
        receive_picture(picture(form, size=(4001, 4000)))


def test_a_file_that_is_too_long_is_refused_unread():
    class Endless(BytesIO):
        def tell(self):
            return MAX_BYTES + 1

    with pytest.raises(ValidationError, match="over 40 MB"):
        receive_picture(Endless(b""))


# In a record.


@pytest.mark.django_db
def test_a_picture_is_stored_clean_under_a_name_that_nobody_guesses():
    image = Image.objects.create(title="A", picture=camera_file("JPEG"), licence="CC0")

    stored = Path(image.picture.path).read_bytes()

    assert re.fullmatch(r"pictures/[0-9a-f]{32}\.webp", image.picture.name)
    assert SECRET not in stored
    assert stored.startswith(b"RIFF")


@pytest.mark.django_db
def test_a_stored_picture_knows_its_size():
    image = Image.objects.create(title="A", picture=camera_file("JPEG"), licence="CC0")

    assert (image.width, image.height) == (20, 40)
    assert Image.objects.filter(width=20, height=40).exists()


@pytest.mark.django_db
def test_two_pictures_of_one_name_have_two_names():
    first, second = (factories.make_image().picture.name for _time in "ab")

    assert first != second


@pytest.mark.django_db
def test_a_new_file_leaves_the_old_one_where_editions_show_it():
    image = factories.make_image()
    before = image.picture.name

    image.picture = picture(size=(10, 10))
    image.save()

    assert image.picture.name != before
    assert image.picture.storage.exists(before)
    assert (image.width, image.height) == (10, 10)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [SVG, b"", png_header(10, 10), png_header(20_000, 20_000)])
def test_what_is_no_good_picture_is_never_stored(content, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    file = ContentFile(content, name="a.png")

    with pytest.raises((ValidationError, Pillow.DecompressionBombError)):
        Image.objects.create(title="A", picture=file, licence="CC0")

    assert not list(tmp_path.rglob("*.*"))


def picture_form(upload):
    form_class = modelform_factory(Image, fields=["title", "picture", "licence"])
    posted = {"title": "A", "licence": "CC0", "picture_ppoi": "0.5x0.5"}
    return form_class(posted, {"picture": upload})


@pytest.mark.django_db
def test_a_form_takes_a_picture():
    file = camera_file("JPEG")
    form = picture_form(SimpleUploadedFile("../../x.php", file.read(), "text/html"))

    image = form.save()

    assert re.fullmatch(r"pictures/[0-9a-f]{32}\.webp", image.picture.name)
    assert (image.width, image.height) == (20, 40)
    assert SECRET not in Path(image.picture.path).read_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "no picture"),
        (b"", "no picture"),
        (picture("JPEG", size=(400, 400)).read()[:900], "damaged"),
        (png_header(60_000, 60_000), "over 50 million"),
        (png_header(12_000, 12_000), "over 50 million"),
    ],
)
def test_a_form_refuses_what_is_no_good_picture_in_words(content, words):
    form = picture_form(SimpleUploadedFile("a.png", content, "image/png"))

    assert words in form.errors["picture"][0]


@pytest.mark.django_db
def test_a_form_without_a_picture_asks_for_one():
    assert "required" in picture_form(None).errors["picture"][0]


@pytest.mark.django_db
def test_a_picture_shows_its_words_in_the_language_asked_for():
    image = factories.make_image(caption_ru="Ворота")

    shown = image.shown()

    assert shown["alt_text"] == {"text": "A gate by the water.", "lang": "en"}
    assert shown["caption"] == {"text": "Ворота", "lang": "ru"}
    assert shown["picture"] == image.picture.name


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_broken_exif_header_is_refused_in_words(kind):
    written = BytesIO()
    Pillow.new("RGB", (64, 48)).save(written, kind, exif=b"Exif\x00\x00not a header at all")
    written.seek(0)

    with pytest.raises(ValidationError, match="damaged"):
        receive_picture(ContentFile(written.getvalue(), name="picture"))
