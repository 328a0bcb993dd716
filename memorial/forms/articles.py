"""The article's form, and the story that it holds: saved or not, with errors or not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from memorial.forms.batches import RowForm
from memorial.forms.records import RecordForm
from memorial.forms.rows import RowsFormField
from memorial.models import Address, Article, ArticleSource, Block, Byline
from memorial.services.embargoes import require_keeps_schedule
from memorial.services.linking import link_html
from memorial.services.refusing import RefusedError
from memorial.services.working_copy import story_from
from memorial.story.values import Story
from memorial.text import clean_html
from memorial.text.pasting import tidy_paste


class ArticleForm(RecordForm):
    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_not_before(self) -> Any:
        moment = self.cleaned_data.get("not_before")
        if self.instance.pk and "not_before" in self.changed_data:
            try:
                require_keeps_schedule(self.instance, moment)
            except RefusedError as error:
                raise forms.ValidationError(error.message) from error
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug, language = cleaned.get("slug"), cleaned.get("language")
        siblings = Article.objects.filter(group=self.instance.group, language=language)
        is_new_here = language and (self.instance.pk is None or "language" in self.changed_data)
        if is_new_here and siblings.exclude(pk=self.instance.pk).exists():
            self.add_error("language", _("There is a translation into this language already."))
        others = Address.objects.of_others(self.instance, language, slug)
        if other := others.select_related("article").first():
            message = _("This address belongs to “%(article)s”: choose another.")
            self.add_error(
                "slug",
                forms.ValidationError(
                    message, code="taken_address", params={"article": other.article}
                ),
            )
        return cleaned

    def validate_constraints(self) -> None:
        """Ask what the database would refuse, but for the headline: its field has asked."""
        exclude = self._get_validation_exclusions() | {"headline"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except forms.ValidationError as error:
            self._update_errors(error)


#: Where the tools are, instead of what they write.
PROSE_HELP = _(
    "“Source” and “Record” above the text mark a source and link to a record (Ctrl+Alt+S, "
    "Ctrl+Alt+R). A link to the address of a page of this site becomes a link to its record."
)


class BlockForm(RowForm):
    """A block's form; the key travels with it, so that a block stays the same block."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].widget = forms.HiddenInput()
            self.fields["key"].required = False
        if "html" in self.fields:
            self.fields["html"].help_text = PROSE_HELP
        if "rows" in self.fields:
            self.fields["rows"].meet(self, "rows")

    def clean_html(self) -> str:
        """Keep what was pasted as this site writes it; its own addresses as links to records."""
        return link_html(clean_html(tidy_paste(self.cleaned_data["html"])))

    def clean_key(self) -> str:
        key = self.cleaned_data.get("key") or self.initial.get("key") or ""
        return key or self.instance.key


def story_in_forms(form: forms.ModelForm, formsets: Any) -> Story:
    """Return the story that a bound article form and its formsets hold.

    Call `is_valid()` on all of them first. Words with errors are taken as typed; rows with a
    record that does not exist, and rows marked for deletion, are left out.
    """
    rows = {Byline: [], ArticleSource: [], Block: []}
    for formset in formsets:
        kind = Block if issubclass(formset.model, Block) else formset.model
        rows[kind] += [_row(inline) for inline in formset.forms if _is_kept(inline)]
    article = _row(form)
    article.language = article.language or "en"
    topics = [topic.pk for topic in form.cleaned_data.get("topics") or []]
    return story_from(
        article,
        bylines=sorted(rows[Byline], key=lambda byline: byline.position or 0),
        sources=sorted(rows[ArticleSource], key=lambda source: source.position or 0),
        topics=topics,
        blocks=sorted(rows[Block], key=lambda block: block.ordering or 0),
    )


def _is_kept(form: forms.ModelForm) -> bool:
    is_deleted = form.cleaned_data.get("DELETE") if hasattr(form, "cleaned_data") else False
    return not is_deleted and (form.has_changed() or bool(form.instance.pk))


def _row(form: forms.ModelForm) -> Any:
    """Return the form's row with what was typed, even where it is refused for saving."""
    row = form.instance
    for name, bound_field in form.fields.items():
        if isinstance(bound_field, forms.CharField) and name in form.errors and hasattr(row, name):
            setattr(row, name, form[name].value() or "")
        elif isinstance(bound_field, RowsFormField) and name in form.errors:
            setattr(row, name, bound_field.kept(form[name].value()))
    return row
