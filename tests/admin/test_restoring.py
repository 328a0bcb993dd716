"""Old saves and deleted articles come back, with what they lack named."""

import re
from datetime import UTC, datetime

import pytest

from memorial.models import Article, Revision, Translation
from memorial.services.correcting import Meaning
from memorial.services.moments import in_words_with_offset
from memorial.services.publishing import cancel_schedule, publish_article, schedule_article
from memorial.services.remembering import keep_before_deletion
from memorial.services.restoring import restore
from memorial.services.saving import keep_revision, keep_story
from memorial.services.translating import translate_article
from tests.admin.histories import ROOT, deleted, kept, text, url
from tests.admin.posting import form_values
from tests.factories import (
    later,
    make_article,
    make_live,
)

pytestmark = pytest.mark.django_db


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


def test_the_history_says_which_save_was_restored_though_its_sitting_is_folded(client, publisher):
    article = make_article("First")
    long_ago = datetime(2026, 5, 5, 7, 30, tzinfo=UTC)
    first = kept(article, saved_at=long_ago)
    edition = publish_article(article, by=publisher)
    kept(article, "Second")
    for state in (f"revision:{first.pk}", f"edition:{edition.number}"):
        address = url(article, "restore", state=state)
        client.post(address, form_values(client.get(address)))

    page = text(client.get(url(article, "revisions")))

    in_sight = re.sub(r"<details.*?</details>", "", page)
    assert f"Restored the save of {in_words_with_offset(long_ago)}." in in_sight
    assert "Restored edition 1." in in_sight
    assert page.count("Restored the save of") == 1


def test_a_fix_that_was_restored_is_called_a_fix_and_an_old_restore_says_what_is_known(
    client, publisher
):
    article = make_article("First")
    publish_article(article, by=publisher)
    edition = article.editions.get()
    fix = keep_story(article, edition.frozen, by=publisher, purpose="fix", base=edition)
    address = url(article, "restore", state=f"revision:{fix.pk}")
    client.post(address, form_values(client.get(address)))
    keep_revision(article, by=None, purpose="restore")

    page = text(client.get(url(article, "revisions")))

    assert f"Restored the fix of {in_words_with_offset(fix.saved_at)}." in page
    assert "Restored from the history." in page


def test_what_was_restored_is_told_after_a_deletion_too(client, publisher):
    article = make_article("First")
    first = kept(article, saved_at=datetime(2026, 5, 5, 7, 30, tzinfo=UTC))
    first.refresh_from_db()
    restore(article, first.frozen, by=publisher, seen_version=article.version, row=first)
    keep_before_deletion(article, by=publisher)
    article.delete()
    newest = Revision.objects.first()

    client.post(f"{ROOT}deleted/{newest.pk}/", {})

    page = text(client.get(url(Article.objects.get(), "revisions")))
    for save in (first, newest):
        assert f"Restored the save of {in_words_with_offset(save.saved_at)}." in page


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
