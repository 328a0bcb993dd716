"""Holds that every list of the desk stays small and cheap, whatever the site holds."""

import re
from datetime import timedelta

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from memorial import models
from memorial.models import Article
from memorial.services.publishing import publish_article, schedule_article
from memorial.services.saving import keep_revision
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.admin.test_counts import counted
from tests.factories import later, make_article, make_user

pytestmark = pytest.mark.django_db

ROWS, QUERIES, BYTES = 60, 8, 100_000
LONG = "Никогда не говори, что надежды больше нет "


def long_text(number, length):
    return f"{number} {LONG * 20}"[:length]


def _people(count=ROWS):
    people = models.Person.objects.bulk_create(
        models.Person(label=long_text(n, 80), description_en=long_text(n, 400))
        for n in range(count)
    )
    models.PersonName.objects.bulk_create(
        models.PersonName(record=person, text=person.label, language=language, script="Cyrl")
        for person in people
        for language in ("ru", "uk")
    )
    return people


def _articles():
    factories.make_story()
    topics = _topics()
    articles = models.Article.objects.bulk_create(
        models.Article(
            headline=long_text(n, 120),
            standfirst=long_text(n, 400),
            stage=["draft", "review", "approved"][n % 3],
            has_newer_words=n % 2,
            not_before=timezone.now(),
        )
        for n in range(ROWS)
    )
    for number, article in enumerate(articles):
        article.topics.add(topics[number])
        factories.make_edition(article, slug=f"a-{number}")
    _translations(articles)


def _translations(originals):
    """Every second one is behind its original."""
    articles = models.Article.objects.bulk_create(
        models.Article(headline=long_text(n, 120), language="ru", group=original.group)
        for n, original in enumerate(originals)
    )
    models.Translation.objects.bulk_create(
        models.Translation(
            article=article, original=original, follows=original.editions.get() if n % 2 else None
        )
        for n, (article, original) in enumerate(zip(articles, originals, strict=True))
    )


def _topics():
    return models.Topic.objects.bulk_create(
        models.Topic(address=f"topic-{n}", title_en=long_text(n, 80)) for n in range(ROWS)
    )


def _places():
    return models.Place.objects.bulk_create(
        models.Place(label=long_text(n, 100), country="RU", locality_en=long_text(n, 100))
        for n in range(ROWS)
    )


def _monuments():
    return models.Monument.objects.bulk_create(
        models.Monument(label=long_text(n, 120), kind="arch", place=place)
        for n, place in enumerate(_places())
    )


def _unveilings():
    for monument in _monuments():
        factories.make_unveiling(monument)
    models.Unveiling.objects.update(place=models.Place.objects.first())


def _statements():
    unveiling = factories.make_unveiling()
    for number, (person, source) in enumerate(zip(_people(), _sources(), strict=True)):
        factories.make_statement(
            person,
            long_text(number, 2000),
            source=source if number % 2 else None,
            unveiling=unveiling,
            date="2025-05",
        )


def _sources():
    return models.Source.objects.bulk_create(
        models.Source(
            title=long_text(n, 200),
            kind="book",
            publisher=long_text(n, 120),
            url=f"https://example.org/{n}",
            date="2025",
        )
        for n in range(ROWS)
    )


def _images():
    made = factories.make_image()
    models.Image.objects.bulk_create(
        models.Image(
            title=long_text(n, 120),
            picture=made.picture.name,
            alt_text_en=long_text(n, 300) if n % 2 else "",
            licence="CC BY 4.0",
        )
        for n in range(ROWS)
    )


def _organisations():
    parent = factories.make_organisation("State")
    return models.Organisation.objects.bulk_create(
        models.Organisation(label=long_text(n, 120), kind="ministry", parent=parent)
        for n in range(ROWS)
    )


def _offices():
    return models.Office.objects.bulk_create(
        models.Office(label=long_text(n, 120), organisation=organisation)
        for n, organisation in enumerate(_organisations())
    )


