"""Holds that links are asked on the public web only, however an address is written."""

from ipaddress import ip_address

import pytest

from memorial.services.external_links.guarding import (
    PUBLIC_WEB,
    NotAskedError,
    addresses_of,
    is_public,
    read_url,
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("198.18.0.1", False),
        ("203.0.113.7", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::1", False),
        ("2001:0:53aa:64c::", False),
        ("fec0::1", False),
        ("3fff:fff::1", False),
        ("192.88.99.1", False),
    ],
)
def test_an_address_is_public_or_not(address, expected):
    assert is_public(ip_address(address)) is expected


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://0/",
    ],
)
def test_this_machine_is_not_asked_under_any_name(url):
    with pytest.raises(NotAskedError) as refused:
        addresses_of(read_url(url, PUBLIC_WEB), PUBLIC_WEB)

    assert refused.value.problem in {"private_address", "no_such_host"}


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://example.org/", "no_address"),
        ("javascript:alert(1)", "no_address"),
        ("//example.org/", "no_address"),
        ("https://", "no_address"),
        ("http://exa mple.org/\r\nHost: x", "no_address"),
        ("http://[::1/", "no_address"),
        ("http://example.org:99999/", "no_address"),
        ("http://" + "ж" * 80 + ".example/", "no_address"),
        ("http://example.org:6379/", "odd_port"),
        ("http://example.org:0/", "odd_port"),
        ("http://user:secret@example.org/", "with_password"),
        ("http://example.org@127.0.0.1/", "with_password"),
    ],
)
def test_what_is_no_plain_address_of_the_web_is_not_asked(url, problem):
    with pytest.raises(NotAskedError) as refused:
        addresses_of(read_url(url, PUBLIC_WEB), PUBLIC_WEB)

    assert refused.value.problem == problem


def test_international_names_and_paths_are_asked_in_their_ascii_form():
    target = read_url("https://Пример.Испытание/союзники?имя=Но Гван", PUBLIC_WEB)

    assert target.host == "xn--e1afmkfd.xn--80akhbyknj4f"
    assert target.authority == target.host
    assert target.path.isascii()
    assert " " not in target.path
