"""Lists of every article that shows one record, at any depth."""

from memorial.models import Edition
from memorial.pages.keyset import NEWEST_EDITIONS, KeysetMixin
from memorial.pages.records import RecordView


class ShownInView(KeysetMixin, RecordView):
    """Every live article of the language that shows or names a record, twenty a page."""

    template_name = "articles/shown_in.html"
    keyset = NEWEST_EDITIONS

    def get_rows(self):
        live = Edition.objects.live(self.at).in_language(self.language).listed()
        return live.showing(self.record.ref).without_story().newest_first()

    def get_name(self):
        """Return what the record is called in the language of the page."""
        return self.record.name

    def get_context_data(self, **kwargs):
        return super().get_context_data(record=self.record, name=self.get_name(), **kwargs)
