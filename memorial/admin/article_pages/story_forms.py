"""The article's form and blocks, bound to what was typed or holding any story."""

from dataclasses import asdict
from typing import Any

from django.contrib.admin import helpers
from django.http import HttpRequest
from django.utils.translation import gettext as _

from memorial.models import Article, ArticleSource, Byline
from memorial.models.blocks import Block, new_key
from memorial.services.waiting import waiting_fixes
from memorial.services.working_copy import PLAIN, RECORDS
from memorial.story.refs import number_of
from memorial.story.values import Story


class StoryForms:
    """Mixed into the article's admin: forms for a preview, and for a fix of what is live."""

    def bound_forms(self, request: HttpRequest, article: Article, saved: bool = True) -> Any:
        """Return the form and formsets that were posted, validated; writes nothing.

        `saved` says whether their rows are the working copy's.
        """
        change = article.pk is not None
        form_class = self.get_form(request, article if change else None, change=change)
        form = form_class(request.POST, request.FILES, instance=article)
        form.is_valid()
        formsets, _inlines = self._create_formsets(request, form.instance, change=change and saved)
        for formset in formsets:
            formset.is_valid()
        give_each_block_its_key(formsets)
        return form, formsets

    def initial_forms(self, request: HttpRequest, article: Article, story: Story) -> Any:
        """Return unbound forms that hold a story instead of the rows of the working copy."""
        form_class = self.get_form(request, article, change=True)
        topics = [number_of(topic) for topic in story.topics]
        form = form_class(instance=article, initial={"topics": topics})
        formsets = [
            self._initial_formset(request, inline, article, story)
            for inline in self.get_inline_instances(request, article)
        ]
        return form, formsets

    def fix_form(self, request: HttpRequest, article: Article, form: Any, formsets: Any) -> Any:
        """Return the page of the article's form, holding what is live."""
        inlines = self.get_inline_instances(request, article)
        wrapped = self.get_inline_formsets(request, formsets, inlines, article)
        # An embargo binds the working copy, not what readers see already.
        fields = [
            each
            for each in self.get_fieldsets(request, article)
            if "not_before" not in each[1]["fields"]
        ]
        readonly = self.get_readonly_fields(request, article)
        admin_form = helpers.AdminForm(form, fields, {}, readonly, model_admin=self)
        media = self.media + admin_form.media
        for inline in wrapped:
            media += inline.media
        context = {
            **self.admin_site.each_context(request),
            "title": _("Fix what is live"),
            "adminform": admin_form,
            "inline_admin_formsets": wrapped,
            "media": media,
            "errors": helpers.AdminErrorList(form, formsets),
            "original": article,
            "object_id": article.pk,
            "is_popup": False,
            "to_field": None,
            "preserved_filters": "",
            "is_fix": True,
            "waiting_fixes": list(waiting_fixes(article).values_list("pk", flat=True)),
        }
        return self.render_change_form(request, context, change=True, obj=article)

    def _initial_formset(
        self, request: HttpRequest, inline: Any, article: Article, story: Story
    ) -> Any:
        initial = _initial_rows(inline.model, story)
        formset_class = inline.get_formset(request, article, extra=len(initial))
        return formset_class(
            instance=article,
            queryset=inline.model.objects.none(),
            initial=initial,
            prefix=formset_class.get_default_prefix(),
        )


def with_story(article: Article, story: Story) -> Article:
    """Return an unsaved copy of the article's row that says what `story` says.

    Its version is 0: a fix is compared with what is live, not with the working copy.
    """
    copy = Article(pk=article.pk, group=article.group, version=0)
    copy._state.adding = False
    for name in PLAIN:
        setattr(copy, name, getattr(story, name))
    for name in RECORDS:
        setattr(copy, f"{name}_id", number_of(getattr(story, name)))
    return copy


def _initial_rows(model: Any, story: Story) -> list[dict[str, Any]]:
    """Return what the formset of a model shows of a story, a row a form."""
    if model is Byline:
        return [
            {
                "person": number_of(byline.person),
                "credentials": byline.credentials,
                "affiliation": byline.affiliation,
                "position": position,
            }
            for position, byline in enumerate(story.bylines)
        ]
    if model is ArticleSource:
        return [
            {"source": number_of(source), "position": position}
            for position, source in enumerate(story.sources)
        ]
    return _initial_blocks(model, story) if issubclass(model, Block) else []


def _initial_blocks(model: type[Block], story: Story) -> list[dict[str, Any]]:
    return [
        {
            **block.words,
            **{name: number_of(ref) for name, ref in block.records.items()},
            **({"rows": [asdict(row) for row in block.rows]} if block.rows else {}),
            "key": block.key,
            "region": "body",
            "ordering": (place + 1) * 10,
        }
        for place, block in enumerate(story.blocks)
        if block.type == model.type
    ]


def give_each_block_its_key(formsets: Any) -> None:
    """Give a new key to a block that came with the key of another, as a copied one does."""
    taken = set()
    for formset in formsets:
        for block_form in formset.forms if issubclass(formset.model, Block) else []:
            if block_form.instance.key in taken:
                block_form.instance.key = new_key()
            taken.add(block_form.instance.key)