def _officials():
    tenures = zip(_people(), _offices(), strict=True)
    models.Tenure.objects.bulk_create(
        models.Tenure(person=person, office=office) for person, office in tenures
    )


def _addresses():
    articles = models.Article.objects.bulk_create(
        models.Article(headline=long_text(n, 120)) for n in range(ROWS)
    )
    models.Address.objects.bulk_create(
        models.Address(article=article, slug=f"a-{article.pk}", language="en")
        for article in articles
    )


def _channels():
    models.FollowChannel.objects.bulk_create(
        models.FollowChannel(kind="rss", url=f"https://example.org/{n}", label_en=long_text(n, 120))
        for n in range(ROWS)
    )


FILLED = {
    "article": _articles,
    "monument": _monuments,
    "person": _people,
    "official": _officials,
    "unveiling": _unveilings,
    "statement": _statements,
    "source": _sources,
    "image": _images,
    "place": _places,
    "organisation": _organisations,
    "office": _offices,
    "topic": _topics,
    "address": _addresses,
    "followchannel": _channels,
}


@pytest.mark.parametrize("noun", FILLED)
def test_a_list_costs_eight_queries_and_a_hundred_kilobytes(client, noun):
    client.force_login(make_user("Publisher"))
    FILLED[noun]()
    client.get(f"/admin/memorial/{noun}/")

    page, queries = counted(client.get, f"/admin/memorial/{noun}/")

    assert page.status_code == 200
    assert len(page.context_data["cl"].result_list) == min(50, ROWS)
    assert len(queries) <= QUERIES, "\n".join(queries)
    assert len(page.content) <= BYTES


@pytest.mark.parametrize("noun", FILLED)
def test_no_query_of_a_list_returns_more_than_a_page(client, noun, monkeypatch):
    """Rows are counted where the database hands them over."""
    client.force_login(make_user("Publisher"))
    FILLED[noun]()
    client.get(f"/admin/memorial/{noun}/")
    fetched = []
    given = SQLCompiler.execute_sql

    def counting(self, *args, **kwargs):
        answer = given(self, *args, **kwargs)
        if answer is None or not hasattr(answer, "__iter__"):
            return answer
        chunks = list(answer)
        fetched.append(sum(len(chunk) for chunk in chunks if isinstance(chunk, list)))
        return iter(chunks) if not isinstance(answer, list | tuple) else answer

    monkeypatch.setattr(SQLCompiler, "execute_sql", counting)
    client.get(f"/admin/memorial/{noun}/")

    assert fetched
    assert max(fetched) <= 100


def found(client, noun, query):
    page = client.get(f"/admin/memorial/{noun}/{query}")
    assert page.status_code == 200, page
    return {str(record) for record in page.context_data["cl"].result_list}


@pytest.fixture
def articles(publisher):
    drafts = {
        "plain": {},
        "in review": {"stage": "review"},
        "approved": {"stage": "approved"},
        "newer": {"has_newer_words": True},
        "embargoed": {"not_before": timezone.now() + timedelta(days=1)},
    }
    made = {name: factories.make_article(name, **fields) for name, fields in drafts.items()}
    factories.publish_by_hand(made["newer"])
    return made


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?stage__exact=review", {"in review"}),
        ("?stage__exact=approved", {"approved"}),
        ("?has_newer_words__exact=1", {"newer"}),
        ("?standing=live", {"newer"}),
        ("?embargo=yes", {"embargoed"}),
        ("?embargo=over", set()),
    ],
)
def test_articles_are_filtered_by_where_they_stand(client, articles, query, names):
    assert found(client, "article", query) == names


def test_the_list_of_articles_says_stage_and_standing_by_shape(client, articles):
    page = client.get("/admin/memorial/article/").content.decode()

    assert '<span class="st rev">in review</span>' in page
    assert '<span class="st approved">approved</span>' in page
    assert '<span class="st late">live, with newer words</span>' in page


