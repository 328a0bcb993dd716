"""A run over the links that are due: a few at a time, never two of one host, with pauses."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from memorial.models import CheckedLink
from memorial.services.external_links.answers import note_answer
from memorial.services.external_links.asking import Answer, Limits, ask
from memorial.services.external_links.guarding import Rules

log = logging.getLogger(__name__)

BATCH = 200
ROWS = ["checked_at", "status", "problem", "broken_since", "failures"]


@dataclass
class Outcome:
    """How many links were asked, how many answered, are broken, or are to be asked later."""

    asked: int = 0
    broken: int = 0
    later: int = 0

    def count(self, link: CheckedLink, answer: Answer) -> None:
        self.asked += 1
        self.later += answer.is_later
        self.broken += link.broken_since is not None


@dataclass
class Turns:
    """One request at a time to a host, and a pause after each."""

    pause: float
    _locks: dict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))
    _free_at: dict[str, float] = field(default_factory=dict)
    _guard: Lock = field(default_factory=Lock)

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks[host]
        with lock:
            time.sleep(max(0.0, self._free_at.get(host, 0) - time.monotonic()))
            try:
                yield
            finally:
                self._free_at[host] = time.monotonic() + self.pause


@dataclass(frozen=True)
class Manners:
    """How a run behaves: how many at once, the pause at a host, limits, rules."""

    agent: str = ""
    at_once: int = 8
    pause: float = 1.0
    limits: Limits = Limits()
    rules: Rules = Rules()


def links_due(older_than: timedelta, now: datetime) -> Iterator[CheckedLink]:
    """Yield links never asked, then those whose answer is old, oldest first."""
    due = CheckedLink.objects.filter(Q(checked_at=None) | Q(checked_at__lte=now - older_than))
    return due.order_by(F("checked_at").asc(nulls_first=True), "pk")


def check_links(
    *,
    older_than: timedelta,
    limit: int | None = None,
    manners: Manners | None = None,
    say: Callable[[Outcome], None] = lambda outcome: None,
) -> Outcome:
    """Ask the links that are due, at most `limit`, and keep their answers; tell `say` of each."""
    manners = manners or Manners(agent=user_agent())
    started, outcome, turns = timezone.now(), Outcome(), Turns(manners.pause)
    while limit is None or outcome.asked < limit:
        size = BATCH if limit is None else min(BATCH, limit - outcome.asked)
        batch = list(links_due(older_than, started).exclude(checked_at__gte=started)[:size])
        if not batch:
            break
        _check_batch(batch, manners, turns, outcome, say)
    return outcome


def user_agent() -> str:
    """Name the site to those who are asked, so that they know whom to talk to."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in ("*", "127.0.0.1", "[::1]")]
    site = hosts[0].lstrip(".") if hosts else "localhost"
    return f"memorial-link-check/1.0 (+https://{site}/)"


def _check_batch(
    batch: list[CheckedLink],
    manners: Manners,
    turns: Turns,
    outcome: Outcome,
    say: Callable[[Outcome], None],
) -> None:
    """Ask a batch, the links of one host one after the other; the database is ours alone."""
    by_host = defaultdict(list)
    for link in batch:
        by_host[_host(link.url)].append(link)
    with ThreadPoolExecutor(manners.at_once, thread_name_prefix="links") as pool:
        asked: list[Future] = [
            pool.submit(_ask_host, links, manners, turns) for links in by_host.values()
        ]
        for done in as_completed(asked):
            answers = done.result()
            now = timezone.now()
            for link, answer in answers:
                note_answer(link, answer, now)
                outcome.count(link, answer)
            CheckedLink.objects.bulk_update([link for link, _answer in answers], ROWS)
            say(outcome)


def _ask_host(
    links: list[CheckedLink], manners: Manners, turns: Turns
) -> list[tuple[CheckedLink, Answer]]:
    """Ask the links of a host; once it asks for patience, the others wait for another run."""
    answers, is_patient = [], False
    for link in links:
        answer = Answer(problem="later") if is_patient else _ask(link.url, manners, turns)
        is_patient = is_patient or answer.is_later
        answers.append((link, answer))
    return answers


def _ask(url: str, manners: Manners, turns: Turns) -> Answer:
    """Ask a link; what nobody thought of is its answer, so that one odd link ends no run."""
    how = {"rules": manners.rules, "limits": manners.limits, "turn": turns.of}
    try:
        return ask(url, agent=manners.agent, **how)
    except Exception:
        # The fault is ours and is logged as one; the other links are asked all the same.
        log.exception("Asking %s failed.", url)
        return Answer(problem="no_answer")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""
