"""Where a link may lead us: to the public web only, at an address that was looked at first."""

import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.utils.encoding import iri_to_uri

IpAddress = IPv4Address | IPv6Address

_HOST = re.compile(r"[a-z0-9._:-]+")
#: An IPv4 address written as IPv6, for networks that speak nothing else (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
#: Not public, though Python calls them global: site-local addresses, those for documentation
#: (RFC 9637) and the relays of 6to4 that are no more (RFC 7526).
_NOT_PUBLIC = [
    IPv6Network("fec0::/10"),
    IPv6Network("3fff::/20"),
    IPv4Network("192.88.99.0/24"),
]


class NotAskedError(Exception):
    """A link that is not asked; `problem` names why, as `answers.PROBLEMS` has it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the public internet, whatever form it is written in."""
    inner = _inner(address)
    if any(inner in network for network in _NOT_PUBLIC):
        return False
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _inner(address: IpAddress) -> IpAddress:
    """Return the IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


@dataclass(frozen=True)
class Rules:
    """Which addresses and ports may be asked. Tests hand in others; nothing else does."""

    may_ask: Callable[[IpAddress], bool] = is_public
    ports: frozenset[int] | None = frozenset({80, 443})


PUBLIC_WEB = Rules()


@dataclass(frozen=True)
class Target:
    """One place to ask: a scheme, a host as it is named on the wire, a port, what to ask for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT[self.scheme] else f"{host}:{self.port}"


_DEFAULT = {"http": 80, "https": 443}


def read_url(url: str, rules: Rules) -> Target:
    """Return where a link leads; NotAskedError for what is no plain address of the web."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = _host(parts)
    except ValueError as error:
        raise NotAskedError("no_address") from error
    if parts.scheme not in _DEFAULT or not host:
        raise NotAskedError("no_address")
    if "@" in parts.netloc:
        raise NotAskedError("with_password")
    port = port if port is not None else _DEFAULT[parts.scheme]
    if rules.ports is not None and port not in rules.ports:
        raise NotAskedError("odd_port")
    path = iri_to_uri(parts.path or "/") + (f"?{iri_to_uri(parts.query)}" if parts.query else "")
    if any(ord(character) <= 32 or ord(character) == 127 for character in path):
        raise NotAskedError("no_address")
    return Target(parts.scheme, host, port, path)


def addresses_of(target: Target, rules: Rules) -> list[str]:
    """Return the addresses of a host, all of them looked at; NotAskedError where one is private.

    They are what is connected to: a name that answers differently a moment later gains nothing.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotAskedError("no_such_host") from error
    addresses = list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in found))
    if not addresses or not all(_may_ask(addresses, rules)):
        raise NotAskedError("private_address")
    return addresses


def _may_ask(addresses: Iterable[str], rules: Rules) -> Iterable[bool]:
    return (rules.may_ask(ip_address(address)) for address in addresses)


def _host(parts: SplitResult) -> str:
    """Return the host in lower case, an international name in its ASCII form."""
    host = (parts.hostname or "").rstrip(".")
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError(host)
    return host
