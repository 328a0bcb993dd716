"""Holds that HTML is clean whoever saves it, and that any other text is kept as typed."""

import pytest
from hypothesis import given

from memorial.models import (
    Article,
    Image,
    Inscription,
    Monument,
    PictureBlock,
    ProseBlock,
    Source,
    Statement,
)
from memorial.services.freezing import freeze_story
from memorial.services.working_copy import story_of
from tests import factories
from tests.story.strategies import few, texts

pytestmark = pytest.mark.django_db

DIRTY = (
    '<p onclick="x" style="color:red">Hi<script>alert(1)</script><!-- c -->'
    '<svg onload="x"></svg><a href="javascript:x">a</a><a href="//evil">b</a></p>'
)
CLEAN = "<p>Hi<a>a</a><a>b</a></p>"


def saved(html):
    return ProseBlock.objects.create(parent=factories.make_article(paragraphs=()), html=html)


def saved_again(html):
    block = saved("<p>x</p>")
    block.html = html
    block.save()
    return block


def saved_alone(html):
    block = saved("<p>x</p>")
    block.html = html
    block.save(update_fields=["html"])
    return block


def created_in_bulk(html):
    article = factories.make_article(paragraphs=())
    return ProseBlock.objects.bulk_create(
        [ProseBlock(parent=article, html=html, ordering=1, region="body")]
    )[0]


def updated_or_created(html):
    article = factories.make_article(paragraphs=())
    return ProseBlock.objects.update_or_create(parent=article, defaults={"html": html})[0]


@pytest.mark.parametrize(
    "save", [saved, saved_again, saved_alone, created_in_bulk, updated_or_created]
)
def test_html_is_cleaned_however_it_is_saved(save):
    block = save(DIRTY)

    assert ProseBlock.objects.get(pk=block.pk).html == CLEAN
    assert block.html == CLEAN


def test_html_that_came_into_the_database_by_another_way_is_cleaned_when_it_is_frozen():
    block = saved("<p>x</p>")
    ProseBlock.objects.filter(pk=block.pk).update(html=DIRTY)

    frozen = freeze_story(story_of(block.parent))

    assert frozen["words"]["blocks"][0]["words"]["html"] == CLEAN


def test_html_is_cleaned_when_it_is_checked():
    block = ProseBlock(parent=factories.make_article(), html=DIRTY, ordering=1, region="body")

    block.full_clean()

    assert block.html == CLEAN


def test_html_without_words_is_saved_as_nothing():
    assert saved("<p></p>").html == ""


@given(texts)
@few
def test_any_printable_text_is_kept_as_typed(text):
    article = factories.make_article("Headline" + text, (), standfirst=text)
    picture = PictureBlock.objects.create(
        parent=article, image=image(), caption=text, alt_text=text, ordering=0
    )
    prose = ProseBlock.objects.create(parent=article, heading=text, account_line=text, ordering=1)
    monument = factories.make_monument(summary_ru=text, materials_ko=text)
    inscription = Inscription.objects.create(monument=monument, text=text)
    source = factories.make_source(f"Title{text}", publisher=text, note_en=text)
    statement = factories.make_statement(
        speaker(), f"Said{text}", place_in_source=text, source=source
    )

    kept = Article.objects.get(pk=article.pk)
    assert (kept.headline, kept.standfirst) == ("Headline" + text, text)
    kept = PictureBlock.objects.get(pk=picture.pk)
    assert (kept.caption, kept.alt_text) == (text, text)
    kept = ProseBlock.objects.get(pk=prose.pk)
    assert (kept.heading, kept.account_line) == (text, text)
    kept = Monument.objects.get(pk=monument.pk)
    assert (kept.summary_ru, kept.materials_ko) == (text, text)
    assert Inscription.objects.get(pk=inscription.pk).text == text
    kept = Source.objects.get(pk=source.pk)
    assert (kept.title, kept.publisher, kept.note_en) == (f"Title{text}", text, text)
    kept = Statement.objects.get(pk=statement.pk)
    assert (kept.text, kept.place_in_source) == (f"Said{text}", text)


def image():
    return Image.objects.first() or factories.make_image()


def speaker():
    return factories.models.Person.objects.first() or factories.make_official()


@given(texts)
@few
def test_any_printable_name_is_kept_as_typed(text):
    name = f"N{text}"

    person = factories.make_person(name)

    person = type(person).objects.get(pk=person.pk)
    assert (person.names.get().text, person.label, person.name["text"]) == (name, name, name)
