"""What is said once a fact changed: which articles follow, and which still show it as it was."""

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.admin.filters import outdated_url
from memorial.models import Edition
from memorial.services.outdated import Shown

#: A message names so many articles.
NAMED = 5


def brought(made: list[Edition]) -> str:
    """Return in words how many articles were brought up to date, however many editions it took."""
    if not made:
        return _("Nothing had to be changed: the pages show the facts as they are.")
    count = len({edition.article_id for edition in made})
    message = ngettext(
        "%(count)d article was brought up to date.",
        "%(count)d articles were brought up to date.",
        count,
    )
    return message % {"count": count}


def still_shown(ref: str, pages: list[Shown]) -> SafeString:
    """Name the first few articles that show a record, and lead to a list of them all."""
    named = [escape(said_page(page)) for page in pages[:NAMED]]
    if (more := len(pages) - NAMED) > 0:
        message = ngettext("and %(counter)s more article", "and %(counter)s more articles", more)
        said = message % {"counter": more}
        named.append(format_html('<a href="{}">{}</a>', outdated_url(ref), said))
    message = ngettext(
        "%(count)d page still shows it as it was: %(names)s. It waits under “Facts that changed”.",
        "%(count)d pages still show it as it was: %(names)s. They wait under “Facts that changed”.",
        len(pages),
    )
    names = format_html_join("; ", "{}", ((name,) for name in named))
    return SafeString(escape(message) % {"count": len(pages), "names": names})


def said_page(page: Shown) -> str:
    """Name an article, and say which of its editions it is about."""
    if page.is_live and page.is_scheduled:
        return _("“%(headline)s”, live and scheduled") % {"headline": page.headline}
    if page.is_scheduled:
        return _("“%(headline)s”, scheduled") % {"headline": page.headline}
    return _("“%(headline)s”, live") % {"headline": page.headline}
