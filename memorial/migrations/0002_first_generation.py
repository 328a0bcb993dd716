"""Make the one row that counts generations."""

from django.db import migrations


def make_generation(apps, schema_editor):
    apps.get_model("memorial", "Generation").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("memorial", "0001_initial")]

    operations = [migrations.RunPython(make_generation, migrations.RunPython.noop)]
