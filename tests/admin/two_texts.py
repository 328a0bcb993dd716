"""What tests of two texts do: open a form, let a colleague save, save what is stale, choose."""

import re
from html import unescape

from tests.admin.posting import form_values

PROSE = "memorial_proseblock_set"


def url(record, page="change"):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/{page}/"


def opened(client, record):
    return form_values(client.get(url(record)))


def save(client, record, **changes):
    answer = client.post(url(record), {**opened(client, record), **changes, "_continue": "1"})
    assert answer.status_code == 302, answer.context["errors"]


def stale(client, record, values, **changes):
    """Save what was opened before somebody else saved; the page with both texts."""
    page = client.post(url(record), {**values, **changes, "_continue": "1"})
    assert page.status_code == 200
    assert page.context["adminform"].form.is_stale
    return page


def parts(page):
    """The parts that the page asks about: label → (default, only)."""
    return {part.name: (part.default, part.only) for part in page.context["stale_parts"]}


def choose(client, record, page, choices=None, **changes):
    """Save the result: as the page preselects, with other choices and changes by hand."""
    chosen = {
        f"_take-{part.name}": part.choice for part in page.context["stale_parts"] if part.choice
    }
    asked = [unescape(name) for name in re.findall(r'name="_asked" value="([^"]*)"', text(page))]
    standing = page.context["adminform"].form.standing_version
    values = {
        **form_values(page),
        **chosen,
        **{f"_take-{name}": side for name, side in (choices or {}).items()},
        **changes,
    }
    values |= {"_asked": asked, "_merge": str(standing)}
    return client.post(url(record), values)


def text(answer):
    return answer.content.decode()


def html(number, words):
    return {f"{PROSE}-{number}-html": f"<p>{words}</p>"}


def words(article):
    rows = article.memorial_proseblock_set.order_by("ordering", "pk")
    return [row.get_html_excerpt(words=20) for row in rows]
