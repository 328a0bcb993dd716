"""Holds that a piece stands in one way wherever the desk shows how it stands."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from memorial.models import Article, Merge
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.reviewing import approve, return_to_author, send_to_review
from memorial.services.saving import keep_revision, newest_save
from memorial.services.withdrawing import withdraw_article
from tests.admin.test_translating import make_pair, publish_anew
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db


def rewritten(article, by):
    Article.objects.filter(pk=article.pk).update(standfirst="More.")
    keep_revision(Article.objects.get(pk=article.pk), by=by)


def sent(article, by):
    send_to_review(article, by=by)


def returned(article, by):
    return_to_author(article, by=by, note="Add the place.")


def approved(article, by):
    approve(article, by=by, seen_revision=newest_save(article, by=by).pk)


def published(article, by):
    publish_article(article, by=by)


def scheduled(article, by):
    schedule_article(article, at=timezone.now() + timedelta(days=1), by=by)


def withdrawn(article, by):
    withdraw_article(article, reason="Wrong.", by=by)


#: What was done with a piece; the shape and the words of it wherever its stage is shown.
STATES = [
    ([], "draft", "draft"),
    ([sent], "rev", "in review"),
    ([sent, returned], "returned", "returned"),
    ([sent, returned, rewritten], "returned", "returned"),
    ([sent, returned, sent], "rev", "in review"),
    ([sent, returned, published], "live", "published"),
    ([sent, returned, scheduled], "sch", "scheduled"),
    ([sent, approved, returned], "returned", "returned"),
    ([sent, approved], "approved", "approved"),
    ([published], "live", "published"),
    ([published, rewritten], "draft", "newer draft"),
    ([published, rewritten, sent], "rev", "in review"),
    ([published, rewritten, sent, approved], "approved", "approved"),
    ([published, rewritten, sent, returned], "returned", "returned"),
    ([published, sent, returned], "returned", "returned"),
    ([published, rewritten, sent, returned, withdrawn], "returned", "returned"),
    ([scheduled], "sch", "scheduled"),
    ([scheduled, rewritten], "draft", "newer draft"),
    ([published, rewritten, scheduled], "sch", "scheduled"),
    ([published, withdrawn], "none", "withdrawn"),
    ([published, withdrawn, rewritten], "draft", "draft"),
]

MARK = r'<span class="st (\w+)">([^<]*)<'


def names(steps):
    return " ".join(step.__name__ for step in steps) if isinstance(steps, list) else None


def piece_after(*steps, by):
    article = make_article()
    keep_revision(article, by=None)
    for step in steps:
        step(Article.objects.get(pk=article.pk), by)
    return article


@pytest.fixture
def publisher(client):
    user = make_user("Publisher")
    client.force_login(user)
    return user


def text_of(client, address):
    return client.get(f"/admin/{address}").content.decode()


def marks_in(page, pattern):
    return set(re.findall(pattern, page))


@pytest.mark.parametrize(("steps", "shape", "words"), STATES, ids=names)
def test_a_piece_stands_in_one_way_wherever_it_is_shown(client, publisher, steps, shape, words):
    article = piece_after(*steps, by=publisher)
    form = text_of(client, f"memorial/article/{article.pk}/change/")
    tab = r'aria-current="page"><span class="st (\w+)"><span lang="en">\w+</span></span> <small>'

    shown = {
        "list": marks_in(text_of(client, "memorial/article/"), f'field-stage_shown">{MARK}'),
        "front page": marks_in(text_of(client, ""), f'data-label="State">{MARK}'),
        "grid": marks_in(text_of(client, "memorial/article/translations/"), f'change/">{MARK}'),
        "languages": marks_in(
            text_of(client, f"memorial/article/{article.pk}/languages/"),
            f"</a></td>\\s*<td>{MARK}",
        ),
        "tab": marks_in(form, f"{tab}([^<]*)<"),
    }

    is_on_its_way = shape in ("rev", "approved", "returned") or rewritten in steps[-1:]
    expected = dict.fromkeys(shown, {(shape, words)})
    assert shown == expected | ({} if is_on_its_way else {"front page": set()})
    drafts = text_of(client, "memorial/article/?stage__exact=draft")
    assert (f"/{article.pk}/change/" in drafts) == (shape in ("draft", "returned"))


@pytest.mark.parametrize(("steps", "shape", "words"), STATES, ids=names)
def test_the_head_of_a_form_marks_a_piece_as_the_list_does(client, publisher, steps, shape, words):
    article = piece_after(*steps, by=publisher)

    form = text_of(client, f"memorial/article/{article.pk}/change/")

    heads = re.findall(r'<(ul|p) class="standing"(.*?)</\1>', form, re.DOTALL)
    marks = {mark for _tag, head in heads for mark in re.findall(r'class="st (\w+)"', head)}
    assert shape in marks
    assert marks & {"draft", "rev", "approved", "returned"} <= {shape}


def test_what_was_returned_says_by_whom_when_and_what_is_missing(client, publisher):
    article = piece_after(sent, by=publisher)
    note = "Add the\nplace, and <b>whose</b> gate it is. " + "Then the source of each line. " * 9
    return_to_author(article, by=publisher, note=note)
    in_short = r"<small>publisher, [^<]+: “Add the place, and &lt;b&gt;whose&lt;/b&gt; gate[^<]+…”<"

    shown = {
        address: re.findall(in_short, text_of(client, address))
        for address in ("memorial/article/", "memorial/article/?drafts=returned", "")
    }

    assert {address: len(found) for address, found in shown.items()} == dict.fromkeys(shown, 1)
    send_to_review(article, by=publisher)
    assert not any(re.search(in_short, text_of(client, address)) for address in shown)


def test_the_front_page_says_what_readers_see_as_the_list_does(client, publisher):
    piece_after(published, withdrawn, rewritten, by=publisher)

    listed = re.search(f'field-standing">{MARK}', text_of(client, "memorial/article/"))

    row = re.search(r'data-label="State">.*?</td>', text_of(client, ""))[0]
    assert listed[2] == "nothing now: withdrawn"
    assert f"<small>{listed[2]}</small>" in row


def test_a_translation_behind_is_marked_so_beside_its_own_state(client, publisher):
    original, article = make_pair()
    publish_anew(original)
    late = '<{0} class="st late">1 edition behind</{0}>'

    places = {
        "memorial/article/": "span",
        "": "span",
        "memorial/article/translations/": "span",
        f"memorial/article/{article.pk}/languages/": "span",
        f"memorial/article/{article.pk}/change/": "small",
    }

    for address, tag in places.items():
        assert text_of(client, address).count(late.format(tag)) == 1, address


def test_what_is_live_says_so_while_its_next_words_are_in_review(client, publisher):
    article = piece_after(published, rewritten, sent, by=publisher)

    form = text_of(client, f"memorial/article/{article.pk}/change/")

    assert '<small class="st late">live, with newer words</small>' in form


def test_an_embargo_has_one_mark_on_the_form_and_in_the_week(client, publisher):
    article = make_article(not_before=timezone.now() + timedelta(days=1))

    form = text_of(client, f"memorial/article/{article.pk}/change/")

    assert '<span class="st embargo">' in form
    assert f'<a class="st embargo" href="/admin/memorial/article/{article.pk}/' in text_of(
        client, ""
    )


@pytest.mark.parametrize(
    ("undone_at", "shape", "words"),
    [(None, "live", "merged"), (timezone.now(), "none", "undone")],
)
def test_a_merge_has_one_mark_in_the_list_and_on_its_page(
    client, publisher, undone_at, shape, words
):
    stays = make_person("Ada Vale")
    merge = Merge.objects.create(record="person:99", into=stays.ref, undone_at=undone_at)

    listed = text_of(client, "memorial/merge/")

    assert marks_in(listed, f'field-state">{MARK}') == {
        (shape, "undone" if undone_at else "merged")
    }
    assert f'<p class="st {shape}">' in text_of(client, f"memorial/merge/{merge.pk}/undo/")
