from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone


def keep_editions(apps, schema_editor):
    """Give every open task the editions that were made before it and readers see, or will."""
    references = apps.get_model("memorial", "Reference").objects.filter(edition__isnull=False)
    until, start = "edition__live_until", F("edition__live_from")
    is_open = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": timezone.now()})
    is_cancelled = Q(**{until: start, f"{until}__isnull": False})
    shown = references.filter(is_open & ~is_cancelled)
    for task in apps.get_model("memorial", "RefreshTask").objects.filter(done_at=None):
        behind = shown.filter(record=task.record, edition__made_at__lt=task.filed_at)
        task.editions.set(behind.values_list("edition", flat=True).distinct())


class Migration(migrations.Migration):
    dependencies = [("memorial", "0004_follows_and_desk")]

    operations = [
        migrations.AddField(
            "refreshtask",
            "editions",
            models.ManyToManyField(
                help_text="Those that show the record as it was.",
                related_name="refresh_tasks",
                to="memorial.edition",
            ),
        ),
        migrations.RunPython(keep_editions, migrations.RunPython.noop),
    ]
