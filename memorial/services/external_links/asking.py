"""Asking one link: HEAD, then GET if need be, redirects by hand, never longer or more than told."""

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any
from urllib.parse import urldefrag, urljoin

from memorial.services.external_links.guarding import (
    PUBLIC_WEB,
    NotAskedError,
    Rules,
    Target,
    addresses_of,
    read_url,
)

REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5
MOST_BYTES = 16 * 1024
#: No connection, no TLS, no HTTP, or an address (a server's `Location` too) that is none.
ASKING_FAILS = (OSError, http.client.HTTPException, ValueError)


@dataclass(frozen=True)
class Limits:
    """Seconds for one step (connecting, one read) and for one request in all."""

    step: float = 10
    request: float = 20


PATIENT = Limits()


@dataclass(frozen=True)
class Answer:
    """What a link answered: a status if any, else a problem by name; `later` asks for patience."""

    status: int | None = None
    problem: str = ""

    @property
    def is_later(self) -> bool:
        return self.status == 429 or self.problem == "later"


#: Waits for a host's turn; nothing is asked of it meanwhile by anybody else.
Turn = Callable[[str], AbstractContextManager[None]]


def ask(
    url: str,
    *,
    agent: str,
    rules: Rules = PUBLIC_WEB,
    limits: Limits = PATIENT,
    turn: Turn = nullcontext,
) -> Answer:
    """Ask a link and return its answer; what fails on the way is an answer too."""
    for _hop in range(MOST_REDIRECTS + 1):
        try:
            target = read_url(url, rules)
            with turn(target.host):
                response = _head_or_get(target, addresses_of(target, rules), agent, limits)
            if response.status not in REDIRECTS or not response.location:
                return Answer(response.status, "later" if response.retry_after else "")
            # Where it leads is the server's word too, and may be no address at all.
            url = urldefrag(urljoin(url, response.location)).url
        except NotAskedError as error:
            return Answer(problem=error.problem)
        except ASKING_FAILS as error:
            return Answer(problem=_problem(error))
    return Answer(problem="too_many_redirects")


@dataclass(frozen=True)
class _Response:
    status: int
    location: str = ""
    retry_after: bool = False


def _head_or_get(target: Target, addresses: list[str], agent: str, limits: Limits) -> _Response:
    """Many servers answer HEAD wrongly: what it refuses, GET decides."""
    response = _request("HEAD", target, addresses, agent, limits)
    if response.status < 400 or response.status == 429 or response.retry_after:
        return response
    return _request("GET", target, addresses, agent, limits)


def _request(
    method: str, target: Target, addresses: list[str], agent: str, limits: Limits
) -> _Response:
    sock = _socket(target, addresses, limits.step)
    with _Clock(sock, limits.request), sock:
        if isinstance(sock, ssl.SSLSocket):
            sock.do_handshake()
        # The socket is there: the connection never looks up the host itself.
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = sock
        headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
        connection.request(method, target.path, headers=headers | {"Host": target.authority})
        response = connection.getresponse()
        if method == "GET":
            response.read(MOST_BYTES)
        is_busy = response.status == 503 and bool(response.getheader("Retry-After"))
        return _Response(response.status, response.getheader("Location", ""), is_busy)


class _Clock:
    """Cuts a connection off at the end of its time, and says that this was why.

    The timeout of a socket begins anew with every byte; a server that trickles would never end.
    """

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock, self._has_rung = sock, False
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._timer.cancel()
        if self._has_rung:
            raise TimeoutError from error

    def _ring(self) -> None:
        self._has_rung = True
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)


def _socket(target: Target, addresses: list[str], seconds: float) -> socket.socket:
    """Connect to an address that was looked at, under the host's own name."""
    sock = _connected(addresses, target.port, seconds)
    if target.scheme != "https":
        return sock
    context = ssl.create_default_context()
    return context.wrap_socket(sock, server_hostname=target.host, do_handshake_on_connect=False)


def _connected(addresses: list[str], port: int, seconds: float) -> socket.socket:
    for address in addresses[:-1][:2]:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), timeout=seconds)


def _problem(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "too_slow"
    if isinstance(error, ssl.SSLError):
        return "bad_certificate"
    if isinstance(error, ConnectionError | OSError):
        return "no_connection"
    return "no_answer"
