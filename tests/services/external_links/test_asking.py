"""Holds how one link is asked, on a real server: what it answers, and that it cannot hurt us."""

import time
from ipaddress import ip_address

import pytest

from memorial.services.external_links.asking import Answer, Limits, ask
from memorial.services.external_links.guarding import Rules
from tests.web import web

#: This machine may be asked, on any port; its other loopback addresses may not.
HERE = Rules(may_ask=lambda address: address == ip_address("127.0.0.1"), ports=None)
QUICK = Limits(step=0.4, request=0.6)


def answer_of(url, rules=HERE):
    return ask(url, agent="memorial-test", rules=rules, limits=QUICK)


def at(server, path="page"):
    return answer_of(f"{server.address}/{path}")


def asked(server):
    return [(method, path) for method, path, _headers, _at in server.asked]


def refuses_head(handler):
    handler.send_response(405 if handler.command == "HEAD" else 200)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def endless(handler):
    handler.send_response(405 if handler.command == "HEAD" else 200)
    handler.send_header("Content-Length", str(10**9))
    handler.end_headers()
    if handler.command == "GET":
        try:
            for _time in range(10**4):
                handler.wfile.write(b"x" * 65536)
        except OSError:
            handler.server.was_cut = True


def silent(handler):
    time.sleep(1)


def trickling(handler):
    try:
        for character in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 60:
            handler.wfile.write(bytes([character]))
            time.sleep(0.1)
    except OSError:
        pass


def nonsense(handler):
    handler.wfile.write(b"\x00\x01 what?\r\n\r\n")
    handler.close_connection = True


def to(address, status=302):
    return status, {"Location": address}


@pytest.mark.parametrize("status", [200, 204, 401, 403, 451])
def test_a_page_that_answers_gives_its_status(status):
    with web(page=(status, {})) as server:
        assert at(server) == Answer(status)


@pytest.mark.parametrize("status", [404, 410, 500])
def test_what_head_refuses_get_decides(status):
    with web(page=(status, {}), other=refuses_head) as server:
        assert at(server) == Answer(status)
        assert at(server, "other") == Answer(200)
        methods = [method for method, _path in asked(server)]

    assert methods == ["HEAD", "GET"] * 2


def test_we_say_who_asks_and_send_nothing_else():
    with web(page=(200, {})) as server:
        at(server)
        headers = server.asked[0][2]

    assert headers["User-Agent"] == "memorial-test"
    assert headers["Host"] == server.address.removeprefix("http://")
    assert set(headers) <= {"User-Agent", "Host", "Accept", "Accept-Encoding", "Connection"}


def test_redirects_are_followed():
    with web(page=to("/b?x=%D1%8F", 301), end=(200, {})) as server:
        server.pages["/b?x=%D1%8F"] = to("end#there", 308)
        assert at(server) == Answer(200)
        assert asked(server)[-1] == ("HEAD", "/end")


def test_a_circle_of_redirects_ends():
    with web(page=to("/page")) as server:
        assert at(server) == Answer(problem="too_many_redirects")
        assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.2/", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://169.254.169.254/latest/", "private_address"),
        ("file://localhost/page", "no_address"),
        ("gopher://127.0.0.1/", "no_address"),
        ("http://me:secret@127.0.0.1/", "with_password"),
        ("http://[x", "no_answer"),
        ("http://[1.2.3.4]/", "no_answer"),
    ],
)
def test_a_redirect_into_a_private_network_is_not_followed(address, problem):
    with web(page=to(address)) as server:
        assert at(server) == Answer(problem=problem)
        assert len(server.asked) == 1


def test_by_its_own_rules_this_machine_is_never_asked():
    with web(page=(200, {})) as server:
        answer = ask(f"{server.address}/page", agent="x")
        assert answer.problem in {"odd_port", "private_address"}
        assert server.asked == []


def test_a_name_is_looked_up_once_and_its_address_connected_to(monkeypatch):
    import socket

    with web(page=(200, {})) as server:
        looked_up = []

        def rebinding(host, port, *args, **kwargs):
            looked_up.append(host)
            address = "127.0.0.1" if host in ("site.example", "127.0.0.1") else "127.0.0.9"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        answer = answer_of(f"http://site.example:{server.server_port}/page")

    assert answer == Answer(200)
    assert looked_up.count("site.example") == 1
    assert server.asked[0][2]["Host"] == f"site.example:{server.server_port}"


@pytest.mark.parametrize("page", [silent, trickling])
def test_a_slow_server_is_given_up(page):
    started = time.monotonic()
    with web(page=page) as server:
        assert at(server) == Answer(problem="too_slow")
        assert time.monotonic() - started < 1.5


def test_a_huge_page_is_not_read_to_its_end():
    with web(page=endless) as server:
        started = time.monotonic()
        assert at(server) == Answer(200)
        assert time.monotonic() - started < 1


def test_nonsense_and_a_closed_door_are_said():
    with web(page=nonsense) as server:
        assert at(server).problem == "no_answer"
    assert at(server).problem == "no_connection"


def test_a_certificate_that_is_none_is_said():
    with web(page=(200, {})) as server:
        answer = answer_of(server.address.replace("http:", "https:") + "/page")

    assert answer.problem == "bad_certificate"


def test_being_asked_for_patience_is_no_failure():
    with web(page=(429, {"Retry-After": "60"}), busy=(503, {"Retry-After": "60"})) as server:
        assert at(server).is_later
        assert at(server, "busy").is_later
        assert [method for method, _path in asked(server)] == ["HEAD", "HEAD"]
