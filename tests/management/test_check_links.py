"""Holds a run of check_links: which links are asked, how politely, and what is kept."""

from datetime import timedelta
from io import StringIO
from ipaddress import ip_address

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from memorial.models import CheckedLink, FollowChannel, ProseBlock
from memorial.services.external_links import running
from memorial.services.external_links.answers import note_answer
from memorial.services.external_links.asking import Answer, Limits
from memorial.services.external_links.collecting import keep_links_in_use
from memorial.services.external_links.guarding import Rules
from memorial.services.external_links.running import Manners, check_links
from memorial.services.publishing import publish_article
from memorial.services.withdrawing import withdraw_article
from tests.factories import add_block, make_article, make_source
from tests.web import web

pytestmark = pytest.mark.django_db

HERE = Rules(may_ask=lambda address: address == ip_address("127.0.0.1"), ports=None)
NOW = timedelta(0)


def run(pause=0.0, **how):
    manners = Manners("test", pause=pause, limits=Limits(0.3, 0.4), rules=HERE)
    return check_links(older_than=how.pop("older_than", NOW), manners=manners, **how)


def linked(*urls):
    article = make_article()
    html = "".join(f'<p><a href="{url}">x</a></p>' for url in urls)
    add_block(article, "prose", html=html)
    return article


def known():
    return set(CheckedLink.objects.values_list("url", flat=True))


def test_links_of_prose_sources_channels_and_live_editions_are_kept_and_no_others():
    article = linked("https://a.example/?x=1&amp;y=2", "/en/about/", "mailto:a@b.example")
    publish_article(article, by=None)
    ProseBlock.objects.filter(parent=article).delete()
    gone = linked("https://withdrawn.example/")
    publish_article(gone, by=None)
    withdraw_article(gone, reason="Wrong.", by=None)
    ProseBlock.objects.filter(parent=gone).delete()
    linked("https://draft.example/")
    make_source(url="https://b.example/", archived_url="https://c.example/")
    FollowChannel.objects.create(kind="rss", url="https://d.example/feed")
    CheckedLink.objects.create(url="https://old.example/")

    assert keep_links_in_use() == (5, 1)

    assert known() == {
        "https://a.example/?x=1&y=2",
        "https://draft.example/",
        "https://b.example/",
        "https://c.example/",
        "https://d.example/feed",
    }
    assert keep_links_in_use() == (0, 0)


def test_keeping_a_thousand_links_costs_a_fixed_number_of_queries_a_batch(
    django_assert_max_num_queries,
):
    for number in range(10):
        linked(*(f"https://example.org/{number}/{each}" for each in range(100)))

    with django_assert_max_num_queries(40):
        keep_links_in_use()

    assert CheckedLink.objects.count() == 1000


def test_a_page_that_is_gone_is_broken_at_once_and_a_failing_one_after_three_runs():
    with web(fine=(200, {}), gone=(410, {}), missing=(404, {}), failing=(500, {})) as server:
        for path in ("fine", "gone", "missing", "failing"):
            CheckedLink.objects.create(url=f"{server.address}/{path}")

        broken = []
        for _run in range(3):
            run()
            rows = CheckedLink.objects.broken().values_list("url", flat=True)
            broken.append({url.rpartition("/")[2] for url in rows})

        server.pages["/gone"] = (200, {})
        run()

    assert broken == [{"gone", "missing"}, {"gone", "missing"}, {"gone", "missing", "failing"}]
    mended = CheckedLink.objects.get(url__endswith="/gone")
    assert (mended.broken_since, mended.failures, mended.status) == (None, 0, 200)


def test_since_when_a_link_is_broken_stays():
    link, first = CheckedLink(url="https://a.example"), timezone.now()
    for day in range(3):
        note_answer(link, Answer(404), first + timedelta(days=day))

    assert link.broken_since == first


@pytest.mark.parametrize(
    ("answer", "is_broken", "failures"),
    [
        (Answer(403), False, 0),
        (Answer(problem="odd_port"), False, 0),
        (Answer(problem="with_password"), False, 0),
        (Answer(problem="private_address"), True, 3),
        (Answer(problem="too_slow"), True, 3),
        (Answer(429), False, 2),
        (Answer(503, "later"), False, 2),
    ],
)
def test_what_an_answer_makes_of_a_link_that_failed_twice(answer, is_broken, failures):
    link = CheckedLink(url="https://a.example", failures=2)

    note_answer(link, answer, timezone.now())

    assert (link.broken_since is not None, link.failures) == (is_broken, failures)


