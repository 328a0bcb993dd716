"""Pages of the desk that cannot be shown: in its own frame for its people, and for nobody else."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from reversion.models import Version

from tests.admin.posting import form_values
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

MISSING = "/admin/memorial/article/987654321/"


@pytest.mark.parametrize("page", ["change/", "delete/", "history/", "languages/"])
def test_what_is_not_there_is_said_in_the_frame_of_the_desk(client, editor, page):
    answer = client.get(f"{MISSING}{page}")

    assertContains(answer, "<h1>This is not here</h1>", status_code=404, html=True)
    assertContains(answer, f"{MISSING}{page}", status_code=404)
    assertContains(answer, "To the list: articles", status_code=404)
    assertContains(answer, 'id="desk-nav"', status_code=404)
    assertNotContains(answer, "Go to the front page", status_code=404)
    assert "no-store" in answer["Cache-Control"]


def test_the_list_is_offered_only_to_those_who_may_see_it(client, db):
    client.force_login(make_user(None))

    answer = client.get("/admin/nothing/")
    record = client.get(f"{MISSING}languages/")

    assertContains(answer, "To the dashboard", status_code=404)
    assertContains(record, "To the dashboard", status_code=404)
    assertNotContains(record, "To the list", status_code=404)


@pytest.mark.parametrize("page", ["change/", "languages/"])
def test_a_stranger_learns_nothing_of_what_is_there(client, page):
    there = f"/admin/memorial/article/{make_article().pk}/"

    for path in (f"{MISSING}{page}", f"{there}{page}"):
        assertRedirects(client.get(path), f"{reverse('admin:login')}?next={path}")


def test_readers_keep_their_own_page(client, editor):
    assertContains(client.get("/en/nothing/"), "Nothing stands here", status_code=404)


def test_what_a_role_does_not_allow_is_said_at_the_desk(client, author):
    answer = client.get("/admin/memorial/sitesettings/add/")

    assertContains(
        answer, "<h1>Your role does not let you do this</h1>", status_code=403, html=True
    )
    assertContains(answer, "To the dashboard", status_code=403)


def test_the_reason_for_a_refusal_is_said_if_there_is_one(client, editor):
    person = make_person()
    form = f"/admin/memorial/person/{person.pk}/"
    client.post(f"{form}change/", {**form_values(client.get(f"{form}change/")), "_continue": "1"})
    version = Version.objects.get_for_object(person).get()

    answer = client.post(f"{form}history/{version.pk}/", {})

    assertContains(answer, "An old state is shown for comparison", status_code=403)


def test_too_much_at_once_is_said_at_the_desk(client, editor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2

    answer = client.post("/admin/memorial/topic/add/", dict.fromkeys("abcd", "1"))

    assertContains(answer, "more than it takes at once", status_code=400)
    assertContains(answer, "Nothing was saved.", status_code=400)
