"""Forms in a window that another form opened: they close when they are saved, nothing is lost."""

import json

import pytest

from memorial.models import Article, Source
from tests.admin.posting import form_values
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def opened(client, record):
    path = f"/admin/memorial/{record._meta.model_name}/{record.pk}/change/?_popup=1"
    return path, form_values(client.get(path))


def told(answer):
    """What the window that opened the popup is told of the record."""
    assert answer.template_name[-1] == "admin/popup_response.html"
    return json.loads(answer.context_data["popup_response_data"])


@pytest.mark.parametrize("button", ["_merge", "_overwrite"])
def test_a_stale_form_in_a_popup_shows_both_texts_then_closes(client, publisher, button):
    source = make_source("As it was")
    path, mine = opened(client, source)
    other_path, other = opened(client, source)
    client.post(other_path, {**other, "author": "Hers"})

    page = client.post(path, {**mine, "title": "Mine"})
    standing = page.context["adminform"].form.standing_version
    shown = form_values(page, **{"_take-title": "mine", "_take-author": "theirs"})
    answer = client.post(path, {**shown, button: str(standing)})

    assert page.context["adminform"].form.is_stale
    assert told(answer) | {"obj": ""} == {
        "action": "change",
        "value": str(source.pk),
        "obj": "",
        "new_value": str(source.pk),
    }
    back = Source.objects.get()
    assert (back.title, back.author) == ("Mine", "Hers" if button == "_merge" else "")


@pytest.mark.parametrize("button", ["_send", "_publish", "_schedule", "_check", "_continue"])
def test_an_article_in_a_popup_is_saved_and_the_popup_closes(client, publisher, button):
    article = make_article("As it was")
    path, values = opened(client, article)
    new = form_values(client.get("/admin/memorial/article/add/?_popup=1"), headline="New")

    changed = client.post(path, {**values, "headline": "Changed", button: ""})
    added = client.post("/admin/memorial/article/add/?_popup=1", {**new, button: ""})

    assert told(changed)["obj"] == "Changed"
    assert told(added)["value"] == str(Article.objects.get(headline="New").pk)
    assert set(Article.objects.values_list("stage", flat=True)) == {"draft"}


def test_an_article_in_a_popup_has_no_button_that_leads_out_of_it(client, publisher):
    article = make_article()

    page = client.get(f"/admin/memorial/article/{article.pk}/change/?_popup=1").content.decode()

    assert 'name="_continue"' in page
    assert not [name for name in ("_send", "_publish", "_schedule") if f'name="{name}"' in page]
