"""Mail to colleagues: plain text in the site's language, posted once the step is committed.

A mail server that is gone breaks nothing: the letter says that it was not posted.
"""

import logging
import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from memorial.models import ReviewStep, ReviewStepKind, Revision
from memorial.services.colleagues import name_of

log = logging.getLogger(__name__)


@dataclass
class Letter:
    """A mail to several colleagues; `is_lost` once it could not be posted."""

    subject: str
    body: str
    recipients: list[str] = field(default_factory=list)
    is_lost: bool = False


def letter_about(step: ReviewStep, origin: str = "", sent: Revision | None = None) -> Letter:
    """Write the letter that tells of a review step, to those whom it concerns.

    `sent` is what its author sent, where other words were approved.
    """
    readers = _reviewers if step.kind == ReviewStepKind.SENT else _authors
    context = {
        "step": step,
        "headline": " ".join(step.article.headline.split()),
        "who": name_of(step.by),
        "link": link_to_form(step.article, origin),
        "open_comments": step.article.comments.open().count(),
        "comparison": link_to_comparison(step, sent, origin) if sent else "",
    }
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(f"mail/{step.kind}.txt", context)
    subject, _newline, body = text.strip().partition("\n")
    body = re.sub(r"\n{3,}", "\n\n", body.strip())
    return Letter(subject.strip(), f"{body}\n", readers(step))


def link_to_form(article: Any, origin: str = "") -> str:
    """Return the address of an article's form: at SITE_ADDRESS, or where the site was reached."""
    return _address("change", article, origin)


def link_to_comparison(step: ReviewStep, sent: Revision, origin: str = "") -> str:
    """Return the address of what was sent beside what the step was taken about."""
    query = f"?a=revision:{sent.pk}&b=revision:{step.revision_id}"
    return _address("compare", step.article, origin) + query


def _address(page: str, article: Any, origin: str) -> str:
    path = reverse(f"admin:memorial_article_{page}", args=[article.pk])
    return (settings.SITE_ADDRESS or origin.rstrip("/")) + path


def post_after_commit(letter: Letter) -> None:
    """Post a letter once what it tells of is sure; at once where nothing is open."""
    if letter.recipients:
        transaction.on_commit(partial(_post, letter))


def _post(letter: Letter) -> None:
    message = EmailMessage(subject=letter.subject, body=letter.body, to=letter.recipients)
    try:
        message.send()
    except Exception:
        # Each mail backend raises errors of its own kind. The step is committed: only its news is
        # lost, which the log says, and the editor is told.
        log.exception("No mail could be sent: %s", letter.subject)
        letter.is_lost = True


def _reviewers(step: ReviewStep) -> list[str]:
    """Return the addresses of those who may approve, but for whoever sent it."""
    users = get_user_model().objects.with_perm(
        "memorial.review_article", backend="django.contrib.auth.backends.ModelBackend"
    )
    if step.by:
        users = users.exclude(pk=step.by.pk)
    return list(users.exclude(email="").order_by("pk").values_list("email", flat=True).distinct())


def _authors(step: ReviewStep) -> list[str]:
    """Return the addresses of who sent it last and who saved it last, but for the one who acts."""
    sent = step.article.review_steps.filter(kind=ReviewStepKind.SENT).newest_first()
    saves = Revision.objects.of(step.article).saves()
    if step.by:
        saves = saves.exclude(saved_by=step.by)
    numbers = {
        *sent.values_list("by", flat=True)[:1],
        *saves.exclude(saved_by=None).values_list("saved_by", flat=True)[:1],
    }
    users = get_user_model().objects.filter(pk__in=numbers - {None}, is_active=True)
    if step.by:
        users = users.exclude(pk=step.by.pk)
    return list(users.exclude(email="").order_by("pk").values_list("email", flat=True))
