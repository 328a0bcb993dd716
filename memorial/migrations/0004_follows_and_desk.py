"""Let a translation point at the edition it follows; keep what the desk knew beside a story.

The edition was named by its number, and what the desk knew stood inside the frozen story.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def name_by_key(apps, schema_editor):
    editions = apps.get_model("memorial", "Edition").objects
    same = editions.filter(article=OuterRef("original"), number=OuterRef("number"))
    translations = apps.get_model("memorial", "Translation").objects
    translations.update(follows=Subquery(same.values("pk")[:1]))


def name_by_number(apps, schema_editor):
    editions = apps.get_model("memorial", "Edition").objects
    same = editions.filter(pk=OuterRef("follows"))
    translations = apps.get_model("memorial", "Translation").objects
    translations.update(number=Coalesce(Subquery(same.values("number")[:1]), Value(0)))


def part_desk_and_story(apps, schema_editor):
    for revision in _revisions(apps):
        if "desk" in revision.frozen:
            revision.desk = revision.frozen.pop("desk")
            revision.save(update_fields=["frozen", "desk"])


def put_desk_into_story(apps, schema_editor):
    for revision in _revisions(apps):
        if revision.desk:
            revision.frozen["desk"] = revision.desk
            revision.save(update_fields=["frozen"])


def _revisions(apps):
    """Yield every revision, read in pages: a history does not fit into memory."""
    rows, last = apps.get_model("memorial", "Revision").objects.order_by("pk"), 0
    while page := list(rows.filter(pk__gt=last)[:100]):
        yield from page
        last = page[-1].pk


class Migration(migrations.Migration):
    dependencies = [("memorial", "0003_editors_desk")]

    operations = [
        migrations.RenameField("translation", "follows", "number"),
        migrations.AddField(
            "translation",
            "follows",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="memorial.edition",
                verbose_name="follows edition",
            ),
        ),
        migrations.RunPython(name_by_key, name_by_number),
        migrations.RemoveField("translation", "number"),
        migrations.AddField(
            "revision",
            "desk",
            models.JSONField(
                default=dict, help_text="What the desk knew of the article beside it."
            ),
        ),
        migrations.RunPython(part_desk_and_story, put_desk_into_story),
    ]
