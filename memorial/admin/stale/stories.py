"""Judges an article by the save that its form was opened with: block by block, row by row."""

from typing import Any

from django.utils.translation import gettext as _

from memorial.admin.stale.judging import Judge, Order, side
from memorial.forms.articles import story_in_forms
from memorial.models import Article, ArticleSource, Block, Byline, Revision
from memorial.pages.parts import row_label
from memorial.services.linking import link_records
from memorial.services.survivors import with_survivors
from memorial.services.working_copy import story_of
from memorial.story.aligning import moves
from memorial.story.frozen import FormatError, thaw
from memorial.story.refs import ref_to
from memorial.story.values import Story
from memorial.text.numbers import is_row_number


class StoryJudge(Judge):
    """Compares three stories: as opened, as saved meanwhile, as typed."""

    def __init__(self, form: Any, formsets: list[Any], base: Story) -> None:
        standing = Article.objects.get(pk=form.instance.pk)
        # A record that was merged meanwhile is nobody's change: what stands names the survivor.
        self.base, self.theirs = with_survivors(base), link_records(story_of(standing))
        self.mine = with_survivors(link_records(story_in_forms(form, formsets)))

    def field(self, name: str) -> str:
        if not hasattr(self.base, name):
            return ""
        return side(*(getattr(story, name) for story in self._stories()))

    def row(self, theirs: Any, mine: Any) -> str:
        row = theirs or mine
        base, saved, typed = (_value(story, row) for story in self._stories())
        return side(base, saved if theirs else None, typed if mine else None)

    def order(self) -> Order | None:
        kept = {block.key for block in self.theirs.blocks} & {b.key for b in self.mine.blocks}
        orders = [_keys(story, kept) for story in self._stories()]
        if not moves(orders[1], orders[2]):
            return None
        theirs, mine = _said_order(self.theirs, kept), _said_order(self.mine, kept)
        return Order(_("Order of the blocks"), theirs, mine, side(*orders))

    def _stories(self) -> tuple[Story, Story, Story]:
        return self.base, self.theirs, self.mine


def story_judge(form: Any, formsets: list[Any]) -> Judge:
    """Return the judge of an article's form; one that knows nothing if its save is not found."""
    number = form.data.get("opened_save", "")
    if not is_row_number(number):
        return Judge()
    opened = Revision.objects.of(form.instance).saves().filter(pk=number).first()
    try:
        return StoryJudge(form, formsets, thaw(opened.frozen)) if opened else Judge()
    except FormatError:
        return Judge()


def _value(story: Story, row: Any) -> Any:
    """Return what a story says of the block, the byline or the source of a row."""
    if isinstance(row, Block):
        return next((block for block in story.blocks if block.key == row.key), None)
    if isinstance(row, Byline):
        person = ref_to("person", row.person_id)
        return next((byline for byline in story.bylines if byline.person == person), None)
    if isinstance(row, ArticleSource):
        source = ref_to("source", row.source_id)
        return source if source in story.sources else None
    return None


def _keys(story: Story, kept: set[str]) -> list[str]:
    return [block.key for block in story.blocks if block.key in kept]


def _said_order(story: Story, kept: set[str]) -> str:
    said = [
        block.words.get("heading") or row_label(block.key, block.type)
        for block in story.blocks
        if block.key in kept
    ]
    return "\n".join(f"{number}. {label}" for number, label in enumerate(said, 1))
