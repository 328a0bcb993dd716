"""Holds that a form which was refused says each thing to mend, with a link to its field."""

import re
from html import unescape

import pytest

from tests.admin.live_articles import saved
from tests.admin.posting import add_block, form_values
from tests.factories import make_monument

pytestmark = pytest.mark.django_db


def url(article):
    return f"/admin/memorial/article/{article.pk}/change/"


def refused(answer):
    """The list of what to mend: the address of each link, its words, and what is said there."""
    page = " ".join(unescape(answer.content.decode()).split())
    listed = page[page.index('id="refused"') : page.index("</section>", page.index('id="refused"'))]
    return re.findall(r'<li>(?:<a href="#([^"]+)">([^<]+)</a>: )?([^<]*)</li>', listed)


def test_every_field_that_failed_is_named_and_linked_and_the_bar_says_so(client, author, live):
    values = form_values(client.get(url(live)), headline="", slug="no spaces here")

    answer = client.post(url(live), {**values, "_continue": "1"})

    found = refused(answer)
    assert [(anchor, place) for anchor, place, _said in found] == [
        ("id_headline", "Headline"),
        ("id_slug", "Address"),
    ]
    page = answer.content.decode()
    for anchor, _place, _said in found:
        assert f'id="{anchor}"' in page
    assert "Not saved: 2 things need mending" in " ".join(page.split())
    assert '<a href="#refused">See what to mend</a>' in page


def test_a_block_is_named_by_its_place_in_the_page(client, author, live):
    values = form_values(client.get(url(live)))
    add_block(values, "pull_quote", quote="", attribution="Vale")

    ((anchor, place, said),) = refused(client.post(url(live), values))

    assert (anchor, place) == (
        "id_memorial_pullquoteblock_set-0-quote",
        "Pull quote 2, Words of the essay",
    )
    assert said.strip()


def test_a_block_that_is_taken_out_is_not_asked_to_be_mended(client, author, live):
    values = form_values(client.get(url(live)), headline="")
    add_block(values, "pull_quote", quote="", attribution="Vale", DELETE="on")

    assert [place for _anchor, place, _said in refused(client.post(url(live), values))] == [
        "Headline"
    ]


def test_a_row_of_a_record_is_named_too(client, editor):
    monument = make_monument()
    address = f"/admin/memorial/monument/{monument.pk}/change/"
    values = form_values(client.get(address))
    names = [name for name in values if name.endswith("-text")]

    found = refused(client.post(address, {**values, names[0]: ""}))

    assert found
    assert all(place for _anchor, place, _said in found)


def test_a_form_that_was_not_sent_lists_nothing(client, author, live):
    page = client.get(url(live)).content.decode()

    assert 'id="refused"' not in page
    assert "Not saved." not in page


def test_a_page_that_publishes_lists_what_is_missing_at_its_head(client, publisher, live):
    saved(live, headline="Other")
    address = f"/admin/memorial/article/{live.pk}/publish/"
    values = form_values(client.get(address), when="later", significance="correction")

    answer = client.post(address, {**values, "was_wrong": "It was 3 m."})

    found = refused(answer)
    assert [(anchor, place) for anchor, place, _said in found] == [
        ("id_is_right", "What is right"),
        ("id_at", "Moment"),
    ]
    assert "Nothing was done: 2 things need mending" in " ".join(answer.content.decode().split())


def test_a_choice_that_was_not_made_is_linked_too(client, publisher, live):
    saved(live, headline="Other")
    address = f"/admin/memorial/article/{live.pk}/publish/"

    answer = client.post(address, form_values(client.get(address)))

    ((anchor, place, _said),) = refused(answer)
    assert (anchor, place) == ("id_significance_0", "What this means to readers")
    assert f'id="{anchor}"' in answer.content.decode()
