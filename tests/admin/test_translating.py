"""Holds what the desk shows of translations, and that every door of theirs asks the role table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from memorial.models import Article, ProseBlock, Translation
from memorial.services.permitting import ROLES
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from memorial.services.translating import translate_article
from tests.admin.posting import form_values
from tests.factories import add_block, make_article, make_user

pytestmark = pytest.mark.django_db

EVERYBODY = [None, *ROLES]


def url(article, page):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def make_pair(published=True, **fields):
    """An English original of two paragraphs and its Russian translation."""
    original = make_article("The gate opens", paragraphs=["It opened.", "At noon."])
    keep_revision(original, by=None)
    if published:
        publish_article(original, by=None)
    made = translate_article(original, "ru", by=None)
    Article.objects.filter(pk=made.pk).update(headline="Ворота открыты", **fields)
    return original, Article.objects.get(pk=made.pk)


def publish_anew(article, words="It opened at last."):
    block = ProseBlock.objects.filter(parent=article).first()
    ProseBlock.objects.filter(pk=block.pk).update(html=f"<p>{words}</p>")
    keep_revision(article, by=None)
    return publish_article(Article.objects.get(pk=article.pk), by=None)


POSTED = {
    "translate/ko": (None, {"Author", "Editor", "Publisher"}),
    "copy": (None, {"Author", "Editor", "Publisher"}),
    "original": (None, {"Editor", "Publisher"}),
    "confirm": (None, {"Editor", "Publisher"}),
    "up-to-date": ({"follows": "1"}, {"Author", "Editor", "Publisher"}),
    "beside/carry": ({"key": "nowhere"}, {"Author", "Editor", "Publisher"}),
}


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("page", POSTED)
def test_a_button_works_for_those_whom_the_table_names_and_only_when_posted(client, role, page):
    _original, article = make_pair(is_machine_translation=True)
    client.force_login(make_user(role))
    given, named = POSTED[page]
    before = list(Article.objects.values()), list(Translation.objects.values())

    opened = client.get(url(article, page))
    unchanged = list(Article.objects.values()), list(Translation.objects.values())
    answer = client.post(url(article, page), given or {})

    assert opened.status_code == 405
    assert unchanged == before
    assert answer.status_code == (302 if role in named else 403)


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("page", ["languages", "beside"])
def test_a_page_opens_for_those_who_may_see_articles(client, role, page):
    _original, article = make_pair()
    client.force_login(make_user(role))

    assert client.get(url(article, page)).status_code == (200 if role else 403)
    grid = client.get("/admin/memorial/article/translations/")
    assert grid.status_code == (200 if role else 403)


@pytest.mark.parametrize("page", [*POSTED, "languages", "beside"])
def test_what_is_not_there_is_not_found(client, publisher, page):
    for number in (999, 2**40):
        assert client.post(f"/admin/memorial/article/{number}/{page}/").status_code == 404


def test_an_article_that_translates_nothing_has_nothing_beside(client, publisher):
    article = make_article()

    assert client.get(url(article, "beside")).status_code == 404
    assert client.post(url(article, "up-to-date")).status_code == 404


def test_the_form_leads_to_each_language_or_creates_it(client, author):
    original, article = make_pair()

    page = client.get(url(original, "change"))

    assertContains(page, f"/admin/memorial/article/{article.pk}/change/")
    assertContains(page, url(original, "translate/ko"))
    assertContains(page, "original")
    answer = client.post(url(original, "translate/ko"), follow=True)
    assertContains(answer, "write yours over them")
    assert Article.objects.get(language="ko").group == original.group
    again = client.post(url(original, "translate/ko"), follow=True)
    assertContains(again, "open that one")


def test_the_form_says_how_far_a_translation_is_behind_until_it_is_marked(client, author):
    original, article = make_pair()
    publish_anew(original)
    publish_anew(original, "Once more.")

    page = client.get(url(article, "change"))
    assertContains(page, "2 editions behind")
    assertContains(page, "Mark as up to date with edition 3")
    client.post(url(article, "up-to-date"), {"follows": "3"})

    assertNotContains(client.get(url(article, "change")), "editions behind")
    assert Translation.objects.get().follows.number == 3


def test_the_form_says_which_edition_a_translation_follows(client, author):
    original, article = make_pair()
    publish_anew(original)
    client.post(url(article, "up-to-date"), {"follows": "2"})
    unseen = translate_article(make_article("Unseen"), "ru", by=None)

    assertContains(client.get(url(article, "change")), "This follows edition 2 of the original.")
    assertContains(client.get(url(unseen, "change")), "follows the original as it was saved")


def test_beside_an_original_without_readers_its_save_is_what_is_marked(client, author):
    unseen = make_article("Unseen")
    article = translate_article(unseen, "ru", by=None)
    seen = keep_revision(unseen, by=None)

    page = client.get(url(article, "beside"))
    assertContains(page, '<input type="hidden" name="follows" value="0">')
    assertContains(page, f'<input type="hidden" name="base" value="{seen.pk}">')
    keep_revision(unseen, by=None)
    client.post(url(article, "up-to-date"), {"follows": "0", "base": str(seen.pk)})

    row = Translation.objects.get()
    assert (row.follows, row.base) == (None, seen)


def test_a_forged_number_of_an_edition_marks_what_stands(client, author):
    _original, article = make_pair()

    for given in ({"follows": "99"}, {"follows": "x"}, {"follows": "9" * 40}, {}):
        assert client.post(url(article, "up-to-date"), given).status_code == 302

    assert Translation.objects.get().follows.number == 1


def test_the_list_shows_and_filters_what_is_behind(client, author):
    original, article = make_pair()
    publish_anew(original)
    make_pair()

    shown = client.get("/admin/memorial/article/")
    behind = client.get("/admin/memorial/article/?behind=1")
    up_to_date = client.get("/admin/memorial/article/?behind=0")

    assertContains(shown, "1 edition behind", count=1)
    assert [row.pk for row in behind.context["cl"].result_list] == [article.pk]
    assert article.pk not in {row.pk for row in up_to_date.context["cl"].result_list}
    assert len(up_to_date.context["cl"].result_list) == 1


def queries_for(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["", "?behind=1", "translations/"])
def test_lists_cost_the_same_however_many_translations_there_are(client, author, path):
    path = f"/admin/memorial/article/{path}"
    publish_anew(make_pair()[0])
    few = queries_for(client, path)
    for _time in range(4):
        publish_anew(make_pair()[0])

    assert queries_for(client, path) == few <= 9


def test_the_grid_shows_each_piece_once_and_goes_on_by_key(client, author, monkeypatch):
    monkeypatch.setattr("memorial.pages.languages.GRID_SIZE", 2)
    pieces = [make_pair()[0] for _time in range(3)]
    loose = make_article("Ein Tor", language="en")
    make_article("Ворота", language="ru", group=loose.group)

    first = client.get("/admin/memorial/article/translations/")
    second = client.get(
        "/admin/memorial/article/translations/", {"after": first.context["next_cursor"]}
    )

    shown = [row["piece"] for page in (first, second) for row in page.context["rows"]]
    assert shown == [loose, *reversed(pieces)]
    assert second.context["next_cursor"] == ""
    for forged in ("x", "9" * 30, "-"):
        answer = client.get("/admin/memorial/article/translations/", {"after": forged})
        assert answer.status_code == 404


def test_original_and_translation_stand_beside_each_other_with_what_changed(client, author):
    original, article = make_pair()
    publish_anew(original)

    page = client.get(url(article, "beside"))

    assertContains(page, "<del>opened. </del><ins>opened at last.</ins>", html=False)
    assertContains(page, '<p class="src-words" lang="ru">Ворота открыты</p>')
    assertContains(page, "1 part changed")
    assertContains(page, '<input type="hidden" name="follows" value="2">')


def test_a_block_that_is_new_in_the_original_is_added_from_the_page(client, author):
    original, article = make_pair()
    block = add_block(original, "prose", html="<p>Later.</p>", ordering=5, key="later")
    keep_revision(original, by=None)
    publish_article(original, by=None)

    page = client.get(url(article, "beside"))
    assertContains(page, "not in the translation")
    client.post(url(article, "beside/carry"), {"key": block.key})

    rows = ProseBlock.objects.filter(parent=article).order_by("ordering")
    assert [row.html for row in rows] == ["<p>It opened.</p>", "<p>Later.</p>", "<p>At noon.</p>"]


def test_a_block_that_is_gone_from_the_original_is_said(client, author):
    original, article = make_pair()
    ProseBlock.objects.filter(parent=original).last().delete()
    publish_anew(original, "It opened.")

    assertContains(client.get(url(article, "beside")), "taken out of the original")


def test_the_form_saves_first_and_then_adds_the_block(client, author):
    original, article = make_pair()
    add_block(original, "prose", html="<p>Later.</p>", ordering=5, key="later")
    keep_revision(original, by=None)
    publish_article(original, by=None)
    values = form_values(
        client.get(url(article, "change")), headline="Открыто", _carry_block="later"
    )

    answer = client.post(url(article, "change"), values)

    assert answer["Location"].endswith("/change/#part-later")
    assert Article.objects.get(pk=article.pk).headline == "Открыто"
    assert ProseBlock.objects.filter(parent=article, key="later").exists()


def test_a_refused_form_adds_no_block_and_keeps_what_was_typed(client, author):
    original, article = make_pair()
    values = form_values(client.get(url(article, "change")), headline="", _carry_block="later")

    answer = client.post(url(article, "change"), {**values, "standfirst": "Typed."})

    assertContains(answer, "Typed.")
    assert Article.objects.get(pk=article.pk).headline == "Ворота открыты"


def test_only_those_who_review_untick_a_machine_translation(client, author):
    article = make_article(is_machine_translation=True)
    page = client.get(url(article, "change"))
    assertContains(page, "A machine translated this")
    assertNotContains(page, "I have read it")

    client.post(url(article, "change"), form_values(page, is_machine_translation=""))
    assert Article.objects.get().is_machine_translation

    client.force_login(make_user("Editor"))
    assertContains(client.get(url(article, "change")), "I have read it against the original")
    answer = client.post(url(article, "confirm"), follow=True)
    assertContains(answer, "until you publish it")
    assertNotContains(answer, "A machine translated this")
    assert not Article.objects.get().is_machine_translation


def test_an_editor_names_the_original(client, editor):
    english = make_article()
    russian = make_article("Ворота", language="ru", group=english.group)

    answer = client.post(url(english, "original"), follow=True)

    assertContains(answer, "1 translation follows it")
    assert Translation.objects.get(article=russian).original == english


@pytest.mark.parametrize(("name", "value"), [("_copy", "1"), ("_translate", "ru")])
def test_what_is_made_of_an_open_form_is_made_of_its_words(client, author, name, value):
    article = make_article("As it was")
    form = client.get(url(article, "change"))

    answer = client.post(url(article, "change"), form_values(form, headline="New", **{name: value}))

    made = Article.objects.exclude(pk=article.pk).get()
    assert answer["Location"] == url(made, "change")
    assert Article.objects.get(pk=article.pk).headline == "New"
    assert "New" in made.headline


def test_a_copy_opens_in_its_own_form(client, author):
    article = make_article("The gate opens")

    answer = client.post(url(article, "copy"), follow=True)

    assertContains(answer, "The gate opens (copy)")
    assert Article.objects.count() == 2


def test_the_form_of_a_translation_costs_one_query_more_than_before(client, author):
    original, article = make_pair()
    alone = make_article(paragraphs=["It opened.", "At noon."])

    assert queries_for(client, url(article, "change")) <= queries_for(client, url(alone, "change"))


# Marked from the form: what is typed is saved first.


def test_marking_from_the_form_saves_what_is_typed_first(client, author):
    original, article = make_pair()
    publish_anew(original)
    values = form_values(client.get(url(article, "change")), standfirst="Напечатано.")

    posted = {**values, "_continue": "", "_up_to_date": "2"}
    answer = client.post(url(article, "change"), posted, follow=True)

    assertContains(answer, "Saved.")
    assertContains(answer, "Up to date with edition 2 of the original.")
    assert Article.objects.get(pk=article.pk).standfirst == "Напечатано."
    assert Translation.objects.get().follows.number == 2


def test_what_cannot_be_saved_comes_back_and_nothing_is_marked(client, author):
    original, article = make_pair()
    publish_anew(original)
    values = form_values(client.get(url(article, "change")), headline="", standfirst="Слова.")

    answer = client.post(url(article, "change"), {**values, "_up_to_date": "2"})

    assertContains(answer, "Слова.")
    assert Translation.objects.get().follows.number == 1


def test_what_is_no_translation_any_more_is_saved_all_the_same(client, author):
    original, article = make_pair()
    values = form_values(client.get(url(article, "change")), standfirst="Слова.")
    Translation.objects.all().delete()

    answer = client.post(url(article, "change"), {**values, "_up_to_date": "1"}, follow=True)

    assertContains(answer, "Saved. This is no translation any more")
    assert Article.objects.get(pk=article.pk).standfirst == "Слова."


def test_confirming_from_the_form_saves_what_is_typed_first(client, editor):
    _original, article = make_pair(is_machine_translation=True)
    values = form_values(client.get(url(article, "change")), standfirst="Проверено.")

    client.post(url(article, "change"), {**values, "_confirm": "1"}, follow=True)

    kept = Article.objects.get(pk=article.pk)
    assert kept.standfirst == "Проверено."
    assert not kept.is_machine_translation
