"""What tests of the register's forms do again and again."""

from tests.admin.posting import form_values


def url(record, page="change"):
    return f"/admin/memorial/{record._meta.model_name}/{record.pk}/{page}/"


def save(client, record, **changes):
    return client.post(url(record), form_values(client.get(url(record)), **changes))


def add(client, noun, **fields):
    page = f"/admin/memorial/{noun}/add/"
    return client.post(page, form_values(client.get(page), **fields))


def names(prefix="names", text="A name"):
    return {
        f"{prefix}-TOTAL_FORMS": "1",
        f"{prefix}-0-text": text,
        f"{prefix}-0-language": "en",
        f"{prefix}-0-kind": "preferred",
    }