def test_a_host_is_asked_one_link_at_a_time_with_a_pause():
    with web(a=(200, {}), b=(200, {}), c=(200, {})) as server:
        for path in "abc":
            CheckedLink.objects.create(url=f"{server.address}/{path}")
        run(pause=0.15)
        moments = [moment for *_rest, moment in server.asked]

    gaps = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    assert len(moments) == 3
    assert min(gaps) >= 0.15


def test_a_host_that_asks_for_patience_is_left_alone_for_the_rest_of_the_run():
    with web(a=(429, {"Retry-After": "9"}), b=(200, {})) as server:
        for path in "ab":
            CheckedLink.objects.create(url=f"{server.address}/{path}")
        outcome = run()

        assert [path for _method, path, *_rest in server.asked] == ["/a"]
    assert (outcome.asked, outcome.later, outcome.broken) == (2, 2, 0)


def test_one_odd_link_does_not_stop_a_run(monkeypatch):
    def odd(url, **how):
        if url.endswith("/odd"):
            raise ValueError(url)
        return Answer(200)

    monkeypatch.setattr(running, "ask", odd)
    for path in ("odd", "fine"):
        CheckedLink.objects.create(url=f"https://a.example/{path}")

    assert run().asked == 2
    answers = CheckedLink.objects.values_list("url", "status", "problem")
    assert set(answers) == {
        ("https://a.example/odd", None, "no_answer"),
        ("https://a.example/fine", 200, ""),
    }


def test_only_what_is_due_is_asked_and_no_more_than_the_limit(monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    now = timezone.now()
    with web() as server:
        for number, hours in enumerate([None, 1, 30, 40, 50]):
            at = now - timedelta(hours=hours) if hours else None
            CheckedLink.objects.create(url=f"{server.address}/{number}", checked_at=at)

        run(older_than=timedelta(hours=20), limit=3)
        first = {path for _method, path, *_rest in server.asked}
        run(older_than=timedelta(hours=20))
        paths = {path for _method, path, *_rest in server.asked}

    assert first == {"/0", "/4", "/3"}
    assert paths == {"/0", "/4", "/3", "/2"}


# The command.


def command(*given):
    said = StringIO()
    call_command("check_links", *given, stdout=said)
    return said.getvalue()


def test_the_command_says_what_it_did_and_leaves_this_machine_alone():
    with web(page=(200, {})) as server:
        linked(f"{server.address}/page", "http://127.0.0.1/admin/", "http://localhost:80/")

        with pytest.raises(SystemExit) as left:
            command()

        assert server.asked == []
    assert left.value.code == 1
    problems = dict(CheckedLink.objects.values_list("url", "problem"))
    assert problems == {
        f"{server.address}/page": "odd_port",
        "http://127.0.0.1/admin/": "private_address",
        "http://localhost:80/": "private_address",
    }


def test_without_links_the_command_is_content():
    assert "0 links asked, 0 to be asked later, 0 broken." in command()


def test_a_dry_run_names_the_links_and_keeps_nothing():
    linked("https://a.example/", "https://b.example/")
    CheckedLink.objects.create(url="https://c.example/")

    assert command("--dry-run").split() == [
        "https://a.example/",
        "https://b.example/",
        "https://c.example/",
    ]
    assert command("--dry-run", "--limit", "1").split() == ["https://a.example/"]
    assert known() == {"https://c.example/"}


@pytest.mark.parametrize(
    "given", [("--limit", "0"), ("--limit", "x"), ("--older-than", "-1"), ("--older-than", "x")]
)
def test_a_number_that_is_none_is_refused(given):
    with pytest.raises(CommandError, match="is no number"):
        command(*given)


def test_the_site_is_named_to_those_who_are_asked(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "memorial.example"]
    assert running.user_agent() == "memorial-link-check/1.0 (+https://memorial.example/)"
