"""Languages in the forms of the register: offered and shown by name, kept as a code."""

import pytest
from django.forms import modelform_factory
from django.utils.translation import override

from memorial.forms.languages import LanguageField
from memorial.models import Source
from memorial.services.languages import code_of, language_named, offered_languages
from tests.admin.records import add, url
from tests.factories import make_place, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Russian", "ru"),
        ("russian", "ru"),
        ("русский", "ru"),
        ("러시아어", "ru"),
        ("Deutsch", "de"),
        ("ru", "ru"),
        ("KO", "ko"),
        ("mnc", "mnc"),
        ("zh-Hant", "zh-Hant"),
        ("", ""),
    ],
)
def test_a_language_is_kept_as_its_code(client, editor, typed, kept):
    add(client, "source", kind="book", title="A book", language=typed)

    assert Source.objects.get().language == kept


def test_a_language_that_nobody_knows_is_refused_with_what_to_write(client, editor):
    page = add(client, "source", kind="book", title="A book", language="Klingonese").content

    assert "“Klingonese” is the name of no language that the desk knows." in page.decode()
    assert 'value="Klingonese"' in page.decode()
    assert not Source.objects.exists()


def test_a_form_shows_languages_by_name_and_offers_each_once(client, editor):
    client.cookies["django_language"] = "ru"

    page = client.get(url(make_place())).content.decode()

    assert 'value="Английский"' in page
    assert page.count('<option value="Корейский">') == 1
    assert page.count("<datalist") == 1


@pytest.mark.parametrize("desk", ["en", "ru", "ko"])
def test_every_name_that_is_offered_is_read_as_the_language_it_was_made_of(desk):
    with override(desk):
        codes = [code_of(name) for name in offered_languages()]

        assert [language_named(code) for code in codes] == offered_languages()


@pytest.mark.parametrize(("typed", "is_other"), [("Korean", False), ("ko", False), ("ru", True)])
def test_a_language_has_changed_only_if_it_is_another(typed, is_other):
    fields = {"language": LanguageField(required=False)}
    form = type("Form", (modelform_factory(Source, fields=["language"]),), fields)

    changed = form({"language": typed}, instance=make_source(language="ko")).has_changed()

    assert changed is is_other