def stages(client, query=""):
    """What the list says of each article: its stage, and what readers see."""
    page = client.get(f"/admin/memorial/article/{query}").content.decode()
    column = r'field-{}"><span class="st \w+">([^<]*)<'
    names = re.findall(r'field-headline">.*?>([^<]+)</a>', page)
    shown = [re.findall(column.format(name), page) for name in ("stage_shown", "standing")]
    return {name: both for name, *both in zip(names, *shown, strict=True)}


def test_the_stage_of_an_article_is_what_an_editor_would_say(client, publisher):
    made = {name: make_article(name) for name in ("new", "out", "newer", "planned", "back")}
    for article in made.values():
        keep_revision(article, by=None)
    for name in ("out", "newer", "back"):
        publish_article(made[name], by=None)
    schedule_article(made["planned"], at=later(), by=None)
    withdraw_article(made["back"], reason="Wrong.", by=None)
    Article.objects.filter(pk=made["newer"].pk).update(standfirst="More.")
    keep_revision(Article.objects.get(pk=made["newer"].pk), by=None)

    said = stages(client)

    assert said == {
        "new": ["draft", "nothing yet"],
        "out": ["published", "live"],
        "newer": ["newer draft", "live, with newer words"],
        "planned": ["scheduled", "scheduled"],
        "back": ["withdrawn", "nothing now: withdrawn"],
    }
    assert set(stages(client, "?stage__exact=draft")) == {"new", "newer"}


def test_articles_are_filtered_by_a_topic_that_was_chosen(client, articles):
    topic = models.Topic.objects.create(address="war", title_en="War")
    articles["plain"].topics.add(topic)

    topics = client.get("/admin/memorial/topic/").content.decode()

    assert f'<a href="/admin/memorial/article/?topic={topic.pk}">1</a>' in topics
    assert found(client, "article", f"?topic={topic.pk}") == {"plain"}
    assert found(client, "article", "?topic=999") == set()
    assert found(client, "article", "?topic=x") == set()


@pytest.fixture
def statements(publisher):
    ada = factories.make_person("Ada Vale")
    factories.add_name(ada, "Ада Вейл", "ru", "own")
    factories.add_name(ada, "에이다 베일", "ko", "own")
    said = factories.make_statement(ada, "One", source=None, language="ru")
    said.translations.create(language="ko", text="하나", is_machine=True)
    factories.make_statement(text="Two", kind="verbatim", public_from=None)


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("?missing=source", {"One"}),
        ("?missing=office", {"One"}),
        ("?kind__exact=verbatim", {"Two"}),
        ("?readers=draft", {"Two"}),
        ("?readers=public", {"One"}),
        ("?language=ru", {"One"}),
        ("?q=Вейл", {"One"}),
        ("?q=вейл", {"One"}),
        ("?q=베일", {"One"}),
        ("?q=하나", {"One"}),
        ("?q=two", {"Two"}),
        ("?q=Ada+Вейл", {"One"}),
        ("?q=nobody", set()),
    ],
)
def test_statements_are_found_by_what_they_lack_and_by_words(client, statements, query, texts):
    page = client.get(f"/admin/memorial/statement/{query}")

    assert {statement.text for statement in page.context_data["cl"].result_list} == texts


def test_the_list_of_statements_flags_what_is_missing(client, statements):
    page = client.get("/admin/memorial/statement/").content.decode()

    assert '<span class="st late">none</span>' in page
    assert '<span class="st late">no dated office</span>' in page


def test_pictures_are_found_by_what_they_lack(client, publisher):
    factories.make_image("Bare", alt_text_en="")
    factories.make_image("Uncredited", credit_en="")

    assert found(client, "image", "?missing=alt_text") == {"Bare"}
    assert found(client, "image", "?missing=credit") == {"Uncredited"}


def test_a_person_with_many_fitting_names_is_listed_once(client, publisher):
    person = factories.make_person("Ada Vale")
    factories.add_name(person, "Ada V.", "de")

    page = client.get("/admin/memorial/person/?q=Ada")

    assert [str(row) for row in page.context_data["cl"].result_list] == [str(person)]
