"""Makes texts and stories for the property tests."""

from django.utils.html import escape
from hypothesis import settings
from hypothesis import strategies as st

from memorial.story.values import Block, Byline, Story

# A database is slow, and its rows stay from one example to the next.
few = settings(max_examples=15, deadline=None)
many = settings(max_examples=25, deadline=None)

TYPED = (
    "노광철, Но Гван Чхоль",
    "👩‍🚀 🇰🇵 ☭",
    "שלום (world) مرحبا ‏",
    "e\u0301 a\u0308\u0323 Z͑ͫ̓",
    "<script>alert(1)</script>",
    "He said \"<b>no</b>\" & 'yes' &amp; &lt;",
    "{{ settings.SECRET_KEY }} {% csrf_token %}",
    "=1+1 %s %(name)s \\n ${7*7}",
    " spaces  kept ",
)

#: Every printable string: no control characters, no lone surrogates.
texts = st.one_of(
    st.sampled_from(TYPED),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30),
)
html = texts.map(lambda text: f"<p>{escape(text)}</p>")

keys = st.text("0123456789abcdef", min_size=1, max_size=10)


def refs(kind):
    return st.one_of(st.just(""), st.integers(1, 9).map(f"{kind}:{{}}".format))


prose = st.builds(
    lambda key, heading, html, account: Block(
        key, "prose", {"heading": heading, "html": html}, {"account_of": account}
    ),
    keys,
    texts,
    html,
    refs("person"),
)
statements = st.builds(
    lambda key, statement: Block(key, "statement", {}, {"statement": statement}),
    keys,
    refs("statement"),
)
blocks = st.lists(st.one_of(prose, statements), max_size=5, unique_by=lambda block: block.key).map(
    tuple
)

bylines = st.builds(Byline, st.integers(1, 9).map("person:{}".format), texts, texts)

stories = st.builds(
    Story,
    language=st.sampled_from(["en", "ru", "ko"]),
    kind=st.sampled_from(["news", "analysis", "page"]),
    headline=texts,
    slug=st.sampled_from(["", "gate", "gate-2"]),
    standfirst=texts,
    lead_image=refs("image"),
    monument=refs("monument"),
    unveiling=refs("unveiling"),
    is_machine_translation=st.booleans(),
    bylines=st.lists(bylines, max_size=2).map(tuple),
    sources=st.lists(st.integers(1, 9).map("source:{}".format), max_size=2).map(tuple),
    topics=st.lists(st.integers(1, 9).map("topic:{}".format), max_size=2).map(tuple),
    blocks=blocks,
)
