"""What the page of a story needs beside the story itself, live or in a preview."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from memorial.services.reading import page_addresses
from memorial.story.frozen import refs_in
from memorial.story.page import StoryPage
from memorial.story.refs import numbers_by_kind


def story_context(
    page: StoryPage,
    *,
    at: datetime,
    articles: Mapping[str, str] | None = None,
    paths: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return what `components/story.html` takes: one query.

    `articles` are the addresses of linked articles by reference, `paths` those of this story's
    translations by language.
    """
    shown = {*page.facts, *refs_in(page.facts)}
    addresses = page_addresses(shown, at) | dict(articles or {})
    return {"page": page, "addresses": addresses, "stele": stele_of(page, paths or {})}


def linked_articles(page: StoryPage) -> set[int]:
    """Return the numbers of the articles that the prose links to."""
    return numbers_by_kind(page.story.refs).get("article", set())


def stele_of(page: StoryPage, paths: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the monument's title in another language, to be set upright, and where it leads."""
    order = ["ko", "ru"]
    names = [
        name
        for name in (page.monument or {}).get("other_names", [])
        if name["lang"] != page.story.language
    ]
    if not names:
        return None
    name = min(names, key=lambda each: (order + [each["lang"]]).index(each["lang"]))
    return {**name, "path": paths.get(name["lang"], "")}
