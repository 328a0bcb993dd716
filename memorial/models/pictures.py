"""Pictures as they come in: verified, bounded, turned upright, stripped and re-encoded."""

from io import BytesIO
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

#: 50 million is a camera's largest common size; these formats are costlier to decode.
LIMIT = 50_000_000
MAX_PIXELS = {"WEBP": 16_000_000, "GIF": 16_000_000}
MAX_BYTES = 40 * 1024 * 1024
MAX_SIDE = 3200
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")


def receive_picture(file: IO[bytes]) -> ContentFile:
    """Return the picture in `file` as a WebP without metadata, upright, at most 3200 px a side.

    Raises ValidationError, in words, for what is no picture, damaged, too large or unsupported.
    """
    if getattr(file, "is_received", False):
        return file
    file.seek(0, 2)
    if file.tell() > MAX_BYTES:
        raise ValidationError(_("This file is over 40 MB. Save a smaller copy and upload that."))
    file.seek(0)
    upright = _open(file)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    written = BytesIO()
    upright.convert("RGBA" if has_alpha else "RGB").save(written, "WEBP", quality=84, method=4)
    stem = Path(getattr(file, "name", None) or "picture").stem
    received = ContentFile(written.getvalue(), name=f"{stem}.webp")
    received.is_received = True
    return received


def _open(file: IO[bytes]) -> Image.Image:
    limit = LIMIT
    try:
        picture = Image.open(file, formats=FORMATS)
        width, height = picture.size
        limit = MAX_PIXELS.get(picture.format, LIMIT)
        if width * height > limit:
            raise Image.DecompressionBombError
        # Small first, upright then: a second copy at full size would cost hundreds of megabytes.
        picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
        picture = ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("This picture has over %(count)d million pixels: upload a smaller copy."),
            params={"count": limit // 1_000_000},
        ) from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This file is no picture that can be read. Upload a JPEG, PNG, WebP, GIF or TIFF.")
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("This picture is damaged and cannot be read to its end. Upload another copy.")
        ) from error
    return picture
