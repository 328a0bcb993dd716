"""Holds that the shipped example loads once, and that what editors did since is left alone."""

import shutil

import pytest
from PIL import Image as Pillow

from memorial.models import (
    Article,
    Edition,
    ExampleRecord,
    FollowChannel,
    Image,
    Monument,
    Participation,
    Person,
    ProseBlock,
    Revision,
    SiteSettings,
    Source,
    Statement,
    Topic,
    Translation,
    Unveiling,
)
from memorial.services.checking import check
from memorial.services.example import FOLDER, load_example
from memorial.services.following import only_behind
from memorial.services.publishing import publish_article

pytestmark = pytest.mark.django_db

REGISTER = """
[site]
name = { en = "The Museum" }
description.en = "What it is."

[[channel]]
kind = "telegram"
label = { en = "Follow" }

[[topic]]
key = "war"
slug = "war"
title = { en = "War" }

[[source]]
key = "report"
kind = "news report"
title = "A report"

[[image]]
key = "gate"
file = "gate.png"
alt = { en = "A gate." }
credit = { en = "A test" }
licence = "CC0"

[[organisation]]
key = "museum"
kind = "museum"
names = [{ text = "Museum", language = "en", kind = "preferred" }]

[[office]]
key = "chair"
organisation = "museum"
names = [{ text = "Chair", language = "en", kind = "preferred" }]

[[person]]
key = "vale"
names = [{ text = "Ada Vale", language = "en", kind = "preferred" }]

[[tenure]]
key = "vale-chair"
person = "vale"
office = "chair"
title = { en = "Chair" }
as_of = "2025"

[[place]]
key = "park"
latitude = 55.5
longitude = 36.8
accuracy = "area"
names = [{ text = "Park", language = "en", kind = "preferred" }]

[[monument]]
key = "gate"
kind = "arch"
status = "standing"
place = "park"
pictures = ["gate"]
names = [{ text = "The Gate", language = "en", kind = "preferred" }]

[[unveiling]]
key = "gate-2025"
monument = "gate"
kind = "unveiling"
date = "2025"

[[participation]]
unveiling = "gate-2025"
tenure = "vale-chair"
roles = ["unveiled"]
source = "report"

[[statement]]
key = "opened"
speaker = "vale"
tenure = "vale-chair"
unveiling = "gate-2025"
kind = "reported"
language = "en"
text = "It is open."
source = "report"
translations = [{ language = "ru", text = "Открыто.", machine = true }]
"""

ARTICLE = """
key = "opened"
language = "en"
kind = "news"
slug = "opened"
headline = "The gate opens"
standfirst = "At noon."
machine_translation = false
monument = "gate"
unveiling = "gate-2025"
lead_image = "gate"
topics = ["war"]
sources = ["report"]
bylines = [{ person = "vale", credentials = "PhD", affiliation = "Museum" }]

[[blocks]]
key = "first"
type = "prose"
html = '<p><a href="record:person:vale">She</a> came.<a href="source:1">1</a></p>'

[[blocks]]
key = "second"
type = "statement"
statement = "opened"
"""


