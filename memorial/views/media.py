"""Stored pictures, for installations of one machine; elsewhere the web server serves them."""

import re

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
#: What `unguessable_name` makes, and what imagefield makes of that; nothing else is served.
STORED = re.compile(
    r"(?:pictures/[0-9a-f]{32}|__processed__(?:/[0-9a-f]{3}){1,3}/[0-9a-f]{32}-[0-9a-f]{12})"
    rf"\.({'|'.join(TYPES)})"
)


@csrf_exempt
@require_safe
def picture(request, name):
    """Answer with a stored picture; its name changes with its content, so it is kept for ever."""
    stored = STORED.fullmatch(name)
    if stored is None:
        raise Http404
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=TYPES[stored[1]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response
