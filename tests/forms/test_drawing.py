"""How the fields of a form are drawn."""

from django import forms
from django.test.signals import template_rendered


class Asking(forms.Form):
    words = forms.CharField()


def drawn(form):
    """Return the page of a form and the names of the templates that drew it."""
    names = []

    def note(template, **_more):
        names.append(template.name)

    template_rendered.connect(note)
    try:
        return str(form), names
    finally:
        template_rendered.disconnect(note)


def test_errors_are_drawn_where_there_are_some():
    page, names = drawn(Asking({}))

    assert "This field is required." in page
    assert any("errors" in name for name in names)


def test_no_template_is_asked_about_errors_that_are_not_there():
    page, names = drawn(Asking({"words": "All is well."}))

    assert "All is well." in page
    assert [name for name in names if "errors" in name] == []