@pytest.fixture
def folder(tmp_path):
    """An example with one of everything."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "register.toml").write_text(REGISTER, "utf-8")
    (tmp_path / "articles" / "opened.en.toml").write_text(ARTICLE, "utf-8")
    Pillow.new("RGB", (8, 8)).save(tmp_path / "pictures" / "gate.png")
    return tmp_path


def everything():
    """Every row that the example could have touched, as it stands."""
    models = (Person, Monument, Unveiling, Statement, Source, Article, Edition, Revision, Topic)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_example_loads_with_a_record_for_every_entry(folder):
    report = load_example(folder)

    assert len(report.added) == 14
    assert (report.edited, report.removed) == ([], [])
    assert set(ExampleRecord.objects.values_list("key", flat=True)) == set(report.added)
    assert Participation.objects.get().title_en == "Chair"
    assert Statement.objects.get().text_in("ru")["is_machine"] is True
    assert FollowChannel.objects.get().kind == "telegram"


def test_its_article_is_published_and_points_at_its_records(folder):
    load_example(folder)

    edition = Edition.objects.live().get()
    page = edition.story_page
    person = Person.objects.get()
    assert (edition.slug, edition.headline) == ("opened", "The gate opens")
    assert f'href="record:{person.ref}"' in page.blocks[0].words["html"]
    assert page.blocks[1].records["statement"]["speaker"]["name"]["text"] == "Ada Vale"
    assert page.bylines[0]["credentials"] == "PhD"
    assert page.lead_image["alt_text"]["text"] == "A gate."


def test_its_facts_are_public(folder):
    load_example(folder)

    for model in (Person, Monument, Unveiling, Statement):
        assert model.objects.published().count() == model.objects.count() == 1


def test_its_site_is_named_and_led_by_nothing_where_there_is_no_lead(folder):
    load_example(folder)

    site = SiteSettings.objects.get()
    assert (site.name_en, site.lead) == ("The Museum", None)


def test_loading_it_again_changes_nothing(folder):
    load_example(folder)
    before = everything()

    report = load_example(folder)

    assert (report.added, report.edited, report.removed) == ([], [], [])
    assert everything() == before


def test_what_was_edited_is_named_and_left_alone(folder):
    load_example(folder)
    person = Person.objects.get()
    person.claim_version(person.version)
    person.names.update(text="Ada Stone")

    report = load_example(folder)

    assert (report.added, report.edited, report.removed) == ([], ["person:vale"], [])
    assert person.names.get().text == "Ada Stone"


def test_what_was_deleted_is_named_and_not_loaded_again(folder):
    load_example(folder)
    FollowChannel.objects.all().delete()
    Topic.objects.all().delete()

    report = load_example(folder)

    assert report.added == []
    assert {key.partition(":")[0] for key in report.removed} == {"channel", "topic"}
    assert not FollowChannel.objects.exists()
    assert not Topic.objects.exists()


def test_an_article_that_was_published_again_is_left_alone(folder):
    load_example(folder)
    article = Article.objects.get()
    Article.objects.update(headline="Edited")
    publish_article(article, by=None)

    load_example(folder)

    assert Edition.objects.live().get().headline == "Edited"
    assert Edition.objects.count() == 2


def test_what_is_new_in_the_example_is_added_to_what_was_loaded(folder):
    load_example(folder)
    with (folder / "register.toml").open("a", encoding="utf-8") as register:
        register.write('\n[[topic]]\nkey = "peace"\nslug = "peace"\ntitle = { en = "Peace" }\n')
    article = ARTICLE.replace('"opened"', '"again"', 1).replace('slug = "opened"', 'slug = "again"')
    (folder / "articles" / "again.en.toml").write_text(article, "utf-8")

    report = load_example(folder)

    assert report.added == ["topic:peace", "article:again.en"]
    assert {edition.slug for edition in Edition.objects.live()} == {"opened", "again"}


def test_an_article_without_a_record_that_was_deleted_still_loads(folder):
    (article := folder / "articles" / "opened.en.toml").rename(folder / "later.toml")
    load_example(folder)
    Statement.objects.all().delete()
    (folder / "later.toml").rename(article)

    report = load_example(folder)

    assert report.added == ["article:opened.en"]
    assert report.removed == ["statement:opened"]
    assert [block.key for block in Edition.objects.get().story_page.blocks] == ["first"]


def test_an_example_that_cannot_be_published_leaves_nothing_behind(folder):
    register = folder / "register.toml"
    text = register.read_text("utf-8")
    head, _, statement = text.rpartition('source = "report"')
    register.write_text(head + statement, "utf-8")

    with pytest.raises(Exception, match="cannot be published"):
        load_example(folder)

    assert not ExampleRecord.objects.exists()
    assert not Person.objects.exists()


@pytest.fixture
def shipped_words(tmp_path):
    """The shipped example, with small pictures in the place of its large ones."""
    shutil.copytree(FOLDER, tmp_path / "shipped")
    for picture in (tmp_path / "shipped" / "pictures").iterdir():
        Pillow.new("RGB", (8, 8)).save(picture)
    return tmp_path / "shipped"


def test_the_shipped_example_loads_without_a_problem_public_sourced_and_described(shipped_words):
    report = load_example(shipped_words)

    live = Edition.objects.live()
    problems = [
        problem
        for edition in live
        for problem in check(edition.article, edition.frozen, at=edition.live_from)
        if problem.is_blocking
    ]
    assert problems == []
    assert live.count() == len([key for key in report.added if key.startswith("article:")])
    assert set(live.values_list("language", flat=True)) == {"en", "ru", "ko"}
    assert Person.objects.officials().count() == Statement.objects.count() == 5
    assert not Statement.objects.without_source().exists()
    assert not Statement.objects.without_dated_office().exists()
    assert not Image.objects.without_alt_text().exists()
    assert Person.objects.published().count() == Person.objects.count() == 6
    assert Monument.objects.published().count() == 1
    assert SiteSettings.objects.get().lead.editions.live().exists()


def test_translations_of_the_example_know_their_original_and_its_edition():
    load_example()

    rows = Translation.objects.select_related("article", "original", "follows")
    found = {(row.article.language, row.original.language, row.follows.number) for row in rows}
    assert found == {("ru", "en", 1), ("ko", "en", 1)}
    assert all(row.article.group == row.original.group for row in rows)
    assert rows.count() == 4
    assert not only_behind(Article.objects.all()).exists()


def test_the_prose_is_written_as_the_editor_writes_it():
    load_example()

    for html in ProseBlock.objects.values_list("html", flat=True):
        assert html == html.strip()
        assert ">\n" not in html
