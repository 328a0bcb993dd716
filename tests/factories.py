"""Plain functions that make what a test needs and say what is special about it."""

from datetime import timedelta
from io import BytesIO

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow

from memorial import models
from memorial.services.issuing import card, note_references
from memorial.services.permitting import make_roles
from memorial.services.publishing import frozen_for, publish_article, schedule_article
from memorial.story.frozen import freeze
from memorial.story.values import Story


def _public_from(fields):
    """Facts are public since yesterday unless a test says otherwise (`public_from=None`)."""
    fields.setdefault("public_from", timezone.now() - timedelta(days=1))
    return fields


def add_name(record, text, language="en", kind="preferred"):
    names = record.names.model
    return names.objects.create(record=record, text=text, language=language, kind=kind)


def make_source(title="A report", **fields):
    return models.Source.objects.create(title=title, **{"kind": "news_report", **fields})


def make_organisation(name="Ministry of Memory", **fields):
    organisation = models.Organisation.objects.create(**{"kind": "ministry", **fields})
    add_name(organisation, name)
    return organisation


def make_office(name="Minister", organisation=None, **fields):
    office = models.Office.objects.create(
        organisation=organisation or make_organisation(), **fields
    )
    add_name(office, name)
    return office


def make_person(name="Ada Vale", **fields):
    person = models.Person.objects.create(**_public_from(fields))
    add_name(person, name)
    return person


def make_tenure(person=None, title="Minister", office=None, **fields):
    return models.Tenure.objects.create(
        person=person or make_person(),
        office=office or make_office(title),
        title_en=title,
        **fields,
    )


def make_official(name="Ada Vale", title="Minister", as_of="2025", **fields):
    person = make_person(name, **fields)
    make_tenure(person, title, as_of=as_of)
    return person


def make_place(name="Old Harbour", **fields):
    place = models.Place.objects.create(**fields)
    add_name(place, name)
    return place


def make_monument(name="The Gate", **fields):
    monument = models.Monument.objects.create(**{"kind": "arch", **_public_from(fields)})
    add_name(monument, name)
    return monument


def make_unveiling(monument=None, date="2025", officials=(), **fields):
    unveiling = models.Unveiling.objects.create(
        monument=monument or make_monument(), date=date, **_public_from(fields)
    )
    for name in officials:
        add_participation(unveiling, make_official(name))
    return unveiling


def add_participation(unveiling, person, roles=("attended",), **fields):
    participation = models.Participation(
        unveiling=unveiling, person=person, roles=list(roles), **fields
    )
    tenure = person.tenures.first()
    if tenure and "tenure" not in fields:
        participation.copy_title(tenure)
    participation.save()
    return participation


def make_statement(speaker=None, text="Vale said that the gate was open.", **fields):
    fields.setdefault("source", make_source())
    statement = models.Statement(
        speaker=speaker or make_official(), text=text, **_public_from(fields)
    )
    tenure = statement.speaker.tenures.first()
    if tenure:
        statement.copy_title(tenure)
    statement.save()
    return statement


def picture_file(size=(64, 48), colour="#14574c", name="picture.png", **saving):
    written = BytesIO()
    Pillow.new("RGB", size, colour).save(written, "PNG", **saving)
    return ContentFile(written.getvalue(), name=name)


def make_image(title="A drawing", **fields):
    fields.setdefault("alt_text_en", "A gate by the water.")
    fields.setdefault("credit_en", "Drawing: a test")
    return models.Image.objects.create(
        title=title, picture=picture_file(), **{"licence": "CC BY 4.0", **fields}
    )


def make_article(headline="The gate opens", paragraphs=("It opened.",), **fields):
    article = models.Article.objects.create(headline=headline, **fields)
    for ordering, text in enumerate(paragraphs):
        add_block(article, "prose", html=f"<p>{text}</p>", ordering=ordering * 10)
    return article


def later(hours=1):
    """A moment to come; a past one for negative hours."""
    return timezone.now() + timedelta(hours=hours)


def published(article, **asked):
    """The edition of an article that readers see from now on."""
    return publish_article(article, by=None, **asked)


def scheduled(article, at=None, **asked):
    """The edition of an article that readers will see from a moment to come."""
    return schedule_article(article, at=at or later(), by=None, **asked)


def rewrite(article):
    """Give the working copy another standfirst, so that there is something to publish."""
    number = article.editions.count() + 1
    models.Article.objects.filter(pk=article.pk).update(standfirst=f"As of edition {number}.")
    return article


def add_block(article, block_type, **fields):
    model = models.block_types()[block_type]
    fields.setdefault("ordering", 10 * article.pk + model.objects.count())
    return model.objects.create(parent=article, **fields)


def gallery_rows(*images, **words):
    """Rows of a gallery as they are kept; `words` are the first picture's."""
    own = [words, *({} for _image in images[1:])]
    return [
        {
            "words": {"caption": "", "alt_text": "", **given},
            "records": {"image": image.ref},
        }
        for image, given in zip(images, own, strict=True)
    ]


