"""What the desk knows of an article beside its words, kept with a save as plain JSON values.

Comments, steps of the review, and what is translated from what go with a deleted article; its
newest save remembers them for when it comes back. A restore remembers what it brought back.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q
from django.utils.dateparse import parse_datetime

from memorial.models import Article, Comment, Edition, ReviewStep, Revision, Translation
from memorial.services.saving import desk_of, newest_save

COMMENT = ("part", "text", "at", "by_id", "resolved_at", "resolved_by_id")
STEP = ("kind", "revision_id", "note", "at", "by_id")
EDITION = "edition"
MOMENTS, USERS, SAVES = {"at", "resolved_at"}, {"by_id", "resolved_by_id"}, {"revision_id"}


def keep_before_deletion(article: Article, *, by: Any) -> None:
    """Make sure that the history holds an article, and what the desk knows of it last."""
    desk = {
        **desk_of(article),
        "translations": _translations_of(article),
        "comments": [_plain(row, COMMENT) for row in article.comments.order_by("pk")],
        "steps": [_plain(row, STEP) for row in article.review_steps.order_by("pk")],
    }
    newest = newest_save(article, by=by)
    _remember(newest, {**newest.desk, **desk})


def note_restored(kept: Revision, row: Revision | Edition | None) -> None:
    """Note what a restore brought back, in words that outlive a save which is pruned."""
    if row is None:
        return
    if isinstance(row, Edition):
        restored = {"kind": EDITION, "number": row.number}
    else:
        restored = {"kind": row.purpose, "at": row.saved_at.isoformat()}
    _remember(kept, {**kept.desk, "restored": restored})


def say_again(article: Article, desk: dict[str, Any]) -> None:
    """Put the comments and the steps of the review back, each with its moment and its name."""
    for model, name in ((Comment, "comments"), (ReviewStep, "steps")):
        rows = _back(desk.get(name, []))
        made = model.objects.bulk_create(model(article=article, **row) for row in rows)
        for row, remembered in zip(made, rows, strict=True):
            row.at = remembered["at"]
        model.objects.bulk_update(made, ["at"])


def link_again(
    article: Article, number: int, desk: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Say again what is translated from what; yield the links that cannot be said.

    With each comes whether it waits: its other end is deleted too, and remembers it from now on.
    """
    for link in desk.get("translations", []):
        ends = [article.pk if link[end] == number else link[end] for end in ("article", "original")]
        link = {**link, "article": ends[0], "original": ends[1]}
        if not _may_be_linked(article, *ends):
            yield link, _remember_elsewhere(article, link)
            continue
        Translation.objects.create(
            article_id=ends[0],
            original_id=ends[1],
            follows=Edition.objects.filter(article=ends[1], number=link["follows"]).first(),
            base=_base_of(link),
        )


def _base_of(link: dict[str, Any]) -> Revision | None:
    """Return the save that was translated; where it was pruned, the one before it.

    What changed between the two is then shown as changed: nothing is passed over.
    """
    saves = Revision.objects.filter(article_number=link["original"], pk__lte=link["base"] or 0)
    return saves.order_by("-pk").first()


def _remember_elsewhere(article: Article, link: dict[str, Any]) -> bool:
    """Let the other end of a link remember it, if that is deleted; return whether it is."""
    other = link["original"] if link["article"] == article.pk else link["article"]
    if Article.objects.filter(pk=other).exists():
        return False
    orphans = Revision.objects.filter(article_number=other, article__isnull=True)
    newest = orphans.order_by("-pk").first()
    if newest is None:
        return False
    links = newest.desk.get("translations", [])
    others = [each for each in links if each["article"] != link["article"]]
    _remember(newest, {**newest.desk, "translations": [*others, link]})
    return True


def _remember(save: Revision, desk: dict[str, Any]) -> None:
    save.desk = desk
    save.save(update_fields=["desk"])


def _may_be_linked(restored: Article, article: int, original: int) -> bool:
    """Whether both are of the group of what was restored, and neither has another part in it."""
    group = Article.objects.filter(pk__in=[article, original], group=restored.group)
    others = Translation.objects.filter(
        Q(article=article) | Q(article=original) | Q(original=article)
    )
    return group.count() == 2 and not others.exists()


def _translations_of(article: Article) -> list[dict[str, Any]]:
    """Return what is translated from what, as far as the article has a part in it."""
    rows = Translation.objects.filter(Q(article=article) | Q(original=article)).order_by("pk")
    return [
        {
            "article": row.article_id,
            "original": row.original_id,
            "follows": row.follows.number if row.follows else 0,
            "base": row.base_id,
            "names": [row.article.headline, row.original.headline],
        }
        for row in rows.select_related("article", "original", "follows")
    ]


def _plain(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    moments = {name: values[name].isoformat() for name in MOMENTS & set(names) if values[name]}
    return {**values, **moments}


def _back(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return remembered rows as columns take them, without people and saves that are gone."""
    users, saves = ({row.get(name) for row in rows for name in names} for names in (USERS, SAVES))
    known = dict.fromkeys(USERS, _existing(get_user_model(), users))
    known |= dict.fromkeys(SAVES, _existing(Revision, saves))
    return [{name: _value(name, value, known) for name, value in row.items()} for row in rows]


def _existing(model: type[Model], numbers: set[Any]) -> set[Any]:
    return set(model._base_manager.filter(pk__in=numbers - {None}).values_list("pk", flat=True))


def _value(name: str, value: Any, known: dict[str, set[Any]]) -> Any:
    if name in MOMENTS:
        return parse_datetime(value) if value else None
    return None if name in known and value not in known[name] else value
