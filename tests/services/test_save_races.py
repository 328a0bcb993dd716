"""Two editors save, restore, translate or merge at the same moment.

Threads with connections of their own, on a database file or PostgreSQL; each race is run a few
times. Whoever comes second waits, or is refused in words: nothing is lost, nothing overlaps.
"""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from memorial.models import (
    Article,
    Merge,
    Person,
    Presence,
    ProseBlock,
    Revision,
    StaleSaveError,
    Tenure,
    Translation,
)
from memorial.services.merging import merge_records, undo_merge
from memorial.services.presence import note_presence
from memorial.services.publishing import publish_article
from memorial.services.refusing import RefusedError
from memorial.services.restoring import restore, restore_deleted
from memorial.services.saving import keep_revision
from memorial.services.translating import translate_article
from tests import factories
from tests.admin.posting import form_values
from tests.factories import add_block
from tests.services.own_database import at_once
from tests.services.racing import TIMES, make_article, refused

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_of_two_who_save_a_record_one_is_stale():
    for time in TIMES:
        person = factories.make_person(f"P{time}")
        copies = [Person.objects.get(pk=person.pk) for _copy in range(4)]

        outcomes = at_once(*[lambda copy=copy: copy.claim_version(1) for copy in copies])

        assert [type(outcome) for outcome in outcomes if outcome] == [StaleSaveError] * 3
        assert Person.objects.get(pk=person.pk).version == 2


def test_an_edition_never_mixes_two_saves_of_the_working_copy():
    article = make_article("Whole")
    ProseBlock.objects.filter(parent=article).delete()
    for ordering in range(10):
        add_block(article, "prose", html="<p>0</p>", ordering=ordering)

    def save(text):
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            for block in ProseBlock.objects.filter(parent=article).order_by("ordering"):
                block.html = f"<p>{text}</p>"
                block.save()

    for time in TIMES:
        Article.objects.filter(pk=article.pk).update(standfirst=f"Before save {time}")
        outcomes = at_once(lambda time=time: save(time), lambda: publish_article(article, by=None))

        words = {block.words["html"] for block in outcomes[1].story_page.blocks}
        assert len(words) == 1


def test_an_add_form_sent_twice_at_once_makes_one_article():
    user = factories.make_user("Editor", username="twice")
    add = "/admin/memorial/article/add/"
    for place in TIMES[:2]:
        opened = Client()
        opened.force_login(user)
        values = form_values(opened.get(add), headline=f"The gate opens {place}", _continue="1")

        answers = at_once(*[lambda sent=values: sending(user).post(add, sent)] * 2)

        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert Article.objects.filter(headline=f"The gate opens {place}").count() == 1


def test_the_button_that_copies_pressed_twice_at_once_makes_one_copy():
    user = factories.make_user("Author", username="copier")
    for place in TIMES[:2]:
        copied = f"/admin/memorial/article/{make_article(f'Copied {place}').pk}/copy/"
        values = {"form_key": uuid4().hex}

        answers = at_once(*[lambda to=copied, sent=values: sending(user).post(to, sent)] * 2)

        assert answers[0]["Location"] == answers[1]["Location"]
        assert Article.objects.filter(headline=f"Copied {place} (copy)").count() == 1


def sending(user):
    client = Client()
    client.force_login(user)
    return client


def test_two_tabs_that_start_at_once_are_one_presence():
    user = factories.make_user("Editor", username="two tabs")

    for place in TIMES:
        outcomes = at_once(*[lambda ref=f"article:{place}": note_presence(ref, by=user)] * 2)

        assert outcomes == [None, None]
    assert Presence.objects.filter(user=user).count() == len(TIMES)


def test_restoring_while_somebody_saves_loses_neither():
    for time in TIMES:
        article = make_article(f"First {time}")
        kept = keep_revision(article, by=None)

        def save(article=article):
            with transaction.atomic():
                locked = Article.objects.select_for_update().get(pk=article.pk)
                locked.claim_version(article.version)
                Article.objects.filter(pk=article.pk).update(headline="Hers")
                return keep_revision(Article.objects.get(pk=article.pk), by=None)

        def bring_back(article=article, kept=kept):
            return restore(article, kept.frozen, by=None, seen_version=article.version)

        saved, restored = at_once(save, bring_back)

        lost = [each for each in (saved, restored) if isinstance(each, Exception)]
        assert len(lost) == 1
        assert isinstance(lost[0], RefusedError | StaleSaveError)
        assert Revision.objects.of(article).count() == 2
        newest = Revision.objects.of(article).first()
        assert newest.headline == Article.objects.get(pk=article.pk).headline


def test_of_two_who_bring_back_a_deleted_article_one_is_refused():
    for time in TIMES:
        article = make_article(f"Gone {time}")
        kept = keep_revision(article, by=None)
        number = article.pk
        article.delete()
        kept.refresh_from_db()
        bring_back = [lambda kept=kept: restore_deleted(kept, by=None)] * 2

        outcomes = at_once(*bring_back)

        refused = [each for each in outcomes if isinstance(each, Exception)]
        assert [type(each) for each in refused] == [RefusedError]
        assert Article.objects.filter(headline=f"Gone {time}").count() == 1
        assert Revision.objects.filter(article_number=number).count() == 2


def test_of_two_who_translate_into_one_language_one_is_refused():
    for time in TIMES:
        article = make_article(f"Two translate {time}")
        other = factories.make_article("Другая", language="ru", group=article.group)
        translate = [
            lambda each=each: translate_article(each, "ko", by=None) for each in (article, other)
        ]

        outcomes = at_once(*translate)

        assert len(refused(outcomes)) == 1
        assert Article.objects.filter(group=article.group).count() == 3
        assert Translation.objects.filter(article__group=article.group).count() == 1


def test_two_merges_of_the_same_two_leave_one_of_them():
    for _time in TIMES:
        one, other = factories.make_official("One"), factories.make_official("Other")

        outcomes = at_once(
            lambda one=one, other=other: merge_records(one, other, by=None),
            lambda one=one, other=other: merge_records(other, one, by=None),
        )

        assert len(refused(outcomes)) == 1
        merge = Merge.objects.get(record__in=[one.ref, other.ref])
        survivor = Person.objects.get(pk=merge.into.partition(":")[2])
        assert survivor.is_public()
        assert Tenure.objects.filter(person=survivor).count() == 2


def test_an_article_that_is_published_while_its_record_is_merged_shows_the_survivor():
    for time in TIMES:
        person, into = factories.make_person("Vail"), factories.make_person("Vale")
        article = make_article(f"Published and merged {time}", person)

        outcomes = at_once(
            lambda article=article: publish_article(article, by=None),
            lambda person=person, into=into: merge_records(person, into, by=None),
        )

        assert refused(outcomes) == []
        facts = article.editions.live().get().frozen["facts"]
        names = {fact["name"]["text"] for ref, fact in facts.items() if ref.startswith("person")}
        assert names == {"Vale"}
        assert ProseBlock.objects.filter(parent=article, account_of=into).exists()


def test_two_who_undo_one_merge_undo_it_once():
    for _time in TIMES:
        person, into = factories.make_official("Vail"), factories.make_official("Vale")
        merge = merge_records(person, into, by=None)

        outcomes = at_once(*[lambda merge=merge: undo_merge(merge, by=None)] * 2)

        assert len(refused(outcomes)) == 1
        assert Tenure.objects.filter(person=person).count() == 1
