"""People with a byline: who they are and what they signed."""

from typing import Any

from django.db.models import Value
from django.http import Http404

from memorial.models import Person
from memorial.pages.keyset import NEWEST_EDITIONS, KeysetMixin
from memorial.pages.records import RecordView, moved
from memorial.services.reading import signed_by
from memorial.services.showing import show


class PersonDetailView(KeysetMixin, RecordView):
    """A contributor and the articles that carry the byline; an official has another page."""

    template_name = "people/detail.html"
    keyset = NEWEST_EDITIONS

    def get_queryset(self):
        return Person.objects.published(self.at).with_shown()

    def answer_otherwise(self):
        if self.record.is_official:
            return moved(self.record.get_absolute_url())
        if not self.get_signed().exists():
            raise Http404
        return super().answer_otherwise()

    def get_signed(self):
        return signed_by(Value(self.record.pk), self.at)

    def get_rows(self):
        return self.get_signed().in_language(self.language).without_story().newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        portrait = self.record.portrait
        known = {portrait.ref: portrait.shown()} if portrait else {}
        person = show([self.record], self.language, known=known)[0]
        return super().get_context_data(person=person, **kwargs)
