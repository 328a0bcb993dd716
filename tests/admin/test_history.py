"""The history of an article at the desk: listed by sitting, compared, restored."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Article, ReviewStep, Revision, Translation
from memorial.services.correcting import Meaning
from memorial.services.merging import merge_records
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.saving import keep_revision, keep_story
from memorial.services.translating import translate_article
from memorial.services.withdrawing import withhold_edition
from tests.admin.posting import form_values
from tests.factories import (
    add_block,
    later,
    make_article,
    make_frozen,
    make_full_article,
    make_image,
    make_live,
    make_person,
    make_statement,
    make_user,
)

pytestmark = pytest.mark.django_db

ROOT = "/admin/memorial/article/"


def url(article, page, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{ROOT}{article.pk}/{page}/" + (f"?{query}" if query else "")


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def kept(article, headline=None, **fields):
    if headline:
        Article.objects.filter(pk=article.pk).update(headline=headline)
    revision = keep_revision(Article.objects.get(pk=article.pk), by=fields.pop("by", None))
    Revision.objects.filter(pk=revision.pk).update(**fields)
    return revision


# The list.


def test_saves_are_listed_by_sitting_with_what_changed_in_words(client, publisher):
    article = make_article("The gate opens", ["It opened at noon on a Monday."])
    long_ago = timezone.now() - timedelta(days=3)
    kept(article, by=publisher, saved_at=long_ago)
    kept(article, by=publisher, saved_at=long_ago + timedelta(minutes=10))
    article.memorial_proseblock_set.update(html="<p>It opened at last.</p>", heading="The day")
    add_block(article, "picture", image=make_image())
    kept(article, "The gate closes", by=publisher)

    page = text(client.get(url(article, "revisions")))

    assert page.count('class="history-entry is-sitting"') == 2
    assert "Headline; Prose “The day” (+3 −4 words); Picture: put in" in page
    assert "2 saves" in page
    assert "The first save." in page


def test_editions_steps_and_fixes_stand_where_they_happened(client, publisher):
    article = make_article("First")
    publish_article(article, by=publisher)
    ReviewStep.objects.create(article=article, kind="sent", by=publisher, note="Ready, I think")
    live = article.editions.get()
    keep_story(article, live.frozen, by=publisher, purpose="fix", base=live)
    kept(article, "Second", by=publisher, saved_at=later())

    page = text(client.get(url(article, "revisions")))

    places = [page.index(f"history-entry is-{kind}") for kind in ("sitting", "fix", "step")]
    assert places == sorted(places)
    assert "Headline" in page[places[0] : places[1]]
    for words in ("Edition 1", "Sent to review", "Ready, I think", "made from edition 1"):
        assert words in page[places[1] :]


def test_the_history_of_a_piece_without_saves_says_what_will_stand_there(client, publisher):
    assert "Nothing was saved yet" in text(client.get(url(make_article(), "revisions")))


def test_the_history_is_paged_and_loses_no_sitting(client, publisher):
    article = make_article()
    start = timezone.now() - timedelta(days=60)
    for number in range(45):
        revision = keep_story(article, make_frozen(f"Headline {number}"), by=publisher)
        moment = start + timedelta(hours=number)
        Revision.objects.filter(pk=revision.pk).update(saved_at=moment)
        if number % 5 == 0:
            step = ReviewStep.objects.create(article=article, kind="sent", note=f"Step {number}.")
            ReviewStep.objects.filter(pk=step.pk).update(at=moment + timedelta(minutes=40))

    pages, address = [], url(article, "revisions")
    while address:
        answer = client.get(address)
        pages.append(text(answer))
        cursor = answer.context["next_cursor"]
        address = url(article, "revisions", after=cursor.replace("+", "%2B")) if cursor else ""

    assert [page.count("history-entry is-sitting") for page in pages] == [20, 20, 5]
    everything = " ".join(pages)
    assert all(everything.count(f"Step {number}.") == 1 for number in range(0, 45, 5))
    assert "The first save." in pages[2]
    assert "The first save." not in pages[0] + pages[1]


def test_a_page_of_history_costs_as_much_with_five_hundred_saves(client, publisher):
    article = make_article()
    frozen = make_frozen("The gate opens")
    for number in range(500):
        keep_story(article, frozen, by=publisher)
        if number == 1:
            few = CaptureQueriesContext(connection)
            with few:
                client.get(url(article, "revisions"))

    with CaptureQueriesContext(connection) as many:
        client.get(url(article, "revisions"))

    assert len(many) == len(few)
    assert len(many) <= 12


@pytest.mark.parametrize("cursor", ["x", "1~", "1~2025", "~", "9" * 40, "1~9999-12-31T23:59-14:00"])
def test_a_cursor_that_names_no_save_is_not_found(client, publisher, cursor):
    assert client.get(url(make_article(), "revisions", after=cursor)).status_code == 404


# How each edition stands.


def edition_lines(client, article):
    """The mark of each edition in the history, and what is said of its time."""
    page = text(client.get(url(article, "revisions")))
    found = re.findall(
        r'Edition (\d+) <span class="st (\w+)">([^<]+)</span>.*?history-said">([^<]+)<', page
    )
    return {int(number): rest for number, *rest in found}


def standing_editions(publisher):
    """Edition 1 was live and is withheld, 2 is live, 3 was cancelled, 4 is scheduled."""
    article = make_article("First")
    kept(article)
    first = publish_article(article, by=publisher)
    kept(article, "Second")
    publish_article(Article.objects.get(pk=article.pk), by=publisher)
    withhold_edition(first, reason="It named a child.", by=publisher)
    for headline in ("Third", "Fourth"):
        kept(article, headline)
        planned = Article.objects.get(pk=article.pk)
        schedule_article(planned, at=later(), by=publisher, replace_scheduled=True)
    return article


def test_each_edition_is_marked_by_how_it_stands_to_readers(client, publisher):
    said = edition_lines(client, standing_editions(publisher))

    assert {number: mark for number, (_shape, mark, _said) in said.items()} == {
        1: "withheld",
        2: "live now",
        3: "cancelled, never published",
        4: "scheduled",
    }
    assert [shape for _number, (shape, *_rest) in sorted(said.items())] == [
        "none",
        "live",
        "none",
        "sch",
    ]
    assert "withheld on" in said[1][2]
    assert "live now, from" in said[2][2]
    assert "until" in said[2][2]
    assert "cancelled, never published" in said[3][2]
    assert "scheduled for" in said[4][2]


def test_an_edition_that_another_followed_was_live(client, publisher):
    article = make_article("First")
    for headline in ("First", "Second"):
        kept(article, headline)
        publish_article(Article.objects.get(pk=article.pk), by=publisher)

    said = edition_lines(client, article)

    assert said[1][:2] == ["draft", "was live"]
    assert said[2][:2] == ["live", "live now"]


def test_what_is_offered_for_comparing_is_called_by_how_it_stands(client, publisher):
    page = text(client.get(url(standing_editions(publisher), "compare", a="edition:3")))

    assert re.search(r">Edition 1: withheld on [^<]+; it was live from [^<]+</option>", page)
    assert re.search(r">Edition 2: live now, from [^<]+</option>", page)
    assert re.search(r">Edition 4: scheduled for [^<]+</option>", page)
    called = re.compile(
        r'diff-of">Edition 3: cancelled, never published; it was scheduled for [^<]+<'
    )
    assert called.search(page)


def test_a_save_is_compared_with_live_only_where_something_is_live(client, publisher):
    article = make_article()
    kept(article)
    assert "Compare with live" not in text(client.get(url(article, "revisions")))

    publish_article(article, by=publisher)

    assert "Compare with live" in text(client.get(url(article, "revisions")))


# Comparing.


def test_any_two_states_are_compared_word_by_word(client, publisher):
    article = make_article("The gate opens")
    first = kept(article)
    second = kept(article, "The gate closes")

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))
    back = client.get(url(article, "compare", a=f"revision:{second.pk}", b=f"revision:{first.pk}"))

    assert '<del><span class="visually-hidden">[taken out: </span>opens' in page
    assert '<ins><span class="visually-hidden">[put in: </span>closes' in page
    assert "[taken out: </span>closes" in text(back)


def test_comparing_starts_with_what_readers_see_and_the_working_copy(client, publisher):
    article = make_article("The gate opens")
    publish_article(article, by=None)
    kept(article, "The gate closes")

    page = text(client.get(url(article, "compare")))

    assert "[taken out: </span>opens" in page
    assert "What readers see now: edition 1" in page
    assert '<option value="live" selected>' in page
    assert '<option value="working" selected>' in page


def test_moved_blocks_are_said_and_unchanged_ones_folded(client, publisher):
    article = make_article(paragraphs=["One.", "Two.", "Three."])
    first = kept(article)
    article.memorial_proseblock_set.filter(html__contains="Three").update(ordering=-1)

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    assert "moved up" in page
    assert "2 parts are the same" in page
    assert "<del>" not in page


def test_pictures_and_relations_are_compared_too(client, publisher):
    article = make_article(paragraphs=())
    block = add_block(article, "picture", image=make_image("Old", caption_en="Old gate"))
    prose = add_block(article, "prose", material="patina", account_of=make_person("Ada Vale"))
    first = kept(article)
    type(block).objects.update(image=make_image("New", caption_en="New gate"))
    type(prose).objects.update(account_of=make_person("Ben Stone"))

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    assert page.count("<img") == 2
    assert "Old </span" not in page
    for words in ("Old ", "New ", "Ada Vale", "Ben Stone"):
        assert words in page


def test_facts_that_changed_stand_apart(client, publisher):
    article = make_article(paragraphs=())
    statement = make_statement(text="Vale said that the gate was open.")
    add_block(article, "statement", statement=statement)
    first = kept(article)
    type(statement).objects.update(text="Vale said that the gate was closed.")

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    facts = page[page.index('id="facts"') :]
    assert "open." in facts
    assert "closed." in facts
    assert 'class="diff-row' not in page


def test_a_record_that_was_merged_since_is_no_difference(client, publisher):
    one, other = make_person("Ada Vale"), make_person("Ada Vale")
    article = make_article(paragraphs=())
    add_block(article, "prose", html="<p>x</p>", material="patina", account_of=one)
    first = kept(article)
    merge_records(one, other, by=publisher)
    state = f"revision:{first.pk}"

    compared = client.get(url(article, "compare", a=state, b="working"))
    restoring = client.get(url(article, "restore", state=state))

    assert [row.kind for row in compared.context["comparison"].rows if not row.is_same] == []
    assert [row.kind for row in restoring.context["comparison"].rows if not row.is_same] == []


def test_two_that_say_the_same_are_said_to(client, publisher):
    article = make_article()
    first = kept(article)

    page = text(client.get(url(article, "compare", a=f"revision:{first.pk}", b="working")))

    assert "Both say the same." in page


def test_where_nothing_is_live_comparing_says_so(client, publisher):
    assert "Readers see nothing of this article now" in text(
        client.get(url(make_article(), "compare"))
    )


@pytest.mark.parametrize("name", ["edition:7", "revision:999999", "nonsense", "revision:"])
def test_a_state_that_is_not_there_is_not_found(client, publisher, name):
    article = make_article()

    assert client.get(url(article, "compare", a=name)).status_code == 404
    assert client.get(url(article, "restore", state=name)).status_code == 404


def test_another_articles_save_is_not_found(client, publisher):
    article, other = make_article("Mine"), make_article("Theirs")
    theirs = f"revision:{kept(other).pk}"

    assert client.get(url(article, "compare", a=theirs)).status_code == 404
    assert client.get(url(article, "restore", state=theirs)).status_code == 404
    assert client.post(url(article, "restore", state=theirs)).status_code == 404


def test_comparing_costs_no_query_a_block(client, publisher):
    article = make_full_article()
    first = kept(article)
    for number in range(40):
        add_block(article, "prose", html=f"<p>Block {number}.</p>")

    with CaptureQueriesContext(connection) as asked:
        client.get(url(article, "compare", a=f"revision:{first.pk}", b="working"))

    assert len(asked) <= 60


# Restoring.


def test_a_save_is_restored_after_seeing_what_it_changes(client, publisher):
    article = make_article("First")
    first = kept(article)
    kept(article, "Second")
    address = url(article, "restore", state=f"revision:{first.pk}")

    page = client.get(address)
    done = client.post(address, form_values(page), follow=True)

    assert "[put in: </span>First" in text(page)
    assert "Restored." in text(done)
    assert Article.objects.get().headline == "First"
    assert Revision.objects.of(article).first().saved_by == publisher


def test_looking_at_a_restore_writes_nothing(client, publisher):
    article = make_article("First")
    first = kept(article)
    kept(article, "Second")

    client.get(url(article, "restore", state=f"revision:{first.pk}"))

    assert Article.objects.get().headline == "Second"
    assert Revision.objects.count() == 2


def test_a_restore_is_refused_if_somebody_saved_meanwhile_and_compares_again(client, publisher):
    article = make_article("First")
    first = kept(article)
    address = url(article, "restore", state=f"revision:{first.pk}")
    values = form_values(client.get(address))
    article.claim_version(article.version)
    kept(article, "Hers")

    page = text(client.post(address, values))

    assert "Somebody saved meanwhile" in page
    assert "[taken out: </span>Hers" in page
    assert Article.objects.get().headline == "Hers"


def test_an_edition_is_restored_with_what_it_left_out_named(client, publisher):
    edition = make_live("As published")
    article = edition.article
    Article.objects.update(headline="A newer draft")
    address = url(article, "restore", state="edition:1")

    client.post(address, form_values(client.get(address)))

    assert Article.objects.get().headline == "As published"


def test_what_is_live_is_restored_as_it_was_compared_whatever_is_live_by_then(client, publisher):
    edition = make_live("As published")
    live, lasting = (url(edition.article, "restore", state=name) for name in ("live", "edition:1"))

    compared = text(client.get(url(edition.article, "compare", a="live", b="working")))
    looked = client.get(live)

    assert "restore/?state=edition%3A1" in compared
    assert "state=live" not in compared
    assert (looked.status_code, looked["Location"]) == (302, lasting)
    assert client.post(live, form_values(client.get(lasting))).status_code == 404
    assert Revision.objects.count() == 0


def test_a_restore_shows_no_address_as_taken_away_that_it_leaves(client, publisher):
    article = make_article("The gate opens")
    first = kept(article)
    publish_article(article, by=None)

    page = client.get(url(article, "restore", state=f"revision:{first.pk}"))

    assert page.context["comparison"].is_same


# Deleted articles.


def deleted(headline="Gone"):
    article = make_article(headline)
    revision = keep_revision(article, by=None)
    article.delete()
    return revision


def test_a_deleted_article_is_found_from_the_list_and_restored(client, editor):
    article = make_article("Gone", ["Its words."])
    number = article.pk
    client.post(url(article, "change"), form_values(client.get(url(article, "change"))))
    client.post(url(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()

    assert f"{ROOT}deleted/" in text(client.get(ROOT))
    page = text(client.get(f"{ROOT}deleted/"))
    revision = Revision.objects.get()
    assert "Gone" in page
    look = f"{ROOT}deleted/{revision.pk}/"
    assert "Its words." in text(client.get(f"{look}page/"))
    done = client.post(look, form_values(client.get(look)), follow=True)

    assert "Restored, with its history." in text(done)
    back = Article.objects.get()
    assert (back.pk, back.headline) == (number, "Gone")
    assert client.get(look).status_code == 404


def test_a_translation_deleted_at_the_desk_knows_its_original_again(client, editor):
    original = make_article("The original")
    translation = translate_article(original, "ru", by=editor)
    client.post(url(translation, "delete"), {"post": "yes"})
    revision = Revision.objects.get(article=None)

    client.post(f"{ROOT}deleted/{revision.pk}/")

    row = Translation.objects.get()
    assert (row.article_id, row.original_id) == (translation.pk, original.pk)


def test_an_article_that_was_never_saved_at_the_desk_is_kept_when_it_is_deleted(client, editor):
    article = make_article("Imported", ["Its words."])

    client.post(url(article, "delete"), {"post": "yes"})

    assert Revision.objects.get(article=None).headline == "Imported"


def test_the_list_of_deleted_articles_is_paged(client, editor):
    for number in range(21):
        deleted(f"Gone {number:02}")

    first = client.get(f"{ROOT}deleted/")
    second = client.get(f"{ROOT}deleted/?after={first.context['next_cursor']}")

    assert "Gone 20" in text(first)
    assert "Gone 00" not in text(first)
    assert "Gone 00" in text(second)


def test_a_list_without_deleted_articles_says_so(client, editor):
    assert "Nothing was deleted." in text(client.get(f"{ROOT}deleted/"))


# Roles.

MAY = {
    "revisions": {"Author", "Editor", "Publisher"},
    "compare": {"Author", "Editor", "Publisher"},
    "restore": {"Author", "Editor", "Publisher"},
    "deleted": {"Editor", "Publisher"},
    "restore_deleted": {"Editor", "Publisher"},
    "deleted_preview": {"Editor", "Publisher"},
}


@pytest.mark.parametrize("role", [None, "Author", "Editor", "Publisher"])
def test_every_address_of_the_history_asks_the_role_table(client, role):
    article = make_article()
    state = f"revision:{kept(article).pk}"
    gone = deleted()
    client.force_login(make_user(role))
    addresses = {
        "revisions": url(article, "revisions"),
        "compare": url(article, "compare", a=state),
        "restore": url(article, "restore", state=state),
        "deleted": f"{ROOT}deleted/",
        "restore_deleted": f"{ROOT}deleted/{gone.pk}/",
        "deleted_preview": f"{ROOT}deleted/{gone.pk}/page/",
    }

    for name, address in addresses.items():
        expected = 200 if role in MAY[name] else 403
        assert client.get(address).status_code == expected, name
        if role not in MAY[name]:
            assert client.post(address).status_code == 403, name


def test_an_author_is_not_led_to_deleted_articles(client, author):
    assert f"{ROOT}deleted/" not in text(client.get(ROOT))


# Corrections that would be undone.


def corrected(publisher):
    """An article whose height was wrong, corrected in edition 2; returns it and its first save."""
    article = make_article("The gate", ["It is 3 m high."])
    wrong = kept(article)
    publish_article(article, by=publisher)
    article.memorial_proseblock_set.update(html="<p>It is 4 m high.</p>")
    kept(article)
    meaning = Meaning("correction", "The height was given as 3 m.", "It is 4 m high.")
    publish_article(Article.objects.get(pk=article.pk), by=publisher, meaning=meaning)
    return article, wrong


def restore_page(client, article, state):
    return text(client.get(url(article, "restore", state=state)))


def test_restoring_says_which_corrections_the_old_words_lack(client, publisher):
    article, wrong = corrected(publisher)

    for state in (f"revision:{wrong.pk}", "edition:1"):
        page = restore_page(client, article, state)
        assert "Corrected since" in page
        assert "Edition 2, " in page
        assert "<dd>The height was given as 3 m.</dd>" in page
        assert "<dd>It is 4 m high.</dd>" in page
        assert page.index("Corrected since") < page.index("Restore into the working copy")


def test_restoring_what_has_the_correction_says_nothing_of_it(client, publisher):
    article, _wrong = corrected(publisher)
    right = Revision.objects.of(article).saves().first()

    for state in (f"revision:{right.pk}", "edition:2"):
        assert "Corrected since" not in restore_page(client, article, state)


def test_a_later_save_with_the_wrong_words_lacks_the_correction_too(client, publisher):
    article, _wrong = corrected(publisher)
    article.memorial_proseblock_set.update(html="<p>It is 3 m high.</p>")
    again = kept(article)
    article.memorial_proseblock_set.update(html="<p>It is 5 m high.</p>")
    other = kept(article)

    assert "Corrected since" in restore_page(client, article, f"revision:{again.pk}")
    assert "Corrected since" not in restore_page(client, article, f"revision:{other.pk}")


def test_a_correction_that_was_cancelled_is_none(client, publisher):
    article = make_article("The gate", ["It is 3 m high."])
    wrong = kept(article)
    publish_article(article, by=publisher)
    article.memorial_proseblock_set.update(html="<p>It is 4 m high.</p>")
    kept(article)
    article = Article.objects.get(pk=article.pk)
    meaning = Meaning("correction", "It said 3 m.", "It is 4 m.")
    schedule_article(article, at=later(), by=publisher, meaning=meaning)
    cancel_schedule(article, by=publisher)

    assert "Corrected since" not in restore_page(client, article, f"revision:{wrong.pk}")
