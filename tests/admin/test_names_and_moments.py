"""Holds that the desk calls people by their names and says the zone of every moment."""

import pytest
from reversion.models import Version

from memorial.models import Article, Revision
from memorial.services.merging import merge_records, undo_merge
from memorial.services.refreshing import file_or_close
from memorial.services.remembering import keep_before_deletion
from memorial.services.saving import keep_revision
from memorial.services.sharing import make_share_link
from tests.admin.posting import form_values
from tests.factories import (
    add_block,
    make_article,
    make_image,
    make_monument,
    make_person,
    make_user,
)
from tests.factories import published as publish

pytestmark = pytest.mark.django_db

LOGIN, NAME, SHOWN = "abell7", "Anna <i>Bell", "Anna &lt;i&gt;Bell"


@pytest.fixture(autouse=True)
def _in_moscow(settings):
    settings.TIME_ZONE = "Europe/Moscow"


@pytest.fixture
def anna(client):
    make_user("Publisher")
    user = make_user("Publisher", LOGIN, first_name="Anna", last_name="<i>Bell")
    client.force_login(user)
    return user


def saved(user):
    article = make_article("Opened", slug="opened")
    keep_revision(article, by=user)
    return article


def published(user):
    article = saved(user)
    publish(article)
    article.refresh_from_db()
    return article


def page(article, name):
    return f"/admin/memorial/article/{article.pk}/{name}/"


def merge(user):
    return merge_records(make_person("Ada Vail"), make_person("Ada Vale"), by=user)


def shared_by(user):
    article = saved(user)
    make_share_link(article, by=user)
    return page(article, "sharing")


def deleted_by(user):
    article = saved(user)
    keep_before_deletion(article, by=user)
    Article.objects.filter(pk=article.pk).delete()
    return "/admin/memorial/article/deleted/"


def restored_by(user):
    article = published(user)
    save = Revision.objects.of(article).saves().first()
    return f"{page(article, 'restore')}?state=revision:{save.pk}"


def filed_by(user):
    monument = make_monument()
    article = make_article()
    add_block(article, "monument_facts", monument=monument)
    publish(article)
    monument.names.update(text="The Arch")
    file_or_close([monument], by=user)
    return "/admin/memorial/refreshtask/"


def merged_by(user):
    merge(user)
    return "/admin/memorial/merge/"


PAGES = {
    "dashboard": lambda user: published(user) and "/admin/",
    "history": lambda user: page(published(user), "revisions"),
    "compare": lambda user: page(published(user), "compare"),
    "restore": restored_by,
    "share links": shared_by,
    "deleted articles": deleted_by,
    "facts that changed": filed_by,
    "merges": merged_by,
}


@pytest.mark.parametrize("name", PAGES)
def test_people_are_called_by_their_names_and_moments_say_their_zone(client, anna, name):
    answer = client.get(PAGES[name](anna)).content.decode()

    assert SHOWN in answer
    assert NAME not in answer
    assert LOGIN not in answer
    assert "UTC+3" in answer


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_merge_says_who_made_it_and_when(client, anna, is_undone):
    made = merge(anna)
    if is_undone:
        undo_merge(made, by=anna)

    answer = client.get(f"/admin/memorial/merge/{made.pk}/undo/").content.decode()

    main = answer[answer.index('id="content"') :]
    assert SHOWN in main
    assert "(Europe/Moscow, UTC+3)" in main


def test_two_texts_name_the_colleague_who_saved_the_other_one(client, anna):
    article = saved(None)
    opened = form_values(client.get(page(article, "change")))
    client.post(page(article, "change"), {**opened, "headline": "Hers", "_continue": "1"})
    client.force_login(make_user("Editor"))

    answer = client.post(page(article, "change"), {**opened, "headline": "His"}).content.decode()

    assert f"Saved meanwhile by {SHOWN}" in answer
    assert LOGIN not in answer


def test_the_history_of_a_record_names_people_and_zones_and_promises_no_revert(client, anna):
    person = make_person()
    path = f"/admin/memorial/person/{person.pk}"
    client.post(f"{path}/change/", form_values(client.get(f"{path}/change/")))
    version = Version.objects.get_for_object(person).get()

    history = client.get(f"{path}/history/").content.decode()
    earlier = client.get(f"{path}/history/{version.pk}/").content.decode()

    assert SHOWN in history
    assert LOGIN not in history
    assert "UTC+3" in history
    assert "shown for comparison and cannot be saved" in earlier
    assert 'type="submit" name="_save"' not in earlier


def test_somebody_without_a_name_is_called_as_they_log_in(client):
    client.force_login(make_user("Publisher", LOGIN))

    assert LOGIN in client.get("/admin/").content.decode()


@pytest.mark.parametrize("noun", ["article", "person", "monument", "image", "address"])
def test_lists_say_the_zone_of_their_moments(client, anna, noun):
    published(anna)
    make_monument(), make_person(), make_image()

    assert (
        "UTC+3" in client.get(f"/admin/memorial/{noun}/").content.decode().split("result_list")[1]
    )
