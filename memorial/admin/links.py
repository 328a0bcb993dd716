"""Links from one form to another."""

from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from memorial.story.refs import kind_of, number_of


def change_url(record: models.Model) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def change_link(record: models.Model, words: object = None) -> SafeString:
    return format_html('<a href="{}">{}</a>', change_url(record), words or record)


def record_url(ref: str) -> str:
    """Return the address of the form of a record (`person:3`); empty for no record."""
    return reverse(f"admin:memorial_{kind_of(ref)}_change", args=[number_of(ref)]) if ref else ""
