"""Pictures as they come in: verified, bounded, turned upright, re-encoded; and their column."""

import secrets
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField
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


def unguessable_name(instance: models.Model, filename: str) -> str:
    """Name a stored file so that nobody finds it before a page shows it (128 bits)."""
    extension = filename.rpartition(".")[2].lower()
    return f"pictures/{secrets.token_hex(16)}.{extension}"


class PictureField(ImageField):
    """A picture, verified and re-encoded (no EXIF, no GPS) before it is stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("upload_to", unguessable_name)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        picture = getattr(model_instance, self.attname)
        if picture and not picture._committed:
            received = receive_picture(picture.file)
            received.seek(0)
            picture.save(received.name, received, save=False)
        return super().pre_save(model_instance, add)

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """Take the upload as it is: the form field has verified it.

        The library's own second look stumbles over WebP (its file proxy has no `readline`).
        """
        models.ImageField.save_form_data(self, instance, data)

    def update_dimension_fields(self, instance: models.Model, *args: Any, **kwargs: Any) -> None:
        """Keep the size that is known where the file itself is gone."""
        try:
            super().update_dimension_fields(instance, *args, **kwargs)
        except FileNotFoundError:
            return

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PictureFormField, **kwargs})


class PictureFormField(forms.ImageField):
    """An upload, received at once, so that a form never holds a file that was not verified."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values or isinstance(data, FieldFile):
            return data or None
        received = receive_picture(data)
        upload = SimpleUploadedFile(received.name, received.read(), "image/webp")
        upload.is_received = True
        return upload
