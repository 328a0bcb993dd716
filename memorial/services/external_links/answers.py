"""What an answer means for a link: fine, to be asked again, or broken, and since when."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from memorial.models import CheckedLink
from memorial.services.external_links.asking import Answer

#: What the desk says of a link that gave no status.
PROBLEMS = {
    "no_address": _("This is no address of the web."),
    "with_password": _("Not asked: the address holds a name or a password."),
    "odd_port": _("Not asked: the address names a port of its own."),
    "private_address": _("It leads into a private network, where readers cannot go."),
    "no_such_host": _("There is no site of this name."),
    "too_slow": _("It took too long to answer."),
    "bad_certificate": _("Its certificate is not valid."),
    "no_connection": _("No connection could be made."),
    "no_answer": _("It answered in a way that nobody understands."),
    "too_many_redirects": _("It leads from one address to the next without end."),
    "later": _("It asked us to come back later."),
}

#: Broken the first time; anything else must fail three runs in a row.
GONE = {404, 410}
BROKEN_AT_ONCE = {"no_address", "private_address"}
NOT_ASKED = {"with_password", "odd_port"}
FAILURES = 3


def note_answer(link: CheckedLink, answer: Answer, at: datetime) -> None:
    """Write into a link's row, unsaved, what it answered and what that makes of it."""
    link.checked_at, link.status, link.problem = at, answer.status, answer.problem
    if answer.is_later:
        return
    if not _has_failed(answer):
        link.failures, link.broken_since = 0, None
        return
    link.failures = min(link.failures + 1, 1000)
    is_gone = answer.status in GONE or answer.problem in BROKEN_AT_ONCE
    if link.broken_since is None and (is_gone or link.failures >= FAILURES):
        link.broken_since = at


def _has_failed(answer: Answer) -> bool:
    """A page behind a login or a robot's door is there: 401 and 403 are answers."""
    if answer.status is None:
        return answer.problem not in NOT_ASKED
    return answer.status in GONE or answer.status >= 500