def timeline_rows(*rows, source=None):
    """Rows of a timeline, (date, text) each; the first rests on the source."""
    return [
        {
            "words": {"date": date, "text": text},
            "records": {"source": source.ref if source and not place else ""},
        }
        for place, (date, text) in enumerate(rows)
    ]


def make_user(role="Publisher", username=None, **fields):
    """A member of staff in a role of the table; `role=None` for none, "Superuser" for all."""
    users = get_user_model().objects
    username = username or (role or "nobody").lower()
    if role == "Superuser":
        return users.create_superuser(username, password="correct horse", **fields)
    user = users.create_user(username, password="correct horse", is_staff=True, **fields)
    if role:
        make_roles()
        user.groups.add(Group.objects.get(name=role))
    return user


def make_frozen(headline="The gate opens", slug="gate", facts=None, **words):
    """A frozen story without blocks, for editions that no service makes."""
    story = Story("en", "news", headline, slug=slug, **words)
    return freeze(story, facts or {})


def make_edition(article=None, number=1, live_from=None, **fields):
    """An edition put there by hand; services make them otherwise."""
    moment = live_from or timezone.now() - timedelta(days=1)
    return models.Edition.objects.create(
        article=article or make_article(),
        number=number,
        live_from=moment,
        first_live_from=moment,
        **{
            "language": "en",
            "kind": "news",
            "slug": "gate",
            "headline": "The gate opens",
            "frozen": make_frozen(),
            **fields,
        },
    )


def publish_by_hand(article, *, live_from=None, number=1, **fields):
    """A live edition of the working copy as it is, with its address and what it shows."""
    frozen = frozen_for(article)
    words = {**frozen["words"], **fields}
    names = ("language", "kind", "slug", "headline", "standfirst")
    edition = make_edition(
        article,
        number,
        live_from,
        card=card(frozen),
        frozen=frozen,
        **{name: words[name] for name in names},
    )
    models.Address.objects.get_or_create(
        language=edition.language, slug=edition.slug, defaults={"article": article}
    )
    note_references(edition)
    return edition


def make_live(headline="The gate opens", slug="gate", paragraphs=("It opened.",), **fields):
    """An article and its live edition, at the address `slug`."""
    live_from = fields.pop("live_from", None)
    article = make_article(headline, paragraphs, slug=slug, **fields)
    return publish_by_hand(article, live_from=live_from)


def make_story(slug="gate", people=3, **fields):
    """A live article that shows one of everything: monument, attendance, statements, prose."""
    monument = make_monument(place=make_place())
    unveiling = make_unveiling(monument, officials=[f"Official {n:03}" for n in range(people)])
    article = make_article(
        slug=slug, paragraphs=(), monument=monument, unveiling=unveiling, **fields
    )
    source = make_source("A report", url="https://example.org/report")
    models.ArticleSource.objects.create(article=article, source=source)
    add_block(article, "monument_facts", monument=monument)
    add_block(article, "attendance", unveiling=unveiling)
    for taking_part in unveiling.participations.all():
        said = make_statement(taking_part.person, unveiling=unveiling, date="2025", source=source)
        add_block(article, "statement", statement=said)
    add_block(
        article,
        "prose",
        heading="The day",
        material="bronze",
        html=f'<p>The <a href="record:monument:{monument.pk}">gate</a> opened.'
        '<a href="source:1">1</a></p>',
    )
    return publish_by_hand(article)


def make_full_article():
    """An article with everything an article can have, and every type of block."""
    unveiling = make_unveiling(officials=["Ada Vale", "Ben Stone"])
    article = make_article(
        "Opened",
        (),
        slug="gate",
        standfirst="At noon.",
        kind="analysis",
        lead_image=make_image(),
        monument=unveiling.monument,
        unveiling=unveiling,
        is_machine_translation=True,
    )
    person = make_person("Cleo Hart")
    article.bylines.create(person=person, credentials="PhD", affiliation="A museum", position=2)
    article.bylines.create(person=make_person("Dan Ash"), position=1)
    for position in (2, 1):
        article.sources.create(source=make_source(f"S{position}"), position=position)
    for address in ("war", "peace"):
        article.topics.add(models.Topic.objects.create(address=address))
    add_block(article, "statement", statement=make_statement(), ordering=50)
    add_block(article, "attendance", unveiling=unveiling, ordering=40)
    add_block(article, "monument_facts", monument=unveiling.monument, ordering=30)
    add_block(article, "picture", image=make_image(), caption="Here", ordering=20)
    add_block(article, "pull_quote", quote="she", attribution="Ada Vale", ordering=12)
    images = make_image("One"), make_image("Two")
    add_block(article, "gallery", rows=gallery_rows(*images, caption="Here too"), ordering=25)
    rows = timeline_rows(("1921~", "It was planned."), ("2025", "It opened."), source=make_source())
    add_block(article, "timeline", rows=rows, ordering=60)
    link = f'<p><a href="record:person:{person.pk}">she</a><a href="source:1">1</a></p>'
    add_block(
        article,
        "prose",
        heading="The day",
        material="patina",
        account_of=person,
        account_line="PhD",
        html=link,
        ordering=10,
    )
    return article
