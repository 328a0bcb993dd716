"""Pieces for the checks to look at: each with one thing that is wrong, or right."""

from memorial.models import Address, Article, CheckedLink, ProseBlock, Translation
from memorial.services.correcting import Meaning
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from memorial.services.withdrawing import withdraw_article
from tests import factories
from tests.factories import add_block, later, published


def make_article(*given, **fields):
    """An article that lacks nothing."""
    return factories.make_article(*given, **{"standfirst": "It opened at noon.", **fields})


def article_with(block_type="", headline="Opened", **fields):
    article = make_article(headline)
    if block_type:
        add_block(article, block_type, key="here", ordering=99, **fields)
    return article


def with_statement(**fields):
    return article_with("statement", statement=factories.make_statement(**fields))


def with_image(language="en", alt_text="", **fields):
    article = article_with("picture", image=factories.make_image(**fields), alt_text=alt_text)
    Article.objects.filter(pk=article.pk).update(language=language)
    return Article.objects.get(pk=article.pk)


def with_lead_image(**fields):
    return make_article(lead_image=factories.make_image(**fields))


def with_prose(html, sources=0):
    article = article_with("prose", html=html)
    for position in range(sources):
        source = factories.make_source(f"Report {position}")
        article.sources.create(source=source, position=position)
    return article


def with_account_of(**person):
    person = factories.make_person(**person)
    return article_with("prose", html="<p>x</p>", account_of=person, material="patina")


def with_slug_of_another():
    Address.objects.create(language="en", slug="gate", article=make_article())
    return make_article(slug="gate")


def with_own_slug():
    article = make_article(slug="gate")
    Address.objects.create(language="en", slug="gate", article=article)
    return article


def with_slug_in_another_language():
    Address.objects.create(language="ru", slug="gate", article=make_article(language="ru"))
    return make_article(slug="gate")


def linking_to(article):
    return with_prose(f'<p><a href="record:article:{article.pk}">it</a></p>')


def live_article():
    article = make_article("Live")
    publish_article(article, by=None)
    return article


def withdrawn_article():
    article = live_article()
    withdraw_article(article, reason="Wrong.", by=None)
    return article


def verbatim(place):
    return with_statement(kind="verbatim", place_in_source=place)


def corrected(now):
    """An article whose height was corrected from 3 m, and what its working copy says now."""
    article = make_article(paragraphs=["It is 3 m high."])
    published(article)
    article.memorial_proseblock_set.update(html="<p>It is 4 m high.</p>")
    published(article, meaning=Meaning("correction", "It said 3 m.", "It is 4 m."))
    article.memorial_proseblock_set.update(html=f"<p>It is {now} high.</p>")
    return article


def with_statements(*names):
    said = {name: factories.make_statement() for name in set(names)}
    article = make_article()
    for key, name in enumerate(names):
        add_block(article, "statement", statement=said[name], key=f"here{key or ''}", ordering=key)
    return article


def with_checked_link(days=0, url="https://example.org/a"):
    since = later(-24 * days) if days else None
    CheckedLink.objects.create(url=url, broken_since=since)
    return with_prose(f'<p><a href="{url}">it</a></p>')


def with_source_at(url, **fields):
    CheckedLink.objects.create(url="https://example.org/gone", broken_since=later(-24))
    return with_statement(source=factories.make_source(url=url, **fields))


def with_headings(html, heading="The day"):
    return article_with("prose", heading=heading, html=html)


def translated(follows):
    original = live_article()
    publish_article(factories.rewrite(original), by=None)
    article = make_article("Открыто", language="ru")
    edition = original.editions.get(number=follows)
    Translation.objects.create(article=article, original=original, follows=edition)
    return article


def with_link_to_record(kind="person", number=None):
    number = number or factories.make_person().pk
    return with_prose(f'<p><a href="record:{kind}:{number}">x</a></p>')


def with_gallery(alt_text="", **fields):
    article = make_article()
    images = factories.make_image("One", **fields), factories.make_image("Two")
    rows = factories.gallery_rows(*images, alt_text=alt_text)
    add_block(article, "gallery", rows=rows)
    return article


def with_quote(quote):
    article = with_prose(
        '<p>“The <em>gate</em> opens<sup><a href="source:1">1</a></sup>, at last”, he said.</p>', 1
    )
    add_block(article, "pull_quote", quote=quote)
    return article


def with_timeline(*dates):
    article = make_article()
    add_block(article, "timeline", rows=factories.timeline_rows(*((date, "x") for date in dates)))
    return article


def with_sources_turned(marker=1, publish=False):
    """A marker written for the first of two sources, which then change places."""
    article = with_prose('<p>x<a href="source:1">1</a></p>', 2)
    publish_article(article, by=None) if publish else keep_revision(article, by=None)
    for place, row in enumerate(reversed(article.sources.all())):
        article.sources.filter(pk=row.pk).update(position=place)
    if marker != 1:
        html = f'<p>x<a href="source:{marker}">{marker}</a></p>'
        ProseBlock.objects.update(html=html)
    return article


#: (name of the problem, whether it blocks, a story that has it, one that has not)
PROSE = "<p>The gate opened at noon, and all came.</p>"
RU = "<p>Ворота открылись в полдень, и пришли все.</p>"


def half_translated(prose=PROSE, heading="", standfirst="Открыли в полдень.", original=PROSE):
    """A Russian translation; its block, its heading and its standfirst as given."""
    english = make_article("Opened", paragraphs=(), standfirst="It opened at noon, on Monday.")
    block = {"key": "here", "ordering": 1}
    add_block(english, "prose", html=original, heading="Noon at the gate of stone", **block)
    keep_revision(english, by=None)
    article = make_article("Открыли", paragraphs=(), language="ru", standfirst=standfirst)
    add_block(article, "prose", html=prose, heading=heading, **block)
    Translation.objects.create(article=article, original=english)
    return article
